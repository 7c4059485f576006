#include "restricted_ground.h"

#include "didban/geo/overlay.h"

#include <algorithm>

namespace didban {

namespace {

std::string code_for(const RestrictedArea& area, const ChangeObject& object)
{
    if (area.kind == "heritage")
        return object.kind == ChangeKind::Demolished ? "V171" : "V170";
    if (object.kind == ChangeKind::Demolished)
        return "";
    if (area.kind == "passage")
        return "V140";
    if (area.kind == "widening")
        return "V141";
    if (area.kind == "utility" || area.kind == "river" || area.kind == "qanat" || area.kind == "forbidden")
        return "V172";
    if (area.kind == "garden")
        return "V181";
    if (area.kind == "farmland")
        return "V180";
    return "";
}

} // namespace

bool no_permit_helps(const RestrictedArea& area)
{
    return area.kind == "passage" || area.kind == "widening";
}

std::vector<Intrusion> intrusions(const ObservedChange& change, const std::vector<const RestrictedArea*>& areas,
                                  const Accuracy& accuracy, const JudgeOptions& options)
{
    std::vector<Intrusion> found;
    if (areas.empty())
        return found;
    const double reach = 2 * accuracy.registration_m;
    const MultiPolygon certain = overlay::buffer(overlay::unite(change.shape, change.beyond), -reach);
    for (const RestrictedArea* area : areas) {
        if (area->kind == "passage" && accuracy.registration_m > options.most_encroachment_error_m)
            continue;
        const double inside = planar_area(overlay::intersection(certain, area->shape));
        if (inside >= options.min_intrusion_m2)
            found.push_back({area, inside, code_for(*area, *change.object)});
    }
    return found;
}

} // namespace didban
