#include "pipelines/detect/look_back.h"

#include "didban/grid/rectangles_around.h"
#include "pipelines/detect/evidence_pair.h"
#include "pipelines/detect/learned_pair.h"
#include "pipelines/detect/methods.h"
#include "pipelines/run/pool.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <span>

namespace didban::detect {

namespace {

constexpr std::int64_t sample_pixels = 1'000'000; ///< to learn the range of values of each date
constexpr std::int64_t square_side = 64;          ///< image pixels

using Cells = std::set<std::pair<std::int64_t, std::int64_t>>; ///< row and column on the lattice

Cells cells_of(const std::vector<Candidate>& candidates)
{
    Cells out;
    for (const Candidate& c : candidates)
        for (const Run& r : c.runs)
            for (std::int64_t column = r.x0 / lattice_cell; column <= (r.x1 - 1) / lattice_cell; ++column)
                out.emplace(r.row / lattice_cell, column);
    return out;
}

/// Mean over a candidate's pixels that have a value; NaN when none has.
float mean_over(const Candidate& candidate, RasterReader& reader, int band)
{
    double sum = 0, count = 0;
    for (const Run& r : candidate.runs) {
        Raster<float> line({r.x0, r.row, r.x1 - r.x0, 1});
        reader.read(band, line.window(), line.pixels());
        for (const float v : line.pixels())
            if (!std::isnan(v)) {
                sum += static_cast<double>(v);
                ++count;
            }
    }
    return count > 0 ? static_cast<float>(sum / count) : std::nanf("");
}

AlignedPair since_earlier(const AlignedPair& files)
{
    AlignedPair out;
    out.before = *files.earlier;
    out.after = files.after;
    out.series = files.series + earlier_series;
    return out;
}

/// The parts of a cell, made of squares, in which a candidate can have pixels: some value of a band reaches the least
/// that they have. `bands`: the cell's values, row by row; empty where nothing was seen. A part is as large as pays
/// beside the network's halo.
std::vector<PixelWindow> parts_with_candidates(const PixelWindow& cell, std::span<const std::vector<float>> bands,
                                               std::int64_t halo)
{
    Raster<std::uint8_t> marks((cell.width + square_side - 1) / square_side,
                               (cell.height + square_side - 1) / square_side);
    for (const std::vector<float>& band : bands)
        for (std::int64_t row = 0; row < cell.height && !band.empty(); ++row)
            for (std::int64_t col = 0; col < cell.width; ++col)
                if (static_cast<double>(band[static_cast<std::size_t>(row * cell.width + col)]) >= weakest_candidate)
                    marks.at(col / square_side, row / square_side) = 1;
    return parts_around(marks, cell, square_side, halo);
}

/// Nothing when one of the two dates sees nothing of what the other one does.
std::optional<PairSample> sample_of(const PairSource& pair, const RunOptions& run, int threads)
{
    try {
        const Schedule plain = schedule(run, threads, 0, 2 * static_cast<double>(pair.bands().size()) + 4);
        return sample_pair(pair, plain, run, sample_pixels);
    } catch (const Error& e) {
        if (e.kind() != ErrorKind::IncompatibleInput)
            throw;
        return std::nullopt;
    }
}

} // namespace

void look_back(const DataAccess& data, const AlignedPair& files, const std::string& onnx_file,
               const RasterSource& probabilities, std::vector<Candidate>& candidates, const std::string& scratch,
               const RunOptions& run, int threads)
{
    if (!files.earlier || candidates.empty())
        return;
    const AlignedPair since = since_earlier(files);
    const PairSource pair(data, since);
    const std::optional<PairSample> sample = sample_of(pair, run, threads);
    if (!sample)
        return;
    const auto network = learned_detector(pair, *sample, onnx_file);
    const Cells cells = cells_of(candidates);
    const ScratchRaster file(data, scratch);
    Pool<RasterReader> readers([&probabilities] { return probabilities.open(); });
    const Probabilities found = write_probabilities(
        data, pair, *network, file.path, run, threads, [&](const PixelWindow& cell) -> std::vector<PixelWindow> {
            if (cells.count({cell.y0 / lattice_cell, cell.x0 / lattice_cell}) == 0)
                return {};
            std::array<std::vector<float>, 2> bands;
            const auto reader = readers.lend();
            for (std::size_t k = 0; k < 2; ++k) {
                bands[k].resize(cell.pixels());
                reader->read(k == 0 ? built_band : gone_band, cell, bands[k]);
            }
            return parts_with_candidates(cell, bands, network->halo());
        });
    const auto reader = found.raster->open();
    for (Candidate& c : candidates) {
        if (c.evidence.empty())
            continue;
        EarlierLook look;
        look.change = mean_over(c, *reader, 1);
        look.same = mean_over(c, *reader, c.band);
        if (const auto& before = since.before.lean, &after = since.after.lean; before && after)
            look.lean = static_cast<float>(std::hypot(after->x - before->x, after->y - before->y));
        set_earlier_look(c.evidence, look);
    }
}

void measure_earlier(const DataAccess& data, const AlignedPair& files, const std::string& onnx_file,
                     const std::string& scratch, const RunOptions& run, int threads)
{
    if (!files.earlier)
        return;
    const PairSource pair(data, since_earlier(files));
    const std::optional<PairSample> sample = sample_of(pair, run, threads);
    if (!sample)
        return;
    const ScratchRaster file(data, scratch);
    const auto network = learned_detector(pair, *sample, onnx_file);
    (void)write_probabilities(data, pair, *network, file.path, run, threads, [&](const PixelWindow& cell) {
        const WeighedCell weighed =
            PassBytes<WeighedCell>::read(run.passes->answer(weigh_pass, cell_number(cell, pair.width())));
        std::array<std::vector<float>, 2> bands;
        for (std::size_t k = 0; k < 2; ++k)
            if (const auto found = weighed.bands.find(k == 0 ? built_band : gone_band); found != weighed.bands.end())
                for (const std::uint8_t step : found->second)
                    bands[k].push_back(from_step(step));
        return parts_with_candidates(cell, bands, network->halo());
    });
}

} // namespace didban::detect
