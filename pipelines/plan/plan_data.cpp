#include "pipelines/plan/plan_index.h"

#include "didban/geo/overlay.h"
#include "didban/geo/segment.h"
#include "pipelines/plan/overlay_contact.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace didban {

namespace {

constexpr double least_zone_share = 0.01, least_zone_m2 = 5; ///< below both: cadastre against plan noise

template <class Feature>
std::vector<ShapeProbe> probes(const std::vector<Feature>& features)
{
    std::vector<ShapeProbe> all;
    all.reserve(features.size());
    for (const Feature& f : features)
        all.emplace_back(f.shape);
    return all;
}

BoxIndex index_of(const std::vector<ShapeProbe>& probes)
{
    std::vector<Box> boxes;
    boxes.reserve(probes.size());
    for (const ShapeProbe& p : probes)
        boxes.push_back(p.box());
    return BoxIndex(boxes);
}

/// The zones of a parcel as they govern it: ground that a finer plan zones is taken from coarser ones. `shapes` are
/// those of `zones`.
void rank_zones(const MultiPolygon& parcel, double area, std::vector<const MultiPolygon*> shapes, ParcelFacts& f)
{
    std::set<PlanLevel> levels;
    for (const ZoneShare& zone : f.zones)
        levels.insert(zone.level);
    if (levels.size() < 2)
        return;
    std::vector<ZoneShare> governing;
    for (const PlanLevel level : levels) {
        std::vector<MultiPolygon> finer;
        for (std::size_t i = 0; i < f.zones.size(); ++i)
            if (f.zones[i].level < level)
                finer.push_back(*shapes[i]);
        const MultiPolygon open =
            finer.empty() ? MultiPolygon{} : overlay::difference(parcel, overlay::unite_all(finer));
        for (std::size_t i = 0; i < f.zones.size(); ++i) {
            if (f.zones[i].level != level)
                continue;
            ZoneShare zone = f.zones[i];
            const double all = zone.share;
            if (!finer.empty()) {
                const double m2 = open.empty() ? 0 : planar_area(overlay::intersection(open, *shapes[i]));
                zone.share = m2 < least_zone_m2 && m2 < least_zone_share * area ? 0 : std::min(1.0, m2 / area);
            }
            if (zone.share > 0)
                governing.push_back(zone);
            if (const double lost = all - zone.share; lost * area >= least_zone_m2 || lost >= least_zone_share) {
                zone.share = lost;
                f.outranked_zones.push_back(zone);
            }
        }
    }
    f.zones = std::move(governing);
}

/// The street's surface at a width, near a box only: far pieces cannot matter and cost much.
MultiPolygon passage_near(const StreetNet& net, std::uint32_t street, double width_m, const Box& box)
{
    std::vector<MultiPolygon> strips;
    for (const std::uint32_t i : net.near(box))
        if (net.piece(i).street == street)
            strips.push_back(overlay::buffer_line({net.piece(i).a, net.piece(i).b}, width_m / 2));
    return strips.empty() ? MultiPolygon{} : overlay::unite_all(strips);
}

/// Whether any corner or edge comes closer to the street than `distance_m`.
bool reaches(const StreetNet& net, const std::vector<std::uint32_t>& near, std::uint32_t street,
             const MultiPolygon& shape, double distance_m)
{
    for (const std::uint32_t i : near) {
        const StreetPiece& piece = net.piece(i);
        if (piece.street != street)
            continue;
        for (const Polygon& part : shape.parts)
            for (std::size_t k = 0; k < part.outer.size(); ++k) {
                const Point &a = part.outer[k], &b = part.outer[(k + 1) % part.outer.size()];
                if (distance_to_segment(a, piece.a, piece.b) < distance_m ||
                    distance_to_segment(piece.a, a, b) < distance_m || distance_to_segment(piece.b, a, b) < distance_m)
                    return true;
            }
    }
    return false;
}

/// Below this a corrected edge and a parcel edge are the same line.
constexpr double same_line_m = 0.01;

/// Streets whose plan width cuts the shape, ascending.
std::set<std::uint32_t> cutting_streets(const PlanData& plan, const StreetNet& net,
                                        const std::vector<std::uint32_t>& near, const MultiPolygon& shape)
{
    std::set<std::uint32_t> cut_by;
    for (const std::uint32_t i : near) {
        const std::uint32_t s = net.piece(i).street;
        const PlanStreet& street = plan.streets[s];
        if (street.plan_width_m && (!street.width_m || *street.plan_width_m > *street.width_m) && !cut_by.contains(s) &&
            reaches(net, near, s, shape, *street.plan_width_m / 2 - same_line_m))
            cut_by.insert(s);
    }
    return cut_by;
}

/// The usual case without a polygon overlay: one straight piece of one street runs past the whole shape, so its strip
/// is a rectangle there.
std::optional<double> taken_by_one_strip(const StreetNet& net, const std::vector<std::uint32_t>& near,
                                         std::uint32_t street, double width_m, const MultiPolygon& shape)
{
    const StreetPiece* only = nullptr;
    for (const std::uint32_t i : near) {
        if (net.piece(i).street != street)
            continue;
        if (only)
            return std::nullopt;
        only = &net.piece(i);
    }
    const double dx = only->b.x - only->a.x, dy = only->b.y - only->a.y, length = std::hypot(dx, dy);
    for (const Polygon& part : shape.parts)
        for (const Point& p : part.outer) {
            const double along = ((p.x - only->a.x) * dx + (p.y - only->a.y) * dy) / length;
            if (along < 0 || along > length)
                return std::nullopt;
        }
    const double nx = -dy / length * width_m / 2, ny = dx / length * width_m / 2;
    const MultiPolygon strip{{{{{only->a.x - nx, only->a.y - ny},
                                {only->b.x - nx, only->b.y - ny},
                                {only->b.x + nx, only->b.y + ny},
                                {only->a.x + nx, only->a.y + ny}},
                               {}}}};
    return shared_area(strip, shape);
}

} // namespace

