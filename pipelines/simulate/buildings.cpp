#include "pipelines/simulate/writers.h"

#include <algorithm>

namespace didban::simulate_files {

namespace {

using simulate::Plot;
using simulate::Purpose;
using simulate::Random;

constexpr int most_stale_days = 730;   ///< before the first image
constexpr double missing_share = 0.05; ///< of the buildings
/// Of the plots without a building in built-up blocks: a house that was pulled down is still drawn. About 2 % of all
/// footprints come of it.
constexpr double ghost_share = 0.12;

/// What a stream of random numbers is for, beside the cadastre's own.
enum Use : int { SurveyDay = 1, BlockOffset, OnePlot };

bool built_up(simulate::BlockKind kind)
{
    return kind == simulate::BlockKind::OldFabric || kind == simulate::BlockKind::Residential ||
           kind == simulate::BlockKind::Commercial;
}

/// Outlines that the map draws on a plot, in the city's local frame.
std::vector<Ring> drawn(const Plot& plot, simulate::BlockKind kind, int day, Random& r)
{
    std::vector<Ring> out;
    bool stands = false;
    for (const simulate::Building& b : plot.buildings) {
        if (b.stage(day) != simulate::Stage::Roofed)
            continue;
        stands = true;
        if (!r.chance(missing_share))
            out.push_back(simulate::ring(simulate::part(plot.shape, b.place)));
    }
    if (!stands && built_up(kind) && r.chance(ghost_share)) {
        const double depth = r.uniform(0.4, 0.6);
        out.push_back(simulate::ring(simulate::part(plot.shape, {0, 1 - depth, 1, 1})));
    }
    return out;
}

} // namespace

int survey_day(const simulate::City& city)
{
    Random r(city.options().seed, Purpose::Cadastre, SurveyDay, 0, 0, 0);
    return city.epoch_days().front() - r.integer(0, most_stale_days);
}

void write_buildings(const DataAccess& data, const Target& target, const RunOptions& run)
{
    const auto sink = data.create_features(target.folder + "buildings.gpkg", "GPKG");
    sink->begin_layer({"buildings", target.crs, {{"building_id", FieldType::Text}}, LayerSpec::Kind::MultiPolygon});
    const auto& options = target.city.options();
    const int day = survey_day(target.city);
    std::int64_t number = 0;
    each_block(target, run, "buildings", [&](const simulate::Block& block) {
        Random lies(options.seed, Purpose::Cadastre, BlockOffset, block.at.i, block.at.j, 0);
        const double sigma = options.preset.cadastre_sigma_m;
        const Point offset{sigma * lies.normal(), sigma * lies.normal()};
        for (std::size_t k = 0; k < block.plots.size(); ++k) {
            Random r(options.seed, Purpose::Cadastre, OnePlot, block.at.i, block.at.j, static_cast<int>(k));
            for (const Ring& outline : drawn(block.plots[k], block.kind, day, r)) {
                Feature feature;
                feature.fid = ++number;
                feature.values = {"B" + std::to_string(number)};
                feature.geometry.null = false;
                feature.geometry.polygons = target.shape(outline, offset);
                sink->write(feature);
            }
        }
    });
    sink->finish();
}

} // namespace didban::simulate_files
