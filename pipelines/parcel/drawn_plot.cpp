#include "pipelines/parcel/drawn_plot.h"

#include "didban/base/error.h"
#include "didban/geo/overlay.h"
#include "pipelines/parcel/parcel_areas.h"
#include "pipelines/plan/clip_area.h"

#include <algorithm>

namespace didban {

namespace {

constexpr double least_shared_m2 = 1;

MultiPolygon outline_of(const Proposal& drawn, const ParcelBook& book)
{
    MultiPolygon shape = overlay::make_valid(book.in_working_crs(drawn.footprint, drawn.footprint_crs));
    normalise_orientation(shape);
    if (shape.empty())
        throw Error(ErrorKind::UnreadableInput,
                    "the drawn polygon has no area; give a GeoJSON Polygon with at least three corners");
    return shape;
}

} // namespace

DrawnPlot rules_of_drawn(const ParcelBook& book, const Proposal& drawn, const Date& on,
                         const std::optional<Date>& known)
{
    Parcel plot;
    plot.shape = outline_of(drawn, book);
    plot.area_m2 = book.area_m2(plot.shape);
    const double planar = planar_area(plot.shape);
    DrawnPlot all;
    double most = 0;
    for (const std::uint32_t i : book.near(bounds(plot.shape))) {
        const Parcel& parcel = book.parcel(i);
        const double shared = shared_area(plot.shape, parcel.shape);
        if (shared < least_shared_m2)
            continue;
        all.covers.push_back({parcel.id, shared / planar, shared / planar_area(parcel.shape)});
        if (shared > most) {
            most = shared;
            plot.district = parcel.district;
        }
    }
    const ParcelFacts& facts = all.rules.facts.emplace(book.plan().facts(plot, on));
    if (all.covers.empty() && facts.zones.empty() && facts.jurisdictions.empty())
        throw Error(ErrorKind::IncompatibleInput, "the drawn polygon lies outside the city; check the order longitude, "
                                                  "latitude and \"crs\"");
    all.rules.answer = book.plan().rules.evaluate(facts, on, known);
    all.rules.buildable = buildable_on(book.plan(), plot, facts, *all.rules.answer);
    return all;
}

} // namespace didban
