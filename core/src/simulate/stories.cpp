#include "stories.h"

#include "didban/simulate/limits.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace didban::simulate {

namespace {

struct Chance {
    Story story;
    double weight;
    bool possible;
};

Story draw(std::span<const Chance> chances, Random& r)
{
    std::vector<double> weights;
    for (const Chance& c : chances)
        weights.push_back(c.possible ? c.weight : 0);
    const int k = r.pick(weights);
    return k < 0 ? Story::Quiet : chances[static_cast<std::size_t>(k)].story;
}

/// What the place allows.
struct Place {
    bool vacant, house, building_zone, room_behind, roomy_frontage;
    explicit Place(const Plot& p)
        : vacant(p.buildings.empty()), house(!p.buildings.empty()),
          building_zone(p.zone == Zone::R1 || p.zone == Zone::R2 || p.zone == Zone::R3 || p.zone == Zone::C),
          room_behind(house && p.buildings.size() == 1 && p.buildings.front().place.b0 * area(p.shape) > 55),
          roomy_frontage(width(p.shape) > 8.4)
    {
    }
};

/// Works can be told apart by law only where the plot lies wholly in an overlay or wholly outside.
bool clear_of_edges(const Plot& p)
{
    return p.heritage != Within::Edge && p.buffer != Within::Edge;
}

Story draw_suspected(const Plot& p, const City& city, Random& r)
{
    const Place at(p);
    const bool plain = at.building_zone && p.heritage == Within::Out && p.buffer == Within::Out;
    const bool big = area(p.shape) > 95;
    const bool north = p.faces_north && p.widening == 0 && at.roomy_frontage && p.passage_width > 7;
    const std::array chances{
        Chance{Story::NoPermitNew, 30, plain},
        Chance{Story::NoPermitExtension, 16, plain && at.room_behind},
        Chance{Story::Expired, 12, plain},
        Chance{Story::RepairOnly, 5, plain && at.room_behind},
        Chance{Story::Revoked, 4, plain},
        Chance{Story::EarlyStart, 4, plain},
        Chance{Story::ExcessArea, 14, plain && big},
        Chance{Story::YardRoof, 40, plain && p.zone == Zone::C && at.room_behind},
        Chance{Story::Encroachment, 9, plain && north},
        Chance{Story::WideningIgnored, 60, plain && p.faces_north && p.widening >= 1.8 && at.roomy_frontage},
        Chance{Story::BufferBuild, 150, p.buffer == Within::In && at.building_zone},
        Chance{Story::FarmBuild, 150, p.zone == Zone::Farmland},
        Chance{Story::GardenBuild, 120, p.zone == Zone::Garden && area(p.shape) >= 500},
        Chance{Story::HeritageWork, 60, p.heritage == Within::In && at.building_zone},
        Chance{Story::HeritageDemolition, 25, p.heritage == Within::In && at.house},
        Chance{Story::WallOnly, 10, p.zone == Zone::Farmland && !p.walled},
        Chance{Story::ExtraFloors, 14, plain && city.options().dsm},
    };
    return draw(chances, r);
}

/// Overlays and edges gather more offenders than plain plots (domain.md 2.5 visits them first).
double offence_factor(const Plot& p)
{
    if (p.zone == Zone::Public)
        return 0;
    if (p.zone == Zone::Farmland || p.buffer == Within::In)
        return 2.5;
    return p.heritage == Within::In || p.zone == Zone::Garden ? 1.5 : 1.0;
}

} // namespace

Story draw_story(const Plot& plot, const City& city, Random& r)
{
    const Preset& preset = city.options().preset;
    const Place at(plot);
    const bool clear = clear_of_edges(plot);
    const double u = r.uniform();
    double from = preset.suspected_share * offence_factor(plot);
    if (u < from)
        return clear ? draw_suspected(plot, city, r) : Story::Quiet;
    if (u < (from += preset.authorised_share)) {
        const bool may = at.building_zone && clear && plot.buffer == Within::Out;
        return draw(std::array{Chance{Story::PermittedNew, 34, may}, Chance{Story::PermittedGoing, 18, may},
                               Chance{Story::PermittedRebuild, 22, may && at.house},
                               Chance{Story::PermittedExtension, 14, may && at.room_behind},
                               Chance{Story::PermitUnused, 12, may && at.vacant}},
                    r);
    }
    if (u < (from += preset.demolition_share))
        return at.house && clear && plot.heritage == Within::Out && plot.zone != Zone::Public ? Story::Demolition
                                                                                              : Story::Quiet;
    if (u < from + preset.distractor_share) {
        const bool yard = at.house && plot.buildings.front().place.b0 > 0.3 && plot.zone != Zone::Public;
        const bool open = at.vacant || plot.zone == Zone::Farmland;
        return draw(
            std::array{
                Chance{Story::Tarp, 14, yard || open}, Chance{Story::Lorries, 12, open || yard},
                Chance{Story::Ploughed, 22, open && plot.zone != Zone::Garden}, Chance{Story::Reroof, 24, at.house},
                Chance{Story::Lawn, 12, yard && plot.ground.before != Material::Grass}, Chance{Story::Shed, 8, yard},
                Chance{Story::SiteHut, 6, open && plot.zone != Zone::Farmland}, Chance{Story::RoofGear, 14, at.house},
                Chance{Story::Pool, 4, yard && plot.block_kind == BlockKind::Residential && area(plot.shape) > 250}},
            r);
    }
    return Story::Quiet;
}

void inhabit(Plot& plot, const City& city, BlockAt block, int number)
{
    Random r(city.options().seed, Purpose::Plot, block.i, block.j, number);
    settle(plot, city, r);
    Random fate(city.options().seed, Purpose::Story, block.i, block.j, number);
    if (plot.story == Story::Quiet && plot.registered)
        plot.story = draw_story(plot, city, fate);
    enact(plot, city, fate);
}

} // namespace didban::simulate
