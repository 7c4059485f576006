#include "pipelines/ground/weigh_buildings.h"

#include "didban/geo/overlap_area.h"
#include "didban/geo/overlay.h"

#include <algorithm>

namespace didban {

namespace {

constexpr double strip_m = 2; ///< around a change: offset of the map, lean of the roof and registration together
constexpr double near_m = 10; ///< a detached part of a house on the same plot
/// Shares inside a parcel, for a footprint and for a change to be the parcel's: works on two plots that run together
/// into one change are no part of either one's house.
constexpr double footprint_share = 0.5, change_share = 0.8;

/// Which parcel a shape belongs to.
class Plots {
public:
    explicit Plots(const std::vector<Parcel>& parcels) : parcels_(parcels)
    {
        std::vector<Box> boxes;
        boxes.reserve(parcels.size());
        for (const Parcel& p : parcels)
            boxes.push_back(bounds(p.shape));
        index_ = BoxIndex(boxes);
    }
    /// Number of the first parcel that holds more than a share of a shape; nullopt when none does.
    [[nodiscard]] std::optional<std::uint32_t> holding(const MultiPolygon& shape, double share) const
    {
        const double enough = share * planar_area(shape);
        for (const std::uint32_t p : index_.meeting(bounds(shape)))
            if (overlap_area(shape, parcels_[p].shape) > enough)
                return p;
        return std::nullopt;
    }

private:
    const std::vector<Parcel>& parcels_;
    BoxIndex index_;
};

BesideBuildings beside(const BuildingMap& map, const Plots& plots, std::uint32_t plot, const MultiPolygon& shape,
                       double share)
{
    BesideBuildings out;
    out.on = share;
    std::vector<MultiPolygon> own;
    for (const std::uint32_t k : map.near(bounds(shape).grown(near_m))) {
        const MultiPolygon& footprint = map.standing()[k];
        if (plots.holding(footprint, footprint_share) == plot && overlay::distance(shape, footprint) <= near_m)
            own.push_back(footprint);
    }
    out.any = !own.empty();
    if (own.empty())
        return out;
    const MultiPolygon strip = overlay::difference(overlay::buffer(shape, strip_m), shape);
    const double area = planar_area(strip);
    if (area > 0)
        out.strip = planar_area(overlay::intersection(strip, overlay::unite_all(own))) / area;
    return out;
}

} // namespace

void weigh_buildings(const BuildingMap& map, const BuildingCounts& counts, const std::vector<Parcel>& parcels,
                     std::vector<ChangeObject>& objects, report::BuildingRecord& record)
{
    const Plots plots(parcels);
    for (ChangeObject& object : objects) {
        const std::optional<double> share = map.share(object.outline);
        if (!share) {
            ++record.not_covered;
            continue;
        }
        ++record.weighed;
        const auto way = direction(object.kind);
        const double ratio = way ? counts.ratio(*way, footprint_class(*share)) : 1;
        object.probability = with_odds(object.probability, ratio);
        object.evidence["footprint_share"] = *share;
        object.evidence["footprint_ratio"] = ratio;
        const auto plot = plots.holding(object.outline, change_share);
        if (!plot)
            continue;
        const ChangeKind kind = kind_beside(object.kind, beside(map, plots, *plot, object.outline, *share));
        record.kinds_changed += kind == object.kind ? 0 : 1;
        object.kind = kind;
    }
}

} // namespace didban
