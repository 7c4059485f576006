#include "didban/base/error.h"
#include "didban/base/number_text.h"
#include "didban/change/sar_detector.h"
#include "pipelines/detect/series.h"
#include "pipelines/detect/trace_changes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

namespace didban::detect {

namespace {

constexpr double decibel_share = 0.1; ///< of negative values from which a band must be in decibel
constexpr double few_looks = 1.5;     ///< below which only strong changes can be told from speckle

/// All dates of a series on one grid: the earlier one, the later one and those after it.
class Series {
public:
    explicit Series(const Job& job) : first_(job.pair)
    {
        for (const Look& scene : job.files.later) {
            AlignedPair pair = job.files;
            pair.after = scene;
            more_.push_back(std::make_unique<PairSource>(job.data, pair));
        }
        for (const auto& source : sources())
            numbers_.push_back(polarisations(*source));
        for (std::size_t k = 1; k < numbers_.size(); ++k)
            if (numbers_[k].size() != numbers_[0].size())
                throw Error(ErrorKind::IncompatibleInput, sources()[k]->after_name() +
                                                              " has other polarisations than " + first_.after_name() +
                                                              "; give one mode for all dates");
    }
    [[nodiscard]] std::size_t bands() const { return numbers_.front().size(); }
    [[nodiscard]] std::size_t dates() const { return numbers_.size() + 1; }
    /// Polarisations of every date around a cell that the pair was already read for.
    [[nodiscard]] std::vector<std::vector<Raster<float>>> read(const PairCell& cell, std::int64_t halo) const
    {
        std::vector<std::vector<Raster<float>>> out{pick(cell.before, 0), pick(cell.after, 0)};
        for (std::size_t k = 0; k < more_.size(); ++k)
            out.push_back(pick(more_[k]->read(cell.core, halo).after, k + 1));
        return out;
    }

private:
    [[nodiscard]] std::vector<const PairSource*> sources() const
    {
        std::vector<const PairSource*> out{&first_};
        for (const auto& m : more_)
            out.push_back(m.get());
        return out;
    }
    static std::vector<std::size_t> polarisations(const PairSource& pair)
    {
        std::vector<std::size_t> out;
        for (std::size_t b = 0; b < pair.bands().size(); ++b)
            for (const char* name : {"vv", "vh", "hh", "hv"})
                if (pair.bands()[b] == name)
                    out.push_back(b);
        if (out.empty() && pair.bands().size() == 1)
            out.push_back(0);
        if (out.empty())
            throw Error(ErrorKind::IncompatibleInput,
                        pair.after_name() + ": the sar detector needs bands named VV, VH, HH or HV; name them, for "
                                            "example bands = [\"VV\", \"VH\"], or use another detector");
        return out;
    }
    [[nodiscard]] std::vector<Raster<float>> pick(const std::vector<Raster<float>>& bands, std::size_t source) const
    {
        std::vector<Raster<float>> out;
        for (const std::size_t b : numbers_[source])
            out.push_back(bands[b]);
        return out;
    }
    const PairSource& first_;
    std::vector<std::unique_ptr<PairSource>> more_;
    std::vector<std::vector<std::size_t>> numbers_; ///< of the polarisations among a source's bands
};

bool in_decibel(const PairSample& sample)
{
    std::int64_t negative = 0, all = 0;
    for (const auto& band : sample.before)
        for (const float v : band) {
            negative += v < 0 ? 1 : 0;
            ++all;
        }
    return static_cast<double>(negative) > decibel_share * static_cast<double>(all);
}

SarScene measure(const Job& job, const Series& series, const Schedule& plan)
{
    SarScene scene;
    scene.decibel = in_decibel(job.sample);
    const std::int64_t halo = scene.window / 2;
    std::vector<LogRatioHistogram> ratios((series.dates() - 1) * series.bands());
    map_cells(
        job.pair, halo, plan, job.run, {"", "measuring speckle"},
        [&](const PairCell& cell) {
            const auto dates = series.read(cell, halo);
            std::vector<LogRatioHistogram> own(ratios.size());
            for (std::size_t b = 0; b < series.bands(); ++b) {
                const Raster<float> first = log_intensity(dates[0][b], cell.core, scene.decibel, scene.window);
                for (std::size_t d = 1; d < dates.size(); ++d) {
                    const Raster<float> later = log_intensity(dates[d][b], cell.core, scene.decibel, scene.window);
                    for (std::size_t i = 0; i < first.size(); ++i)
                        own[(d - 1) * series.bands() + b].add(static_cast<double>(later.data()[i]) -
                                                              static_cast<double>(first.data()[i]));
                }
            }
            return own;
        },
        [&](const PixelWindow&, const std::vector<LogRatioHistogram>& own) {
            for (std::size_t k = 0; k < ratios.size(); ++k)
                ratios[k].merge(own[k]);
        });
    for (std::size_t b = 0; b < series.bands(); ++b)
        scene.looks.push_back(ratios[b].looks());
    for (std::size_t d = 1; d < series.dates(); ++d) {
        scene.level.emplace_back();
        for (std::size_t b = 0; b < series.bands(); ++b)
            scene.level.back().push_back(ratios[(d - 1) * series.bands() + b].median());
    }
    return scene;
}

} // namespace

std::vector<ChangeObject> detect_by_sar(const Job& job, std::vector<std::string>& warnings)
{
    const Series series(job);
    const double floats = 4 * static_cast<double>(series.dates() * series.bands()) + 12;
    const Schedule plan = schedule(job.run, job.threads, 2, floats);
    const SarScene scene = measure(job, series, plan);
    for (const double looks : scene.looks)
        if (looks < few_looks)
            warnings.emplace_back("the two dates differ as much as imagery of " + text::fixed(looks, 1) +
                                  " looks; only strong changes can be told");
    const SarDetector detector(scene);
    const ScratchRaster scratch(job.data, job.change_tif + ".sar.part.tif");
    {
        const auto sink = job.create_map(2);
        RasterSpec spec = change_spec(job.pair, 2);
        spec.band_names = {"change", "appeared"};
        const auto both = scratch.data.create_raster_for(RasterUse::Scratch, scratch.path, spec);
        map_cells(
            job.pair, detector.halo(), plan, job.run, {"", "detecting change"},
            [&](const PairCell& cell) { return detector.detect(cell.core, series.read(cell, detector.halo())); },
            [&](const PixelWindow& cell, const CellChange& found) {
                sink->write(1, cell, found.change.pixels());
                sink->write(2, cell, found.no_change.pixels());
                both->write(1, cell, found.change.pixels());
                both->write(2, cell, found.appeared.pixels());
            });
        sink->finish();
        both->finish();
    }
    // Multilooking spreads a single false pixel over the window, so an object is more than half of one.
    const auto minimum = std::max<std::int64_t>(job.minimum_pixels(), scene.window * scene.window / 2 + 1);
    const FootprintMaker footprints(job.pair.grid(), job.pair.gsd(), job.files.residual_px);
    std::vector<ChangeObject> objects;
    for (const Component& c : trace_changes(*job.data.open_raster(scratch.path), 1, 0.5, minimum, {2}, job.run)) {
        ChangeObject& object = objects.emplace_back();
        object.number = static_cast<std::int64_t>(objects.size());
        object.probability = c.planes[0].mean();
        const double appeared = c.planes[1].mean();
        object.kind = appeared < 0.5 ? ChangeKind::Demolished : ChangeKind::New;
        object.evidence["appeared_mean"] = appeared;
        footprints.fill(c.outline, object);
    }
    return objects;
}

} // namespace didban::detect
