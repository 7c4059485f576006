#pragma once
#include "didban/simulate/limits.h"
#include "stories.h"

#include <algorithm>
#include <cmath>

namespace didban::simulate {

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
        b.roof = draw_roof(r_, RoofAge::New);
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

} // namespace didban::simulate
