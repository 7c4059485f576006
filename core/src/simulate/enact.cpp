#include "didban/simulate/limits.h"
#include "stories.h"

#include <algorithm>
#include <cmath>

namespace didban::simulate {

namespace {

/// Carries out one plot's story.
class Enactment {
public:
    Enactment(Plot& plot, const City& city, Random& r)
        : plot_(plot), r_(r), before_(city.before()), after_(city.after()), period_(city.after() - city.before()),
          area_(area(plot.shape))
    {
    }
    void run();

private:
    Plot& plot_;
    Random& r_;
    int before_, after_, period_;
    double area_;

    int start_in_period()
    {
        return r_.integer(before_ + std::min(20, period_ / 8), after_ - std::min(12, period_ / 8));
    }

    void clear_land(int day)
    {
        for (Building& b : plot_.buildings)
            b.razed = std::min(b.razed, day);
        for (Item& item : plot_.items)
            item.to = std::min(item.to, day);
    }
    void make_vacant()
    {
        plot_.buildings.clear();
        plot_.trees.clear();
        if (plot_.ground.before == Material::Paving || plot_.ground.before == Material::Concrete ||
            plot_.ground.before == Material::Grass)
            plot_.ground.before = plot_.ground.after = Material::Soil;
    }
    void fell_trees(const Span2& place, int day)
    {
        const Quad quad = part(plot_.shape, place);
        const Quad wide = inset(quad, {-2.5, -2.5, -2.5, -2.5});
        for (Tree& tree : plot_.trees)
            if (inside(wide, tree.at))
                tree.felled = std::min(tree.felled, day);
    }
    Building& build(const Span2& place, int floors, int started, int duration)
    {
        Building b;
        b.place = place;
        b.floors = floors;
        b.floor_height = r_.uniform(3.1, 3.4);
        b.roof = draw_roof(r_, false);
        b.started = started;
        b.duration = duration;
        b.gear = floors > 0 && r_.chance(0.7);
        fell_trees(place, started);
        plot_.worked.push_back(place);
        plot_.buildings.push_back(b);
        return plot_.buildings.back();
    }
    PlotPermit& permit(int issued, int days_valid, double footprint, int floors, const char* kind = "new")
    {
        PlotPermit p;
        p.issued = issued;
        p.valid_to = issued + days_valid;
        p.floors = floors;
        p.height_m = floors * 3.4 + 1.0;
        p.footprint_m2 = footprint;
        p.total_area_m2 = footprint * floors;
        p.kind = kind;
        p.use = plot_.zone == Zone::C ? "commercial" : "residential";
        plot_.permits.push_back(p);
        return plot_.permits.back();
    }
    int permit_day(int started) { return started - r_.integer(20, 200); }
    int duration() { return r_.integer(250, 520); }

