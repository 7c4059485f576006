#include "pipelines/watch/register_series.h"

#include "didban/base/error.h"
#include "pipelines/imagery/band_order.h"
#include "pipelines/imagery/warp_pixels.h"
#include "pipelines/imagery/working_grids.h"

#include <algorithm>
#include <functional>

namespace didban {

namespace {

class Registrar {
public:
    Registrar(const DataAccess& data, const SeriesPlan& series, const LayOptions& how, StepStore& store,
              const RunOptions& run)
        : data_(data), series_(series), store_(store), run_(run)
    {
        how_.co_register = how.co_register;
        how_.on = AlignOn::Structures;
        how_.keep_unregistrable = true;
        how_.use = how.use;
    }

    RegisteredSeries go(const Crs& crs)
    {
        RegisteredSeries out = on_grid(crs);
        AlignedPair& looks = out.looks;
        for (const Epoch* epoch : {&series_.pair.before, &series_.pair.after})
            for (const Scene* scene : epoch->scenes)
                looks.order_assumed = looks.order_assumed || order_assumed(data_, files_of(*scene));
        out.aligned = later(out);
        looks.gsd = out.grid.transform.pixel_size();
        looks.residual_px = registration_m(out.aligned, looks.gsd) / looks.gsd;
        if (series_.earlier)
            out.looked_back = earlier(out);
        return out;
    }

    std::optional<LaidDate> beside(const RegisteredSeries& on, const Epoch& epoch, const std::string& name)
    {
        reference_ = on.looks.before;
        return other(epoch, name, "does not stand in for another date: ");
    }

    void step(const std::string& name, const Crs& crs)
    {
        RegisteredSeries out = on_grid(crs);
        if (name == later_step)
            later(out);
        if (name == earlier_step)
            earlier(out);
    }

private:
    RegisteredSeries on_grid(const Crs& crs)
    {
        RegisteredSeries out;
        out.looks.before = before(crs);
        reference_ = out.looks.before;
        out.grid = grid_of(data_, out.looks.before.path);
        return out;
    }

    using Lay = std::function<void(const Scene&, const std::string& out)>;

    /// Each scene by `lay`, then all of them in one raster; the first on top.
    void lay_together(const std::vector<const Scene*>& scenes, const std::string& name, const Lay& lay)
    {
        std::vector<std::string> pieces;
        for (const Scene* s : scenes) {
            pieces.push_back(store_.work(std::to_string(pieces.size()) + "_" + name));
            lay(*s, pieces.back());
        }
        merge(pieces, name);
    }
    void merge(const std::vector<std::string>& pieces, const std::string& name)
    {
        const std::string out = store_.work(name);
        const WorkRasters& rasters = work_rasters(data_);
        if (pieces.size() == 1)
            return rasters.move_raster(pieces.front(), out);
        mosaic(data_, pieces, out, how_.use, run_);
        for (const std::string& p : pieces)
            rasters.remove_raster(p);
    }
    void warp_onto(const WorkingGrid& grid, const std::vector<const Scene*>& scenes, const std::string& name)
    {
        lay_together(scenes, name, [&](const Scene& s, const std::string& out) {
            warp_scene(data_, files_of(s), grid, {out, how_.use}, run_);
        });
    }
    AlignReport align(const Scene& scene, const std::string& out)
    {
        return align_scene(data_, reference_, files_of(scene), out, how_, run_);
    }
    /// What an epoch looks like as a work file on the grid, in which masks are applied.
    Look look(const Epoch& epoch, const std::string& name)
    {
        Look out = look_of(epoch);
        out.path = store_.work(name);
        out.mask.clear();
        return out;
    }

    Look before(const Crs& crs)
    {
        const Epoch& epoch = series_.pair.before;
        if (usable_as_it_is(data_, epoch, crs))
            return look_of(epoch);
        std::string ignored;
        if (!store_.finished(grid_step, ignored)) {
            run_.log.info("bringing the image of " + epoch.day.iso() + " into " + crs.name());
            warp_onto(grid_around(data_, epoch, crs), epoch.scenes, "before.tif");
            store_.finish_step(grid_step, "{}", {"before.tif"});
        }
        return look(epoch, "before.tif");
    }

