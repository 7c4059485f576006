#include "pipelines/parcel/buildable_ground.h"

#include "didban/geo/overlay.h"
#include "pipelines/parcel/plot_sides.h"
#include "pipelines/plan/clip_area.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace didban {

namespace {

constexpr double least_taken_m2 = 0.05; ///< less is the precision of the overlay

/// What each kind of limit takes of the plot, one shape beside the other.
class Taken {
public:
    explicit Taken(const MultiPolygon& ground) : ground_(ground) {}
    void add(const BindingLimit& by, const MultiPolygon& shape)
    {
        Part& part = parts_[{by.quantity, by.rule ? by.rule->id : std::string()}];
        part.by = by;
        if (!shape.empty())
            part.shapes.push_back(shape);
    }
    [[nodiscard]] std::vector<GroundTaken> each(double to_geodesic) const
    {
        std::vector<GroundTaken> all;
        for (const auto& [key, part] : parts_) {
            const double m2 = area_of(part.shapes) * to_geodesic;
            if (m2 > least_taken_m2)
                all.push_back({part.by, m2});
        }
        std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.m2 > b.m2; });
        return all;
    }
    /// The ground that none of them takes.
    [[nodiscard]] double rest() const
    {
        std::vector<MultiPolygon> shapes;
        for (const auto& [key, part] : parts_)
            shapes.insert(shapes.end(), part.shapes.begin(), part.shapes.end());
        return std::max(0.0, planar_area(ground_) - area_of(shapes));
    }

private:
    /// Of the ground inside the shapes. A single one, the usual case, needs no polygon overlay.
    [[nodiscard]] double area_of(const std::vector<MultiPolygon>& shapes) const
    {
        if (shapes.empty() || ground_.empty())
            return 0;
        if (shapes.size() == 1)
            return shared_area(ground_, shapes.front());
        const MultiPolygon inside = overlay::intersection(ground_, overlay::unite_all(shapes));
        return inside.empty() ? 0 : planar_area(inside);
    }
    struct Part {
        BindingLimit by;
        std::vector<MultiPolygon> shapes;
    };
    const MultiPolygon& ground_;
    std::map<std::pair<Quantity, std::string>, Part> parts_; ///< by quantity and rule id
};

/// All ground that lies farther than `depth` behind the line, as far as `reach` goes.
MultiPolygon beyond(const MeasuringLine& line, double depth, double reach)
{
    const Point n = line.inward, t{-n.y, n.x};
    const auto at = [&](double along, double behind) {
        return Point{line.at.x + t.x * along + n.x * behind, line.at.y + t.y * along + n.y * behind};
    };
    MultiPolygon shape{
        {{{at(-reach, depth), at(reach, depth), at(reach, depth + reach), at(-reach, depth + reach)}, {}}}};
    normalise_orientation(shape);
    return shape;
}

/// The greatest value of a limit that surely holds; empty where there is none.
std::optional<double> loosest(const QuantityAnswer* a)
{
    if (!a || !a->limit())
        return std::nullopt;
    return is_minimum(a->quantity) ? a->limit()->low : a->limit()->high;
}

bool not_known(const QuantityAnswer* a)
{
    return a && (a->outcome == Outcome::Unknown || a->outcome == Outcome::NeedsInquiry);
}

} // namespace