    /// A permitted building, moved north by `shift_m` and made deeper by the factor `deeper`; the permit knows neither.
    void permitted_new(int started, double shift_m = 0, double deeper = 1, int more_floors = 0)
    {
        Span2 place = lawful_place(plot_, r_);
        const int floors = permitted_floors(plot_, r_);
        const double footprint = span_area(plot_, place);
        PlotPermit& p = permit(permit_day(started), r_.integer(730, 1095), footprint * r_.uniform(1.0, 1.05), floors);
        if (r_.chance(0.7))
            p.started = started;
        const double shift = shift_m / length(plot_.shape);
        place.b0 = std::max(0.03, place.b1 - (place.b1 - place.b0) * deeper) + shift;
        place.b1 += shift;
        build(place, floors + more_floors, started, duration());
    }
    void unpermitted_new(int started)
    {
        make_vacant();
        Span2 place = lawful_place(plot_, r_);
        if (r_.chance(0.35)) { // not the full width
            const double keep = r_.uniform(0.62, 0.9), a0 = r_.uniform(0, 1 - keep);
            place.a0 = a0;
            place.a1 = a0 + keep;
        }
        const double wanted = std::max(38.0, span_area(plot_, place) * r_.uniform(0.6, 1.0));
        place.b0 = std::max(0.02, place.b1 - wanted / (area_ * (place.a1 - place.a0)));
        build(place, r_.integer(1, std::max(1, std::min(3, lawful_floors(plot_.zone, plot_.passage_width, area_)))),
              started, duration());
    }
    /// Roofs the yard behind the house, from its wall or as a building of its own.
    Building& extension(int started, bool detached)
    {
        const Span2 house = plot_.buildings.front().place;
        Span2 place{0, 0, 1, house.b0};
        const double room = house.b0 * area_, wanted = std::clamp(room * r_.uniform(0.5, 0.85), 38.0, 120.0);
        const double depth = std::min(house.b0 - 0.02, wanted / area_);
        if (detached) {
            place.b0 = 0.01;
            place.b1 = 0.01 + depth;
        } else {
            place.b0 = house.b0 - depth;
        }
        Building& b = build(place, 1, started, r_.integer(90, 220));
        b.gear = false;
        return b;
    }
    void suspected();
    void distraction();
    void old_permit()
    {
        if (plot_.buildings.empty() || !r_.chance(0.4) || plot_.zone == Zone::Public)
            return;
        double footprint = 0;
        for (const Building& b : plot_.buildings)
            footprint += span_area(plot_, b.place);
        const Building& house = plot_.buildings.front();
        const int issued = house.started > long_ago ? house.started - 90 : before_ - r_.integer(1500, 12000);
        PlotPermit& p = permit(issued, 1095, footprint * r_.uniform(1.0, 1.04), house.floors);
        p.completed = issued + r_.integer(400, 900);
        if (*p.completed > before_)
            p.completed = before_ - 10;
        p.status = "completed";
    }
    Span2 spot(const Span2& where, double width_m, double length_m)
    {
        const double da = std::min(width_m / width(plot_.shape), where.a1 - where.a0);
        const double db = std::min(length_m / length(plot_.shape), where.b1 - where.b0);
        const double a = r_.uniform(where.a0, where.a1 - da), b = r_.uniform(where.b0, where.b1 - db);
        return {a, b, a + da, b + db};
    }
    /// Open part of the plot.
    Span2 open_part() const
    {
        if (plot_.buildings.empty())
            return {0.08, 0.08, 0.92, 0.92};
        double south = 0.06, north = plot_.buildings.front().place.b0 - 0.03;
        if (plot_.buildings.size() > 1)
            south = std::min(0.16, north - 0.05);
        return {0.08, south, 0.92, std::max(south + 0.05, north)};
    }
};

void Enactment::suspected()
{
    const int started = start_in_period();
    switch (plot_.story) {
    case Story::NoPermitNew:
        unpermitted_new(started);
        break;
    case Story::HeritageWork:
        if (plot_.buildings.size() == 1 && plot_.buildings.front().place.b0 * area_ > 55)
            extension(started, false);
        else
            unpermitted_new(started);
        break;
    case Story::BufferBuild:
        unpermitted_new(started);
        break;
    case Story::NoPermitExtension:
        extension(started, r_.chance(0.4));
        break;
    case Story::YardRoof:
        extension(started, true);
        break;
    case Story::RepairOnly: {
        extension(started, false);
        PlotPermit& p = permit(permit_day(started), 365, 0, plot_.buildings.front().floors, "repair");
        p.footprint_m2 = p.total_area_m2 = 0;
        break;
    }
    case Story::Expired:
    case Story::Revoked: {
        make_vacant();
        const Span2 place = lawful_place(plot_, r_);
        const int floors = permitted_floors(plot_, r_);
        const bool revoked = plot_.story == Story::Revoked;
        PlotPermit& p = revoked ? permit(permit_day(started), 900, span_area(plot_, place), floors)
                                : permit(before_ - r_.integer(1300, 2600), 1095, span_area(plot_, place), floors);
        p.status = revoked ? "revoked" : r_.chance(0.5) ? "expired" : "issued";
        build(place, floors, started, duration());
        break;
    }
    case Story::EarlyStart: {
        make_vacant();
        const Span2 place = lawful_place(plot_, r_);
        const int floors = permitted_floors(plot_, r_);
        permit(after_ + r_.integer(15, 150), 1095, span_area(plot_, place), floors);
        build(place, floors, started, duration());
        break;
    }
    case Story::ExcessArea: {
        make_vacant();
        const int early = before_ + static_cast<int>(period_ * r_.uniform(0.05, 0.45)); // far enough to have walls
        permitted_new(early, 0, r_.uniform(1.35, 1.65));
        break;
    }
    case Story::Encroachment:
        make_vacant();
        permitted_new(before_ + static_cast<int>(period_ * r_.uniform(0.05, 0.6)), r_.uniform(1.9, 3.2));
        break;
    case Story::WideningIgnored:
        make_vacant();
        permitted_new(before_ + static_cast<int>(period_ * r_.uniform(0.05, 0.6)), plot_.widening + 0.25);
        break;
    case Story::ExtraFloors:
        make_vacant();
        permitted_new(before_ + static_cast<int>(period_ * r_.uniform(0.02, 0.1)), 0, 1, 2);
        plot_.buildings.back().duration = static_cast<int>(period_ * 0.85);
        break;
    case Story::FarmBuild: {
        const double side = r_.uniform(9, 15), wide = r_.uniform(9, 16);
        build(spot({0.1, 0.1, 0.9, 0.9}, wide, side), 1, started, r_.integer(150, 300));
        if (r_.chance(0.5))
            plot_.items.push_back({ItemKind::Wall, {0, 0, 1, 1}, 0, 2.2, Material::BrickWall, started + 10, never});
        break;
    }
    case Story::GardenBuild: {
        const double side = r_.uniform(10, 16), wide = r_.uniform(10, 16);
        const Span2 place = spot({0.12, 0.15, 0.88, 0.85}, wide, side);
        build(place, 1, started, r_.integer(150, 320));
        const Span2 cleared{0, std::max(0.0, place.b0 - 0.15), 1, std::min(1.0, place.b1 + 0.15)};
        fell_trees(cleared, started - 10);
        break;
    }
    case Story::HeritageDemolition:
        plot_.worked.push_back(plot_.buildings.front().place);
        clear_land(started);
        break;
    case Story::WallOnly:
        plot_.items.push_back({ItemKind::Wall, {0, 0, 1, 1}, 0, 2.4, Material::BrickWall, started, never});
        break;
    default:
        break;
    }
}

void Enactment::distraction()
{
    const int day = start_in_period();
    const Span2 open = open_part();
    switch (plot_.story) {
    case Story::Tarp: {
        const Material colour = r_.chance(0.5)   ? Material::TarpBlue
                                : r_.chance(0.5) ? Material::TarpGreen
                                                 : Material::TarpWhite;
        plot_.items.push_back({ItemKind::Tarp, spot(open, r_.uniform(4, 8), r_.uniform(4, 8)), 0, r_.uniform(0.4, 1.6),
                               colour, day, never});
        break;
    }
    case Story::Lorries: {
        const int count = plot_.buildings.empty() ? r_.integer(2, 3) : 1;
        const double bay = (open.a1 - open.a0) / count; // each in a bay of its own, so that they never form one roof
        for (int k = 0; k < count; ++k) {
            const Material colour = r_.chance(0.4)   ? Material::CarWhite
                                    : r_.chance(0.5) ? Material::CarGrey
                                                     : Material::BlueMetal;
            const Span2 mine{open.a0 + k * bay, open.b0, open.a0 + (k + 0.75) * bay, open.b1};
            plot_.items.push_back({ItemKind::Lorry, spot(mine, 2.6, 10), 0, 3.6, colour, day, day + period_});
        }
        break;
    }
    case Story::Ploughed:
        plot_.ground.after = r_.chance(0.7) ? Material::FreshSoil : Material::Gravel;
        plot_.ground.changes = day;
        break;
    case Story::Reroof: {
        Building& b = plot_.buildings.front();
        b.reroofed = day;
        do
            b.roof_after = draw_roof(r_, false);
        while (b.roof_after == b.roof);
        break;
    }
    case Story::Lawn:
        plot_.ground.after = Material::Grass;
        plot_.ground.vigour = r_.uniform(0.7, 1.0);
        plot_.ground.changes = day;
        break;
    case Story::Shed: {
        const Span2 place = spot(open, r_.uniform(2, 3.4), r_.uniform(2.4, 3.8));
        plot_.items.push_back(
            {ItemKind::Shed, place, 0, 2.4, r_.chance(0.6) ? Material::Galvanised : Material::WhiteRender, day, never});
        break;
    }
    case Story::SiteHut: {
        const Span2 place = spot(open, 2.4, 6.0);
        plot_.items.push_back({ItemKind::SiteHut, place, 0, 2.6, Material::WhiteRender, day, never});
        const Span2 would = lawful_place(plot_, r_);
        permit(permit_day(day), 900, span_area(plot_, would), permitted_floors(plot_, r_));
        break;
    }
    case Story::RoofGear: {
        const Building& b = plot_.buildings.front();
        const Quad roof = part(plot_.shape, b.place);
        const double da = std::min(0.45, r_.uniform(3, 6) / width(roof)),
                     db = std::min(0.45, r_.uniform(2, 4) / length(roof));
        const double wide = (b.place.a1 - b.place.a0) * da, deep = (b.place.b1 - b.place.b0) * db;
        const Span2 place{b.place.a0 + 0.2 * (b.place.a1 - b.place.a0), b.place.b0 + 0.2 * (b.place.b1 - b.place.b0), 0,
                          0};
        plot_.items.push_back({ItemKind::RoofGear,
                               {place.a0, place.b0, place.a0 + wide, place.b0 + deep},
                               b.height(),
                               b.height() + 0.8,
                               Material::SolarPanel,
                               day,
                               never});
        break;
    }
    case Story::Pool: {
        const Span2 place = spot(open, 4, 7.5);
        plot_.items.push_back({ItemKind::Pool, place, -0.4, -0.3, Material::PoolWater, day, never});
        plot_.worked.push_back(place);
        break;
    }
    default:
        break;
    }
}

void Enactment::run()
{
    if (is_suspected(plot_.story)) {
        if (plot_.story == Story::NoPermitExtension || plot_.story == Story::YardRoof ||
            plot_.story == Story::RepairOnly)
            old_permit();
        suspected();
        return;
    }
    switch (plot_.story) {
    case Story::PermittedNew:
        make_vacant();
        permitted_new(start_in_period());
        break;
    case Story::PermittedGoing: {
        make_vacant();
        const int started = before_ - r_.integer(60, 200);
        permitted_new(started);
        plot_.buildings.back().duration = r_.integer(400, 520);
        break;
    }
    case Story::PermittedRebuild: {
        const int started = start_in_period();
        for (const Building& b : plot_.buildings)
            plot_.worked.push_back(b.place);
        clear_land(started - 15);
        permitted_new(started);
        break;
    }
    case Story::PermittedExtension: {
        const Span2 allowed = lawful_place(plot_, r_);
        Span2& house = plot_.buildings.front().place; // so small that the plan leaves room behind it
        house.a1 = 1;
        house.b1 = allowed.b1;
        house.b0 = allowed.b1 - 0.45 * (allowed.b1 - allowed.b0);
        const int started = start_in_period();
        const int floors = plot_.buildings.front().floors;
        const double whole = span_area(plot_, allowed);
        build({0, allowed.b0, 1, house.b0}, 1, started, r_.integer(90, 220)).gear = false;
        permit(permit_day(started), 900, whole * r_.uniform(1.0, 1.04), floors, "addition");
        break;
    }
    case Story::PermitUnused: {
        const Span2 place = lawful_place(plot_, r_);
        permit(before_ + r_.integer(-150, period_ - 10), 1095, span_area(plot_, place), permitted_floors(plot_, r_));
        break;
    }
    case Story::Demolition: {
        const int day = start_in_period();
        for (const Building& b : plot_.buildings)
            plot_.worked.push_back(b.place);
        clear_land(day);
        if (r_.chance(0.6))
            permit(day - r_.integer(10, 60), 365, 0, 0, "demolition");
        break;
    }
    default:
        old_permit();
        distraction();
        break;
    }
}

} // namespace

void enact(Plot& plot, const City& city, Random& r)
{
    Enactment(plot, city, r).run();
}

} // namespace didban::simulate