    std::vector<AlignedScene> later(RegisteredSeries& out)
    {
        const EpochPair& pair = series_.pair;
        const bool surfaces = !pair.before.dsms.empty() && !pair.after.dsms.empty();
        std::vector<std::string> files{"after.tif"};
        AlignedPair& looks = out.looks;
        looks.after = look(pair.after, "after.tif");
        for (const Epoch& e : series_.confirming) {
            files.push_back("later_" + std::to_string(looks.later.size()) + ".tif");
            looks.later.push_back(look(e, files.back()));
        }
        if (surfaces) {
            files.insert(files.end(), {"before_dsm.tif", "after_dsm.tif"});
            looks.before.dsm = store_.work("before_dsm.tif");
            looks.after.dsm = store_.work("after_dsm.tif");
        }
        std::string text;
        if (store_.finished(later_step, text))
            return aligned_scenes_from(text);
        run_.log.info("aligning the image of " + pair.after.day.iso());
        std::vector<AlignedScene> scenes;
        lay_together(pair.after.scenes, "after.tif", [&](const Scene& s, const std::string& piece) {
            scenes.push_back({s.id, align(s, piece)});
        });
        for (std::size_t k = 0; k < series_.confirming.size(); ++k) {
            run_.log.info("aligning the image of " + series_.confirming[k].day.iso());
            lay_together(series_.confirming[k].scenes, files[k + 1],
                         [&](const Scene& s, const std::string& piece) { align(s, piece); });
        }
        if (surfaces) {
            warp_onto(out.grid, pair.before.dsms, "before_dsm.tif");
            warp_onto(out.grid, pair.after.dsms, "after_dsm.tif");
        }
        store_.finish_step(later_step, to_text(scenes), files);
        return scenes;
    }

    /// The image from before the earlier epoch. Whether it could be registered; it is then one of the looks.
    bool earlier(RegisteredSeries& out)
    {
        const auto found = other(*series_.earlier, earlier_step, "not looked back at: ");
        if (!found)
            return false;
        out.looks.earlier = found->look;
        out.earlier = found->scenes;
        return true;
    }
    /// A date that may show another part of the city, or none that can be told: nothing then.
    std::optional<LaidDate> other(const Epoch& epoch, const std::string& step, const char* otherwise)
    {
        const auto usable = [](const std::vector<AlignedScene>& scenes) {
            return std::all_of(scenes.begin(), scenes.end(), [](const AlignedScene& s) {
                return s.report.co_registered && s.report.overlap_share > 0;
            });
        };
        const std::string file = step + ".tif";
        std::vector<AlignedScene> scenes;
        std::string text;
        if (store_.finished(step, text)) {
            scenes = aligned_scenes_from(text);
        } else {
            run_.log.info("aligning the image of " + epoch.day.iso());
            std::vector<std::string> pieces;
            for (const Scene* s : epoch.scenes) {
                pieces.push_back(store_.work(std::to_string(pieces.size()) + "_" + file));
                scenes.push_back({s->id, align_other_scene(*s, pieces.back(), otherwise)});
            }
            std::vector<std::string> files;
            if (usable(scenes)) {
                merge(pieces, file);
                files.push_back(file);
            }
            store_.finish_step(step, to_text(scenes), files);
        }
        if (!usable(scenes))
            return std::nullopt;
        return LaidDate{look(epoch, file), std::move(scenes)};
    }
    AlignReport align_other_scene(const Scene& scene, const std::string& out, const char* otherwise)
    {
        try {
            return align(scene, out);
        } catch (const Error& e) {
            if (e.kind() != ErrorKind::IncompatibleInput && e.kind() != ErrorKind::Unregistrable)
                throw;
            run_.log.warn(otherwise + std::string(e.what()));
            return {};
        }
    }

    const DataAccess& data_;
    const SeriesPlan& series_;
    StepStore& store_;
    const RunOptions& run_;
    AlignOptions how_;
    SceneFiles reference_;
};

} // namespace

double registration_m(const std::vector<AlignedScene>& aligned, double gsd)
{
    double worst = 0;
    for (const AlignedScene& s : aligned)
        worst = std::max(worst, position_error_m(s.report, gsd));
    return worst;
}

WorkingGrid grid_of_series(const DataAccess& data, const SeriesPlan& series, const Crs& crs)
{
    const Epoch& epoch = series.pair.before;
    return usable_as_it_is(data, epoch, crs) ? grid_of(data, epoch.scenes.front()->path)
                                             : grid_around(data, epoch, crs);
}

RegisteredSeries register_series(const DataAccess& data, const SeriesPlan& series, const Crs& crs,
                                 const LayOptions& how, StepStore& store, const RunOptions& run)
{
    return Registrar(data, series, how, store, run).go(crs);
}

std::optional<LaidDate> lay_date(const DataAccess& data, const SeriesPlan& series, const RegisteredSeries& on,
                                 const Epoch& epoch, const std::string& name, const LayOptions& how, StepStore& store,
                                 const RunOptions& run)
{
    return Registrar(data, series, how, store, run).beside(on, epoch, name);
}

std::vector<std::string> register_steps(const DataAccess& data, const SeriesPlan& series, const Crs& crs)
{
    std::vector<std::string> out;
    if (!usable_as_it_is(data, series.pair.before, crs))
        out.emplace_back(grid_step);
    out.emplace_back(later_step);
    if (series.earlier)
        out.emplace_back(earlier_step);
    return out;
}

void register_step(const DataAccess& data, const SeriesPlan& series, const Crs& crs, const LayOptions& how,
                   const std::string& step, StepStore& store, const RunOptions& run)
{
    Registrar(data, series, how, store, run).step(step, crs);
}

} // namespace didban
