#include "didban/simulate/limits.h"
#include "stories.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace didban::simulate {

namespace {

void scatter_trees(Plot& plot, Random& r, const Span2& where, int count, double radius_low, double radius_high)
{
    for (int k = 0; k < count; ++k) {
        const Point p = at(plot.shape, r.uniform(where.a0, where.a1), r.uniform(where.b0, where.b1));
        const double radius = r.uniform(radius_low, radius_high);
        plot.trees.push_back({p, radius, radius * r.uniform(1.6, 2.6), r.chance(0.25), never});
    }
}

void plant_orchard(Plot& plot, Random& r, double spacing)
{
    const int columns = std::max(1, static_cast<int>(width(plot.shape) / spacing));
    const int rows = std::max(1, static_cast<int>(length(plot.shape) / spacing));
    for (int q = 0; q < rows; ++q)
        for (int p = 0; p < columns; ++p)
            if (r.chance(0.85)) {
                const Point where =
                    at(plot.shape, (p + r.uniform(0.35, 0.65)) / columns, (q + r.uniform(0.35, 0.65)) / rows);
                const double radius = r.uniform(1.3, 0.46 * spacing);
                plot.trees.push_back({where, radius, radius * r.uniform(1.4, 2.0), false, never});
            }
}

void settle_old_house(Plot& plot, Random& r)
{
    plot.ground = {Material::Paving, Material::Paving, never, 0.4, 3};
    const double depth = r.uniform(0.38, 0.55);
    Building main;
    main.place = {0, 1 - depth, 1, 1};
    main.floors = r.chance(0.35) ? 2 : 1;
    main.floor_height = r.uniform(3.0, 3.8);
    main.roof = draw_roof(r, RoofAge::OldFabric);
    plot.buildings.push_back(main);
    if (r.chance(0.6)) {
        Building wing = main;
        wing.place =
            r.chance(0.5) ? Span2{0, 0, r.uniform(0.28, 0.4), 1 - depth} : Span2{r.uniform(0.6, 0.72), 0, 1, 1 - depth};
        wing.floors = 1;
        wing.gear = false;
        if (r.chance(0.3))
            wing.roof = draw_roof(r, RoofAge::OldFabric);
        plot.buildings.push_back(wing);
    }
    if (r.chance(0.35))
        scatter_trees(plot, r, {0.42, 0.1, 0.58, 0.35}, 1, 1.2, 2.4);
}

void settle_house(Plot& plot, Random& r)
{
    const std::array grounds{Material::Paving, Material::Concrete, Material::Soil, Material::Grass};
    const std::array weights{0.5, 0.15, 0.2, 0.15};
    const Material yard = grounds[static_cast<std::size_t>(r.pick(weights))];
    plot.ground = {yard, yard, never, r.uniform(0.4, 0.9), 3};
    Building house;
    const double deepest = depth_share + depth_plus_m / length(plot.shape);
    const double depth = std::min(deepest, r.uniform(0.45, 0.66));
    house.place = {0, 1 - depth, r.chance(0.15) ? r.uniform(0.75, 0.9) : 1.0, 1};
    house.floors =
        std::min(r.integer(1, 3), std::max(1, lawful_floors(plot.zone, plot.passage_width, area(plot.shape))));
    house.floor_height = r.uniform(3.0, 3.5);
    house.roof = draw_roof(r, RoofAge::Standing);
    house.pitched = house.roof == Material::Galvanised || house.roof == Material::Tile ||
                    house.roof == Material::BlueMetal || house.roof == Material::GreenMetal;
    plot.buildings.push_back(house);
    if (r.chance(0.25)) {
        Building store = house;
        store.place =
            r.chance(0.5) ? Span2{0, 0.02, r.uniform(0.25, 0.4), 0.14} : Span2{r.uniform(0.6, 0.75), 0.02, 1, 0.14};
        store.floors = 1;
        store.floor_height = 2.7;
        store.pitched = store.gear = false;
        store.roof = draw_roof(r, RoofAge::Standing);
        plot.buildings.push_back(store);
    }
    scatter_trees(plot, r, {0.12, 0.15, 0.88, std::max(0.2, 0.93 - depth)}, r.integer(0, 3), 1.2, 2.8);
}

void settle_vacant(Plot& plot, Random& r)
{
    const std::array grounds{Material::Soil, Material::DryGrass, Material::Gravel};
    const std::array weights{0.5, 0.35, 0.15};
    const Material soil = grounds[static_cast<std::size_t>(r.pick(weights))];
    plot.ground = {soil, soil, never, r.uniform(0.1, 0.5), 0};
    plot.walled = r.chance(0.45);
    if (r.chance(0.3))
        plot.items.push_back({ItemKind::Tarp,
                              {0.2, 0.2, r.uniform(0.35, 0.5), r.uniform(0.3, 0.4)},
                              0,
                              0.7,
                              Material::Rubble,
                              long_ago,
                              never});
}

} // namespace

