#include "didban/base/clear_pairs.h"
#include "didban/base/clear_within.h"
#include "didban/objects/change_object.h"
#include "didban/simulate/verdict.h"
#include "pipelines/simulate/writers.h"

namespace didban::simulate_files {

namespace {

using simulate::Plot;
using simulate::Quad;
using simulate::Story;

/// Two epochs of the city, by number.
struct Pair {
    std::size_t before, after;
};

/// The last two epochs, then those that may stand in for them where they show too little of a plot (docs/verdicts.md).
std::vector<Pair> pairs_to_ask(const std::vector<simulate::SceneSetup>& scenes)
{
    const std::size_t before = scenes.size() - 2, after = scenes.size() - 1;
    std::vector<Pair> out{{before, after}};
    std::vector<Date> others;
    for (std::size_t e = 0; e < before; ++e)
        others.push_back(Date::from_day_number(scenes[e].day));
    for (const ClearPair& pair :
         clear_pairs(Date::from_day_number(scenes[before].day), Date::from_day_number(scenes[after].day), others,
                     default_clear_within_days))
        out.push_back({pair.before.value_or(before), pair.after.value_or(after)});
    return out;
}

/// Share of a part of the ground that the masks of two epochs leave open, on a 7 × 7 lattice of points.
double seen_share(const Target& target, const Pair& pair, const Quad& quad)
{
    const auto& options = target.city.options();
    int seen = 0;
    for (int p = 0; p < 7; ++p)
        for (int q = 0; q < 7; ++q) {
            const Point at = simulate::at(quad, (p + 0.5) / 7, (q + 0.5) / 7);
            const auto open = [&](std::size_t epoch) {
                const simulate::CloudAt cloud = simulate::cloud_at(target.scenes[epoch], options.seed, at);
                return !simulate::masked(cloud, options.preset);
            };
            seen += open(pair.before) && open(pair.after) ? 1 : 0;
        }
    return seen / 49.0;
}

/// What is true of a plot, and between which epochs.
struct Told {
    simulate::Verdict verdict;
    Pair between;
};

/// By the first pair that shows half of the plot and more; by the last two epochs where none does.
Told told(const Target& target, const std::vector<Pair>& pairs, const Plot& plot)
{
    const auto by = [&](const Pair& pair, double seen) {
        double work_seen = 1;
        for (const simulate::Span2& span : plot.worked)
            work_seen = std::min(work_seen, seen_share(target, pair, simulate::part(plot.shape, span)));
        return Told{
            simulate::judge(plot, target.scenes[pair.before].day, target.scenes[pair.after].day, seen, work_seen),
            pair};
    };
    for (const Pair& pair : pairs)
        if (const double seen = seen_share(target, pair, plot.shape); seen >= simulate::least_seen)
            return by(pair, seen);
    return by(pairs.front(), 0);
}

/// The building that a worked place is about; null for what is none, such as a pool.
const simulate::Building* building_at(const Plot& plot, const simulate::Span2& span)
{
    for (const simulate::Building& b : plot.buildings)
        if (b.place.a0 == span.a0 && b.place.b0 == span.b0 && b.place.a1 == span.a1 && b.place.b1 == span.b1)
            return &b;
    return nullptr;
}

std::string change_kind(const Plot& plot, const simulate::Building* building, int before, int after)
{
    if (building == nullptr)
        return "new";
    const simulate::Stage was = building->stage(before), is = building->stage(after);
    if (is == simulate::Stage::None)
        return "demolished";
    if (is == simulate::Stage::Excavation || is == simulate::Stage::Foundation)
        return "groundwork";
    if (was == simulate::Stage::Frame || was == simulate::Stage::Roofed)
        return "heightened";
    return plot.buildings.size() > 1 && plot.buildings.front().stage(after) == simulate::Stage::Roofed &&
                   plot.buildings.front().stage(before) == simulate::Stage::Roofed
               ? "extended"
               : "new";
}

/// At the later date; unknown where nothing of it stands then, and for what is no building.
BuildStage build_stage(const simulate::Building* building, int after)
{
    switch (building == nullptr ? simulate::Stage::None : building->stage(after)) {
    case simulate::Stage::Excavation:
        return BuildStage::Excavation;
    case simulate::Stage::Foundation:
        return BuildStage::Foundation;
    case simulate::Stage::Frame:
        return BuildStage::Frame;
    case simulate::Stage::Roofed:
        return BuildStage::Roofed;
    case simulate::Stage::None:
        break;
    }
    return BuildStage::Unknown;
}

class TruthWriter {
public:
    TruthWriter(const DataAccess& data, const Target& target, SimulateReport& report)
        : target_(target), report_(report), table_(data.create_features(target.folder + "truth/parcels.csv", "CSV")),
          changes_(data.create_features(target.folder + "truth/changes.geojson", "GeoJSON")),
          to_lonlat_(target.crs, Crs::wgs84()), pairs_(pairs_to_ask(target.scenes))
    {
        table_->begin_layer(
            {"parcels",
             {},
             {{"parcel_id"}, {"verdict"}, {"violations"}, {"changed"}, {"story"}, {"not_before"}, {"not_after"}},
             LayerSpec::Kind::None});
        changes_->begin_layer({"changes",
                               Crs::wgs84(),
                               {{"parcel_id"}, {"kind"}, {"stage"}, {"story"}, {"area_m2", FieldType::Real}},
                               LayerSpec::Kind::MultiPolygon});
    }
    void plot(const Plot& plot);
    void finish()
    {
        table_->finish();
        changes_->finish();
    }

private:
    const Target& target_;
    SimulateReport& report_;
    std::unique_ptr<FeatureSink> table_, changes_;
    Transform to_lonlat_;
    std::vector<Pair> pairs_;
    std::int64_t rows_{0}, objects_{0};
};

void TruthWriter::plot(const Plot& plot)
{
    const int before = target_.city.before(), after = target_.city.after();
    const auto [v, between] = told(target_, pairs_, plot);
    std::string codes;
    for (const std::string& code : v.violations) {
        codes += (codes.empty() ? "" : " ") + code;
        ++report_.violations[code];
    }
    ++report_.verdicts[v.verdict];
    ++report_.stories[std::string(name(plot.story))];
    report_.distractors += is_distractor(plot.story) ? 1 : 0;
    Feature row;
    row.fid = ++rows_;
    row.values = {plot.code.text(),
                  v.verdict,
                  codes,
                  std::string(v.changed ? "1" : "0"),
                  std::string(name(plot.story)),
                  target_.scenes[between.before].id,
                  target_.scenes[between.after].id};
    table_->write(row);

    for (std::size_t k = 0; k < plot.worked.size(); ++k) {
        const Quad quad = simulate::part(plot.shape, plot.worked[k]);
        Feature change;
        change.fid = ++objects_;
        const simulate::Building* building = building_at(plot, plot.worked[k]);
        change.values = {plot.code.text(), change_kind(plot, building, before, after),
                         std::string(didban::name(build_stage(building, after))), std::string(name(plot.story)),
                         simulate::area(quad)};
        change.geometry.null = false;
        change.geometry.polygons = to_lonlat_(target_.shape(simulate::ring(quad)));
        changes_->write(change);
    }
}

} // namespace

void write_truth(const DataAccess& data, const Target& target, const RunOptions& run, SimulateReport& report)
{
    TruthWriter writer(data, target, report);
    each_block(target, run, "truth", [&](const simulate::Block& block) {
        for (const Plot& plot : block.plots)
            if (plot.registered)
                writer.plot(plot);
    });
    writer.finish();
}

} // namespace didban::simulate_files
