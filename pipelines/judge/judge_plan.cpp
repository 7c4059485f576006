#include "pipelines/judge/judge_plan.h"

#include "didban/base/error.h"
#include "didban/land/permit_words.h"
#include "pipelines/plan/frontage.h"
#include "pipelines/run/map_tiles.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <algorithm>

namespace didban {

namespace {

DecidedBound most(const Answer& answer, Quantity quantity)
{
    DecidedBound out;
    const QuantityAnswer* a = answer.find(quantity);
    if (!a)
        return out;
    out.bound = a->bound(false);
    if (a->decided_by) {
        out.rule_id = a->decided_by->id;
        out.source = a->decided_by->source.text();
        out.uri = a->decided_by->source.uri;
    }
    return out;
}

const std::string& governing_use(const ZoneShare& zone)
{
    return !zone.use_governing.empty() ? zone.use_governing : zone.use_approved;
}

} // namespace

PlanFacts plan_facts(const PlanData& plan, const Parcel& parcel, const Date& as_of, const Permit* permit)
{
    const bool at_issue = permit != nullptr && permit->issued_known;
    const Date day = at_issue ? permit->issued : as_of;
    ParcelFacts facts = plan.facts(parcel, day);
    if (at_issue)
        facts.permit_issued = permit->issued;
    const Answer answer = plan.rules.evaluate(facts, day);
    PlanFacts out;
    if (!facts.zones.empty())
        out.zone = facts.zones.front().zone;
    out.commercial = !facts.zones.empty() && land_use(governing_use(facts.zones.front())) == LandUse::Commercial;
    out.height_m = most(answer, Quantity::Height);
    out.floors = most(answer, Quantity::Floors);
    out.coverage = most(answer, Quantity::Coverage);
    out.far = most(answer, Quantity::FloorAreaRatio);
    out.depth_m = most(answer, Quantity::Depth);
    out.surface_asl_m = most(answer, Quantity::SurfaceAsl);
    return out;
}

std::vector<PlanFacts> plan_facts_of_all(const PlanData& plan, const std::vector<Parcel>& parcels, const Date& as_of,
                                         const RunOptions& run)
{
    if (!plan.known)
        return {};
    std::vector<PlanFacts> all(parcels.size());
    const ThreadLimit limit(run.threads);
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, parcels.size(), 256),
                      [&](const tbb::blocked_range<std::size_t>& range) {
                          for (std::size_t i = range.begin(); i < range.end() && !run.stop.stop_requested(); ++i)
                              all[i] = plan_facts(plan, parcels[i], as_of, nullptr);
                      });
    if (run.stop.stop_requested())
        throw Error(ErrorKind::Interrupted, "interrupted while reading the plan's limits");
    return all;
}

std::vector<RestrictedGround> restricted_ground(const PlanData& plan, const MultiPolygon& ground,
                                                const MultiPolygon& on_street, const Date& as_of)
{
    std::vector<RestrictedGround> out;
    if (!plan.known)
        return out;
    for (const OverlayHit& hit : plan.overlays_meeting(ground, as_of)) {
        const OverlayFact& o = hit.overlay->overlay;
        out.push_back(
            {o.overlay_id, o.kind, o.degree, o.document + (o.article.empty() ? "" : " " + o.article), hit.area_m2});
    }
    for (const PassageHit& hit : plan.passages_meeting(on_street)) {
        if (hit.in_passage_m2 > 0)
            out.push_back({hit.street->street_id, "passage", "", "street " + hit.street->name, hit.in_passage_m2});
        if (hit.in_widening_m2 > 0)
            out.push_back({hit.street->street_id, "widening", "", "street " + hit.street->name, hit.in_widening_m2});
    }
    return out;
}

std::vector<LineString> street_edges(const PlanData& plan, const Parcel& parcel)
{
    std::vector<LineString> out;
    if (!plan.known || !plan.streets_known)
        return out;
    const Box box = bounds(parcel.shape);
    const StreetNet net(plan.streets_near(box));
    for (const FacingEdge& e : net.facing_edges(parcel.shape, box))
        out.push_back({e.a, e.b});
    return out;
}

bool on_farmland(const PlanData& plan, const MultiPolygon& shape, const Date& as_of)
{
    double inside = 0;
    if (plan.known)
        for (const OverlayHit& hit : plan.overlays_meeting(shape, as_of))
            if (hit.overlay->overlay.kind == "farmland")
                inside = std::max(inside, hit.area_m2);
    return inside > 0 && inside >= planar_area(shape) / 2;
}

bool outside_control(const PlanData& plan, const MultiPolygon& shape, const Date& as_of)
{
    if (!plan.known || !plan.boundaries_known || shape.empty())
        return false;
    const Jurisdiction law = plan.jurisdiction_at(shape, as_of);
    return law == Jurisdiction::Art99 || law == Jurisdiction::Farmland;
}

} // namespace didban