Material draw_roof(Random& r, RoofAge age)
{
    static constexpr std::array roofs{Material::MudStraw,   Material::Bitumen,     Material::AluminiumFoil,
                                      Material::Galvanised, Material::Tile,        Material::BlueMetal,
                                      Material::GreenMetal, Material::WhiteRender, Material::Concrete};
    static constexpr std::array<std::array<double, 9>, 3> shares{
        {{0.45, 0.15, 0.22, 0.08, 0.03, 0.01, 0.01, 0.02, 0.03},
         {0.05, 0.24, 0.33, 0.10, 0.06, 0.05, 0.03, 0.05, 0.09},
         {0.0, 0.24, 0.36, 0.10, 0.07, 0.06, 0.03, 0.05, 0.09}}};
    return roofs[static_cast<std::size_t>(r.pick(shares[static_cast<std::size_t>(age)]))];
}

double span_area(const Plot& plot, const Span2& span)
{
    return area(part(plot.shape, span));
}

int permitted_floors(const Plot& plot, Random& r)
{
    if (plot.zone == Zone::Garden)
        return 1;
    const int most = std::max(1, lawful_floors(plot.zone, plot.passage_width, area(plot.shape)));
    return std::max(1, most - (r.chance(0.35) ? 1 : 0));
}

Span2 lawful_place(const Plot& plot, Random& r)
{
    double coverage = lawful_coverage(plot.zone, plot.passage_width);
    if (plot.side_width > 0 && plot.zone != Zone::Garden)
        coverage = std::min(coverage, lawful_coverage(plot.zone, plot.side_width));
    const double north = plot.widening > 0 ? 1 - (plot.widening + 0.25) / length(plot.shape) : 1.0;
    if (plot.zone == Zone::Garden) {
        const double share = std::min(coverage, 140 / area(plot.shape)) * r.uniform(0.8, 0.95), side = std::sqrt(share);
        return {0.5 - side / 2, north - 0.1 - side, 0.5 + side / 2, north - 0.1};
    }
    const double share = coverage * r.uniform(0.84, 0.97);
    return {0, north - share, 1, north};
}

void settle(Plot& plot, const City& city, Random& r)
{
    switch (plot.block_kind) {
    case BlockKind::OldFabric:
        r.chance(0.08) ? settle_vacant(plot, r) : settle_old_house(plot, r);
        break;
    case BlockKind::Residential:
        r.chance(0.13) ? settle_vacant(plot, r) : settle_house(plot, r);
        break;
    case BlockKind::Commercial:
        r.chance(0.08) ? settle_vacant(plot, r) : settle_house(plot, r);
        break;
    case BlockKind::VacantTract:
        settle_vacant(plot, r);
        break;
    case BlockKind::Gardens:
        plot.ground = {Material::Grass, Material::Grass, never, r.uniform(0.4, 0.8), 2};
        plant_orchard(plot, r, r.uniform(4.5, 6.5));
        break;
    case BlockKind::Farmland: {
        plot.ground = {Material::Crop, Material::Crop, never, r.uniform(0.4, 1.0), r.integer(0, 3)};
        plot.walled = r.chance(0.06);
        break;
    }
    case BlockKind::Public: {
        plot.ground = {Material::Grass, Material::Grass, never, 0.9, 3};
        plot.walled = false;
        if (r.chance(0.5)) {
            Building school;
            school.place = {0.1, 0.55, 0.6, 0.9};
            school.floors = 2;
            school.roof = Material::AluminiumFoil;
            plot.buildings.push_back(school);
            plot.ground.before = plot.ground.after = Material::Asphalt;
            scatter_trees(plot, r, {0.65, 0.05, 0.97, 0.95}, 25, 1.5, 3.5);
        } else {
            scatter_trees(plot, r, {0.03, 0.05, 0.97, 0.95}, 70, 1.5, 4.0);
        }
        break;
    }
    case BlockKind::Outskirts:
        break;
    }
    // The years before: in each period but the last some houses were finished.
    const int earlier = static_cast<int>(city.epoch_days().size()) - 2;
    if (!plot.buildings.empty() && earlier > 0 &&
        r.chance(std::min(1.0, city.options().preset.earlier_share * earlier))) {
        const int period = earlier > 1 ? r.integer(1, earlier) : 1;
        const int end = city.epoch_days()[static_cast<std::size_t>(period)];
        Building& house = plot.buildings.front();
        house.duration = std::min(r.integer(180, 330), end - city.epoch_days().front());
        house.started = end - house.duration - r.integer(5, 60);
    }
}

} // namespace didban::simulate