PlanData::PlanData() = default;
PlanData::~PlanData() = default;
PlanData::PlanData(PlanData&&) noexcept = default;
PlanData& PlanData::operator=(PlanData&&) noexcept = default;

PlanData::Index::Index(const PlanData& plan)
    : zone_probes(probes(plan.zones)), overlay_probes(probes(plan.overlays)), boundary_probes(probes(plan.boundaries)),
      zones(index_of(zone_probes)), overlays(index_of(overlay_probes)), boundaries(index_of(boundary_probes)),
      streets(plan.streets)
{
    for (const PlanOverlay& o : plan.overlays) {
        Days& days = overlay_days[o.overlay.kind];
        const auto &from = o.overlay.valid_from, &to = o.overlay.valid_to;
        if (from && to && !(*from < *to))
            continue; // never in force
        if (from)
            days.from.push_back(*from);
        else
            ++days.always;
        if (to)
            days.to.push_back(*to);
    }
    for (auto& [kind, days] : overlay_days) {
        std::sort(days.from.begin(), days.from.end());
        std::sort(days.to.begin(), days.to.end());
    }
}

bool PlanData::in_force(const PlanZone& zone, const Date& date)
{
    return holds_on(zone.valid_from, zone.valid_to, date);
}

ParcelFacts PlanData::facts(const Parcel& parcel, const Date& date) const
{
    ParcelFacts f;
    f.parcel_id = parcel.id;
    f.parcel_key = parcel.key;
    f.district = parcel.district;
    if (parcel.area_m2 > 0)
        f.area_m2 = parcel.area_m2;
    if (!index_ || parcel.shape.empty())
        return f;
    const Box box = bounds(parcel.shape);
    const double area = planar_area(parcel.shape);
    f.zones_known = zones_known;
    f.overlays_known = overlays_known;
    f.jurisdiction_known = boundaries_known;
    std::vector<const MultiPolygon*> zone_shapes;
    for (const std::uint32_t i : index_->zones.meeting(box)) {
        if (!in_force(zones[i], date))
            continue;
        const double shared = index_->zone_probes[i].shared(parcel.shape, box, area);
        if (shared < least_zone_m2 && shared < least_zone_share * area)
            continue;
        f.zones.push_back(zones[i].zone);
        f.zones.back().share = std::min(1.0, shared / area);
        zone_shapes.push_back(&zones[i].shape);
    }
    rank_zones(parcel.shape, area, zone_shapes, f);
    for (std::vector<ZoneShare>* list : {&f.zones, &f.outranked_zones})
        std::stable_sort(list->begin(), list->end(),
                         [](const ZoneShare& a, const ZoneShare& b) { return a.share > b.share; });
    const double reach = rules.max_within_m();
    for (const std::uint32_t i : index_->overlays.meeting(box.grown(reach))) {
        const OverlayContact contact =
            overlay_contact(parcel.shape, overlays[i].shape, index_->overlay_probes[i].shared(parcel.shape, box, area));
        if (contact.area_m2 == 0 && contact.distance_m > reach)
            continue;
        OverlayFact o = overlays[i].overlay;
        o.area_m2 = contact.area_m2;
        o.share = std::min(1.0, o.area_m2 / area);
        o.distance_m = contact.distance_m;
        f.overlays.push_back(std::move(o));
    }
    for (const std::uint32_t i : index_->boundaries.meeting(box))
        if (index_->boundary_probes[i].shared(parcel.shape, box, area) >= area / 2)
            f.jurisdictions.push_back({boundaries[i].kind, boundaries[i].valid_from, boundaries[i].valid_to});
    f.jurisdiction_parts = jurisdiction_parts(parcel.shape, date);
    if (!streets_known)
        return f;
    const std::vector<std::uint32_t> near = index_->streets.near(box);
    add_frontage(streets, index_->streets.facing_edges(parcel.shape, near), parcel.shape, f);
    const bool widths_known = std::all_of(f.passages.begin(), f.passages.end(),
                                          [](const PassageFact& p) { return p.plan_width_m.has_value(); });
    for (PassageFact& p : f.passages)
        if (p.plan_width_m)
            p.taken_m2 = 0;
    const std::set<std::uint32_t> cut_by = cutting_streets(*this, index_->streets, near, parcel.shape);
    double together = 0;
    for (const std::uint32_t s : cut_by) {
        const double width = *streets[s].plan_width_m;
        const auto one_strip = taken_by_one_strip(index_->streets, near, s, width, parcel.shape);
        const double taken =
            one_strip ? *one_strip
                      : planar_area(overlay::intersection(parcel.shape, passage_near(index_->streets, s, width, box)));
        together += taken;
        for (PassageFact& p : f.passages)
            if (p.street_id == streets[s].street_id)
                p.taken_m2 = taken;
    }
    if (cut_by.size() > 1) // strips of two streets share ground at the corner
        together = planar_area(taken_by_widening(parcel));
    if (widths_known) // else nobody knows what the street without a plan width takes
        f.area_after_widening_m2 = parcel.area_m2 * std::max(0.0, 1 - together / area);
    return f;
}

