#include "pipelines/detect/pair_sample.h"

#include <cmath>
#include <limits>

namespace didban::detect {

namespace {

std::vector<double> means(const PairSample& sample)
{
    std::vector<double> out;
    for (const auto* date : {&sample.before, &sample.after})
        for (const auto& band : *date) {
            double sum = 0;
            for (const float v : band)
                sum += static_cast<double>(v);
            out.push_back(sum / static_cast<double>(band.size()));
        }
    return out;
}

} // namespace

PairSample sample_pair(const PairSource& pair, const Schedule& plan, const RunOptions& run, std::int64_t limit)
{
    const double pixels = static_cast<double>(pair.width()) * static_cast<double>(pair.height());
    const auto step =
        std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(std::sqrt(pixels / static_cast<double>(limit)))));
    SceneStatistics scene(step);
    map_cells(
        pair, 0, plan, run, {sample_pass, "sampling the pair"},
        [&](const PairCell& cell) {
            SceneStatistics part(step);
            part.add(cell_number(cell.core, pair.width()), cell);
            return part;
        },
        [&](const PixelWindow&, SceneStatistics part) { scene.merge(std::move(part)); });
    PairSample out = scene.sample();
    if (out.seen == 0 || out.pixels() == 0)
        throw Error(ErrorKind::IncompatibleInput, pair.grid().name + " and " + pair.after_name() +
                                                      " have no pixel that both see: all is nodata, masked or beyond "
                                                      "the other's edge. Give images that overlap");
    return out;
}

IrmadSolution scene_irmad(const PairSource& pair, const PairSample& sample, const Schedule& plan, const RunOptions& run,
                          bool exact)
{
    const auto origin = means(sample);
    const auto on_sample = [&](const IrmadTransform* weighting, std::size_t chunk, std::size_t every) {
        std::vector<PixelWindow> parts;
        for (std::size_t from = 0; from < sample.pixels(); from += chunk * every)
            parts.push_back({static_cast<std::int64_t>(from), 0,
                             static_cast<std::int64_t>(std::min(chunk, sample.pixels() - from)), 1});
        IrmadMoments total(origin);
        const bool finished = map_tiles(
            parts, 64, run.stop,
            [&](const PixelWindow& part) {
                IrmadMoments moments(origin);
                moments.add(sample.part(static_cast<std::size_t>(part.x0), static_cast<std::size_t>(part.width)),
                            weighting);
                return moments;
            },
            [&](const PixelWindow&, const IrmadMoments& moments) { total.merge(moments); });
        if (!finished)
            throw Error(ErrorKind::Interrupted, "interrupted; nothing was written. Run the same command again");
        return total;
    };
    const auto on_all = [&](const IrmadTransform* weighting) {
        SceneMoments scene(origin);
        map_cells(
            pair, 0, plan, run, {"", "IR-MAD on all pixels"},
            [&](const PairCell& cell) {
                SceneMoments part(origin);
                part.add(cell_number(cell.core, pair.width()), cell, weighting);
                return part;
            },
            [&](const PixelWindow&, SceneMoments part) { scene.merge(std::move(part)); });
        return scene.total();
    };
    const auto whole_sample = [&](const IrmadTransform* weighting) { return on_sample(weighting, 32768, 1); };
    if (sample.step == 1)
        return iterate_irmad(whole_sample, {});
    IrmadOptions finer; // near a start as good as that below, steps are small before they are small enough
    finer.tolerance = 1e-4;
    constexpr std::size_t enough_for_a_start = 500'000, chunk = 1024, every = 16;
    const AccumulateIrmad on_part = [&](const IrmadTransform* weighting) { return on_sample(weighting, chunk, every); };
    const double part = on_part(nullptr).weight();
    // Like `from`, on more pixels; where `from` did without a band, they may hold it.
    const auto refined = [&](const AccumulateIrmad& all, std::int64_t pixels, IrmadSolution from) {
        return from.note.empty() ? iterate_irmad(all, {on_part, static_cast<double>(pixels) / part}, finer, from)
                                 : iterate_irmad(all, finer);
    };
    const auto seen_in_sample = static_cast<std::int64_t>(sample.pixels());
    IrmadSolution solution = sample.pixels() < enough_for_a_start
                                 ? iterate_irmad(whole_sample, finer)
                                 : refined(whole_sample, seen_in_sample, iterate_irmad(on_part, finer));
    return exact ? refined(on_all, sample.seen, std::move(solution)) : solution;
}

} // namespace didban::detect
