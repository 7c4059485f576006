#include "pipelines/detect/candidates.h"

#include "pipelines/detect/evidence_pair.h"
#include "pipelines/detect/trace_changes.h"
#include "pipelines/run/pool.h"
#include "pipelines/run/visit_windows.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace didban::detect {

namespace {

constexpr double strong = 0.5, weak = weakest_candidate; ///< that the pixels of a candidate reach
constexpr std::int64_t largest_window = 1200;            ///< pixels; of larger objects the middle is measured

/// The window around a component that is measured: its box and surroundings, cut to the largest one about its middle.
PixelWindow window_of(const Component& c, std::int64_t margin, const PixelWindow& scene)
{
    PixelWindow w = c.box.grown(margin);
    if (w.width > largest_window) {
        w.x0 += (w.width - largest_window) / 2;
        w.width = largest_window;
    }
    if (w.height > largest_window) {
        w.y0 += (w.height - largest_window) / 2;
        w.height = largest_window;
    }
    return w.cut_to(scene);
}

/// Pixels 8-connected with the component's first one that reach the threshold, inside its box.
Raster<std::uint8_t> flood(const Raster<float>& change, const Component& c, double threshold)
{
    const PixelWindow& box = change.window();
    Raster<std::uint8_t> inside(box, 0);
    std::vector<std::pair<std::int64_t, std::int64_t>> open{{c.first_col - box.x0, c.first_row - box.y0}};
    inside.at(open[0].first, open[0].second) = 1;
    while (!open.empty()) {
        const auto [x, y] = open.back();
        open.pop_back();
        for (std::int64_t v = std::max<std::int64_t>(0, y - 1); v <= std::min(box.height - 1, y + 1); ++v)
            for (std::int64_t u = std::max<std::int64_t>(0, x - 1); u <= std::min(box.width - 1, x + 1); ++u)
                if (inside.at(u, v) == 0 && static_cast<double>(change.at(u, v)) >= threshold) {
                    inside.at(u, v) = 1;
                    open.emplace_back(u, v);
                }
    }
    return inside;
}

std::vector<Run> runs_of(const Raster<std::uint8_t>& inside)
{
    std::vector<Run> out;
    const PixelWindow& w = inside.window();
    for (std::int64_t row = 0; row < w.height; ++row)
        for (std::int64_t col = 0; col < w.width; ++col) {
            if (inside.at(col, row) == 0)
                continue;
            const std::int64_t from = col;
            while (col < w.width && inside.at(col, row) != 0)
                ++col;
            out.push_back({w.y0 + row, w.x0 + from, w.x0 + col});
        }
    return out;
}

/// First pixels of the strong candidates of one raster, row by row.
using FirstPixels = std::set<std::pair<std::int64_t, std::int64_t>>;

bool holds_one(const std::vector<Run>& runs, const FirstPixels& strong_ones)
{
    return std::any_of(runs.begin(), runs.end(), [&](const Run& r) {
        const auto next = strong_ones.lower_bound({r.row, r.x0});
        return next != strong_ones.end() && next->first == r.row && next->second < r.x1;
    });
}

Raster<float> read(RasterReader& reader, int band, const PixelWindow& window)
{
    Raster<float> out(window);
    reader.read(band, window, out.pixels());
    return out;
}

} // namespace

std::vector<Candidate> find_candidates(const PairSource& pair, const EvidenceScene& evidence,
                                       const RasterSource& probabilities, std::int64_t minimum_pixels,
                                       const RunOptions& run, int threads)
{
    std::vector<Candidate> out;
    for (const int band : {built_band, gone_band})
        for (const double threshold : {strong, weak})
            for (Component& c : trace_changes(probabilities, band, threshold, minimum_pixels, {}, run))
                out.push_back({std::move(c), band, threshold, {}, {}});
    const auto key = [](const Candidate& c) {
        return std::tuple(c.component.first_row, c.component.first_col, c.band, c.threshold);
    };
    std::sort(out.begin(), out.end(), [&](const Candidate& a, const Candidate& b) { return key(a) < key(b); });
    const PixelWindow scene{0, 0, pair.width(), pair.height()};
    const auto margin = static_cast<std::int64_t>(std::lround(14 / pair.gsd()));
    std::vector<PixelWindow> boxes;
    for (const Candidate& c : out)
        boxes.push_back(c.component.box);
    std::map<int, FirstPixels> strong_ones{{built_band, {}}, {gone_band, {}}};
    for (const Candidate& c : out)
        if (c.threshold == strong)
            strong_ones.at(c.band).emplace(c.component.first_row, c.component.first_col);
    Pool<RasterReader> readers([&probabilities] { return probabilities.open(); });
    // Each candidate is touched by one worker alone.
    visit_windows(boxes, run, threads, "weighing change objects", [&](std::size_t k) {
        Candidate& candidate = out[k];
        const Component& c = candidate.component;
        const auto reader = readers.lend();
        const Raster<std::uint8_t> whole = flood(read(*reader, candidate.band, c.box), c, candidate.threshold);
        candidate.runs = runs_of(whole);
        if (candidate.threshold == weak && holds_one(candidate.runs, strong_ones.at(candidate.band))) {
            candidate.runs.clear();
            return;
        }
        const PixelWindow window = window_of(c, margin, scene);
        Raster<std::uint8_t> inside(window, 0);
        bool any = false;
        for (const Run& r : candidate.runs)
            if (r.row >= window.y0 && r.row < window.y1())
                for (std::int64_t x = std::max(r.x0, window.x0); x < std::min(r.x1, window.x1()); ++x) {
                    inside.at(x - window.x0, r.row - window.y0) = 1;
                    any = true;
                }
        if (any) {
            std::vector<Raster<float>> kinds;
            for (int band = first_kind_band; band < built_band; ++band)
                kinds.push_back(read(*reader, band, window));
            candidate.evidence =
                object_evidence(evidence_planes(pair.read(window, evidence_halo(evidence.gsd)), evidence), inside,
                                read(*reader, 1, window), kinds, evidence);
        }
    });
    std::erase_if(out, [](const Candidate& c) { return c.runs.empty(); });
    return out;
}

} // namespace didban::detect
