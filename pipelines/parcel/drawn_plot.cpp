#include "pipelines/parcel/drawn_plot.h"

#include "didban/base/error.h"
#include "didban/geo/overlay.h"
#include "pipelines/parcel/answer_json.h"
#include "pipelines/plan/clip_area.h"

#include <algorithm>

namespace didban {

namespace {

constexpr double least_shared_m2 = 1;

MultiPolygon outline_of(const Proposal& drawn, const Crs& crs)
{
    const Crs from = drawn.footprint_crs.empty() ? Crs::wgs84() : Crs::parse(drawn.footprint_crs);
    MultiPolygon shape = overlay::make_valid(from == crs ? drawn.footprint : Transform(from, crs)(drawn.footprint));
    normalise_orientation(shape);
    if (shape.empty())
        throw Error(ErrorKind::UnreadableInput,
                    "the drawn polygon has no area; give a GeoJSON Polygon with at least three corners");
    return shape;
}

} // namespace

std::string drawn_rules_json(const ParcelBook& book, const Proposal& drawn, const Date& on,
                             const std::optional<Date>& known)
{
    Parcel plot;
    plot.shape = outline_of(drawn, book.city().crs);
    plot.area_m2 = GeodesicArea(book.city().crs)(plot.shape);
    const double planar = planar_area(plot.shape);
    Json covers = Json::array();
    double most = 0;
    for (const std::uint32_t i : book.near(bounds(plot.shape))) {
        const Parcel& parcel = book.parcel(i);
        const double shared = shared_area(plot.shape, parcel.shape);
        if (shared < least_shared_m2)
            continue;
        covers.push_back({{"parcel_id", parcel.id},
                          {"share_of_polygon", rounded(shared / planar, 4)},
                          {"share_of_parcel", rounded(shared / planar_area(parcel.shape), 4)}});
        if (shared > most) {
            most = shared;
            plot.district = parcel.district;
        }
    }
    const ParcelFacts facts = book.plan().facts(plot, on);
    if (covers.empty() && facts.zones.empty() && facts.jurisdictions.empty())
        throw Error(ErrorKind::IncompatibleInput, "the drawn polygon lies outside the city; check the order longitude, "
                                                  "latitude and \"crs\"");
    Json all = Json::parse(rules_json(book, facts, book.plan().rules.evaluate(facts, on, known)));
    all["parcel_id"] = nullptr;
    all["covers"] = std::move(covers);
    return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace didban
