#include "pipelines/simulate/writers.h"

namespace didban::simulate_files {

namespace {

using simulate::Plot;
using simulate::Purpose;
using simulate::Random;

constexpr double broken_share = 0.003, overlap_share = 0.005; ///< at the realistic rate of dirt; they scale with it

/// A corner whose two cuts are drawn in the wrong order: the outline crosses itself.
Ring crossed(const Ring& r)
{
    const auto on = [](const Point& p, const Point& q, double t) {
        return Point{p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t};
    };
    return {r[0], r[1], on(r[2], r[3], 0.05), on(r[2], r[1], 0.03), r[3]};
}

} // namespace

void write_cadastre(const DataAccess& data, const Target& target, const RunOptions& run, SimulateReport& report)
{
    const auto sink = data.create_features(target.folder + "cadastre.gpkg", "GPKG");
    LayerSpec layer{"parcels",
                    target.crs,
                    {{"parcel_id", FieldType::Text}, {"district", FieldType::Text}, {"old_code", FieldType::Text}},
                    LayerSpec::Kind::MultiPolygon};
    sink->begin_layer(layer);
    const double rate = target.city.options().preset.dirty_share / 0.02;
    std::int64_t number = 0;
    each_block(target, run, "cadastre", [&](const simulate::Block& block) {
        for (std::size_t k = 0; k < block.plots.size(); ++k) {
            const Plot& plot = block.plots[k];
            if (!plot.registered)
                continue;
            Random r(target.city.options().seed, Purpose::Dirty, block.at.i, block.at.j, static_cast<int>(k), 1);
            Ring outline = simulate::ring(plot.shape);
            const bool quiet = plot.story == simulate::Story::Quiet;
            if (quiet && r.chance(broken_share * rate)) {
                outline = crossed(outline);
                ++report.dirt["parcel_self_crossing"];
            } else if (quiet && r.chance(overlap_share * rate)) {
                outline = simulate::ring(simulate::inset(plot.shape, {0, -0.6, 0, 0}));
                ++report.dirt["parcel_overlapping"];
            }
            Feature feature;
            feature.fid = ++number;
            feature.values = {plot.code.text(), district_name(plot), old_code(plot)};
            feature.geometry.null = false;
            feature.geometry.polygons = target.shape(outline, block.cadastre_offset);
            sink->write(feature);
        }
    });
    sink->finish();
    report.parcels = number;
}

} // namespace didban::simulate_files