std::vector<PlanStreet> PlanData::streets_near(const Box& area) const
{
    std::vector<PlanStreet> found;
    if (!index_)
        return found;
    std::set<std::uint32_t> numbers;
    for (const std::uint32_t i : index_->streets.near(area))
        numbers.insert(index_->streets.piece(i).street);
    for (const std::uint32_t s : numbers)
        found.push_back(streets[s]);
    return found;
}

MultiPolygon PlanData::taken_by_widening(const Parcel& parcel) const
{
    if (!index_ || parcel.shape.empty())
        return {};
    const Box box = bounds(parcel.shape);
    const std::vector<std::uint32_t> near = index_->streets.near(box);
    const std::set<std::uint32_t> cut_by = cutting_streets(*this, index_->streets, near, parcel.shape);
    std::vector<MultiPolygon> parts;
    for (const std::uint32_t s : cut_by) {
        MultiPolygon part =
            overlay::intersection(parcel.shape, passage_near(index_->streets, s, *streets[s].plan_width_m, box));
        if (!part.empty())
            parts.push_back(std::move(part));
    }
    return parts.empty() ? MultiPolygon{} : overlay::unite_all(parts);
}

std::vector<OverlayHit> PlanData::overlays_meeting(const MultiPolygon& shape, const Date& date) const
{
    std::vector<OverlayHit> hits;
    if (!index_ || shape.empty())
        return hits;
    const Box box = bounds(shape);
    const double area = planar_area(shape);
    for (const std::uint32_t i : index_->overlays.meeting(box)) {
        const PlanOverlay& o = overlays[i];
        if (!holds_on(o.overlay.valid_from, o.overlay.valid_to, date))
            continue;
        const double shared = index_->overlay_probes[i].shared(shape, box, area);
        if (shared >= least_overlay_m2 || edge_distance(shape, o.shape) <= touching_m)
            hits.push_back({&o, shared >= least_overlay_m2 ? shared : 0});
    }
    std::sort(hits.begin(), hits.end(), [](const OverlayHit& a, const OverlayHit& b) {
        return std::tie(a.overlay->overlay.kind, a.overlay->overlay.overlay_id) <
               std::tie(b.overlay->overlay.kind, b.overlay->overlay.overlay_id);
    });
    return hits;
}