std::optional<BuildableGround> buildable_ground(const PlanData& plan, const Parcel& parcel, const ParcelFacts& facts,
                                                const Answer& answer)
{
    const std::optional<double> area =
        plan.rules.plan().plot_area == PlotAreaBasis::AfterWidening ? facts.area_after_widening_m2 : facts.area_m2;
    const double planar = planar_area(parcel.shape);
    if (!area || !facts.area_m2 || planar <= 0)
        return std::nullopt;
    BuildableGround result;
    result.plot_m2 = *area;
    const double to_geodesic = *facts.area_m2 / planar;
    const MultiPolygon widening = plan.taken_by_widening(parcel);
    const MultiPolygon ground = widening.empty() ? parcel.shape : overlay::difference(parcel.shape, widening);
    if (!facts.area_after_widening_m2)
        result.unknown.push_back(Quantity::PassageEdge);
    Taken taken(ground);

    const std::string governing = facts.passages.empty() ? std::string{} : facts.passages.front().street_id;
    const std::vector<PlotSide> sides = plot_sides(parcel, plan, governing);
    const auto keep_off = [&](PlotSide::Kind kind, Quantity q) {
        const QuantityAnswer* limit = answer.find(q);
        const std::optional<double> metres = loosest(limit);
        if (not_known(limit) || (metres && *metres > 0 && sides.empty()))
            result.unknown.push_back(q);
        if (!metres || *metres <= 0)
            return;
        for (const PlotSide& side : sides)
            if (side.kind == kind)
                taken.add({q, limit->decided_by}, overlay::buffer_line({side.a, side.b}, *metres));
        if (kind == PlotSide::Kind::Front && !widening.empty())
            taken.add({q, limit->decided_by}, overlay::buffer(widening, *metres));
    };
    keep_off(PlotSide::Kind::Front, Quantity::SetbackFront);
    keep_off(PlotSide::Kind::Rear, Quantity::SetbackRear);
    keep_off(PlotSide::Kind::Side, Quantity::SetbackSide);

    const QuantityAnswer* cut = answer.find(Quantity::Chamfer);
    const std::vector<PlotCorner> corners = corners_of(sides);
    const std::optional<double> cut_m = loosest(cut);
    const bool surely_no_corner = facts.corner && !*facts.corner && corners.empty();
    if (!surely_no_corner && (not_known(cut) || (cut_m && *cut_m > 0 && sides.empty())))
        result.unknown.push_back(Quantity::Chamfer);
    if (cut_m && *cut_m > 0)
        for (const PlotCorner& corner : corners)
            taken.add({Quantity::Chamfer, cut->decided_by}, corner.cut_of(*cut_m));

    const Box box = bounds(parcel.shape);
    const double reach = 2 * std::hypot(box.x1 - box.x0, box.y1 - box.y0) + 1000;
    const QuantityAnswer* depth = answer.find(Quantity::Depth);
    if (not_known(depth) || (loosest(depth) && sides.empty()))
        result.unknown.push_back(Quantity::Depth);
    if (depth && depth->outcome != Outcome::NotRegulated) {
        const std::vector<const PlotSide*> fronts = main_fronts(sides);
        for (const PlotSide* front : fronts) {
            std::optional<double> metres = loosest(depth);
            if (front->street != governing && fronts.size() > 1) {
                ParcelFacts behind = facts; // each street has its own depth of the plot, and its own limit
                behind.depth_m = front->edge.depth_of(parcel.shape);
                metres = loosest(plan.rules.evaluate(behind, answer.as_of, answer.known_as_of).find(Quantity::Depth));
            }
            if (metres)
                taken.add({Quantity::Depth, depth->decided_by}, beyond(front->front, *metres, reach));
        }
    }
    for (const QuantityAnswer& a : answer.quantities)
        for (const ForbiddenPart& part : a.forbidden_parts) {
            const Quantity q = a.quantity;
            if (part.rule->effect.quantity != q || // taken over from a limit that this one depends on
                (q != Quantity::Floors && q != Quantity::Coverage && q != Quantity::Height &&
                 q != Quantity::FloorAreaRatio))
                continue;
            for (const PlanOverlay& o : plan.overlays)
                if (o.overlay.overlay_id == part.overlay_id && o.overlay.kind == part.kind)
                    taken.add({q, part.rule}, part.within_m > 0 ? overlay::buffer(o.shape, part.within_m) : o.shape);
        }
    result.taken = taken.each(to_geodesic);
    result.left_m2 = (result.taken.empty() ? planar_area(ground) : taken.rest()) * to_geodesic;
    return result;
}

} // namespace didban
