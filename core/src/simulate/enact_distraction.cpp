#include "enactment.h"

namespace didban::simulate {

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
            b.roof_after = draw_roof(r_, RoofAge::New);
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

} // namespace didban::simulate