std::vector<std::pair<std::string, std::size_t>> PlanData::overlays_in_force(const Date& date) const
{
    std::vector<std::pair<std::string, std::size_t>> all;
    if (!index_)
        return all;
    const auto until = [&](const std::vector<Date>& days) {
        return static_cast<std::size_t>(std::upper_bound(days.begin(), days.end(), date) - days.begin());
    };
    for (const auto& [kind, days] : index_->overlay_days)
        all.emplace_back(kind, days.always + until(days.from) - until(days.to));
    return all;
}

std::vector<PassageHit> PlanData::passages_meeting(const MultiPolygon& shape) const
{
    std::vector<PassageHit> hits;
    if (!index_ || shape.empty())
        return hits;
    const Box box = bounds(shape);
    std::set<std::uint32_t> near_streets;
    for (const std::uint32_t i : index_->streets.near(box))
        near_streets.insert(index_->streets.piece(i).street);
    for (const std::uint32_t s : near_streets) {
        const PlanStreet& street = streets[s];
        const double existing = street.width_m.value_or(0), plan = street.plan_width_m.value_or(existing);
        const auto inside = [&](double width) {
            return width > 0 ? planar_area(overlay::intersection(shape, passage_near(index_->streets, s, width, box)))
                             : 0.0;
        };
        const double in_existing = inside(existing);
        const double in_wider = plan > existing ? inside(plan) : in_existing;
        if (in_wider >= least_overlay_m2)
            hits.push_back({&street, in_existing, std::max(0.0, in_wider - in_existing)});
    }
    std::sort(hits.begin(), hits.end(),
              [](const PassageHit& a, const PassageHit& b) { return a.street->street_id < b.street->street_id; });
    return hits;
}

std::vector<JurisdictionShare> PlanData::jurisdiction_parts(const MultiPolygon& shape, const Date& date) const
{
    const Box box = bounds(shape);
    const double area = planar_area(shape);
    const double noise = std::min(least_zone_m2, least_zone_share * area);
    bool crosses = false;
    for (const std::uint32_t i : index_->boundaries.meeting(box)) {
        const double shared = index_->boundary_probes[i].shared(shape, box, area);
        crosses |=
            holds_on(boundaries[i].valid_from, boundaries[i].valid_to, date) && shared > noise && shared < area - noise;
    }
    if (!boundaries_known || !crosses)
        return {};
    // The law of each piece, in the order in which boundaries go before one another.
    std::vector<JurisdictionShare> parts;
    MultiPolygon rest = shape;
    const auto add = [&](Jurisdiction law, double part_m2) {
        if (part_m2 > noise)
            parts.push_back({law, part_m2 / area});
    };
    for (const Jurisdiction law :
         {Jurisdiction::City, Jurisdiction::Village, Jurisdiction::Farmland, Jurisdiction::Harim}) {
        const double before = planar_area(rest);
        for (const std::uint32_t i : index_->boundaries.meeting(box))
            if (boundaries[i].kind == name(law) && !rest.empty() &&
                holds_on(boundaries[i].valid_from, boundaries[i].valid_to, date))
                rest = overlay::difference(rest, boundaries[i].shape);
        add(law, before - planar_area(rest));
    }
    add(Jurisdiction::Art99, planar_area(rest));
    std::stable_sort(parts.begin(), parts.end(),
                     [](const JurisdictionShare& a, const JurisdictionShare& b) { return a.share > b.share; });
    return parts.size() > 1 ? parts : std::vector<JurisdictionShare>{};
}

Jurisdiction PlanData::jurisdiction_at(const MultiPolygon& shape, const Date& date) const
{
    ParcelFacts f;
    f.jurisdiction_known = boundaries_known;
    if (index_ && !shape.empty()) {
        const Box box = bounds(shape);
        const double area = planar_area(shape);
        for (const std::uint32_t i : index_->boundaries.meeting(box))
            if (index_->boundary_probes[i].shared(shape, box, area) >= area / 2)
                f.jurisdictions.push_back({boundaries[i].kind, boundaries[i].valid_from, boundaries[i].valid_to});
    }
    return jurisdiction_on(f, date);
}

} // namespace didban
