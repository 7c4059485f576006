#include "enactment.h"

namespace didban::simulate {

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

} // namespace didban::simulate
