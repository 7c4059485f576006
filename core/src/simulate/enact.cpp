#include "enactment.h"

namespace didban::simulate {

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

void enact(Plot& plot, const City& city, Random& r)
{
    Enactment(plot, city, r).run();
}

} // namespace didban::simulate
