#include "pipelines/judge/judge_objects.h"

#include "didban/base/error.h"
#include "pipelines/judge/judge_parts.h"
#include "pipelines/judge/judge_plan.h"
#include "pipelines/judge/plan_place.h"
#include "pipelines/run/map_tiles.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <map>

namespace didban {

namespace {

bool adds_ground(ChangeKind kind)
{
    return kind == ChangeKind::New || kind == ChangeKind::Extended || kind == ChangeKind::Groundwork;
}

/// The lean of the later view, where outlines were laid back by it (ground_place).
std::optional<Point> known_lean(const JudgeInput& input, std::size_t object)
{
    return input.ground.empty() ? std::nullopt : input.lean_of(object).after;
}

/// The permit of each part, and for every permit the new ground on all its plots.
struct PermitLookup {
    std::vector<PermitAnswer> answers;
    std::map<std::size_t, double> ground_m2;
};

PermitLookup look_up_permits(const JudgeInput& input, const PermitIndex& index, const std::vector<Part>& parts)
{
    PermitLookup out;
    for (const Part& part : parts) {
        const auto matches = part.parcel ? index.find(*part.parcel) : index.find_by_place(part.change.shape);
        const ChangeKind kind = part.change.object->kind;
        out.answers.push_back(best_permit(input.city.permits, matches, work_of(kind), input.periods[part.object]));
        const PermitAnswer& answer = out.answers.back();
        if (answer.permit != PermitAnswer::no_permit && adds_ground(kind))
            out.ground_m2[answer.permit] += part.change.area_m2;
    }
    return out;
}

} // namespace

JudgedCity judge_objects(const JudgeInput& input, const RunOptions& run)
{
    JudgedCity out;
    const Parts cut = cut_by_parcels(input, run);
    out.slivers_left_out = static_cast<std::int64_t>(cut.slivers.size());
    const PermitIndex permits(input.city.permits, input.city.parcels);
    out.permits_without_parcel = permits.without_parcel();
    const PermitLookup lookup = look_up_permits(input, permits, cut.parts);
    out.plan_drawn_on = plan_drawn_on(input.plan, input.city.parcels, input.ground);
    out.plans = plan_facts_of_all(input.plan, input.city.parcels, input.run_period.not_after, run);

    const std::size_t n = cut.parts.size();
    out.judgements.resize(n);
    out.places.resize(n);
    out.parcel_of.resize(n);
    for (const Part& part : cut.parts)
        out.object_of.push_back(part.object);
    const ThreadLimit limit(run.threads);
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, n, 16), [&](const tbb::blocked_range<std::size_t>& range) {
        for (std::size_t i = range.begin(); i < range.end() && !run.stop.stop_requested(); ++i) {
            const Part& part = cut.parts[i];
            const Period& period = input.periods[part.object];
            PlaceFacts& place = out.places[i];
            place.permits_known = input.city.permits_known;
            place.answer = lookup.answers[i];
            PlanFacts at_issue; // an old permit is judged by the rules in force when it was issued
            if (place.answer.permit != PermitAnswer::no_permit) {
                place.permit = &input.city.permits[place.answer.permit];
                const auto ground = lookup.ground_m2.find(place.answer.permit);
                place.permit_area_m2 = ground == lookup.ground_m2.end() ? 0 : ground->second;
            }
            if (part.parcel) {
                place.parcel = &input.city.parcels[*part.parcel];
                place.fronts = street_edges(input.plan, *place.parcel);
                place.mostly_unseen = !input.observed_share.empty() &&
                                      input.observed_share[*part.parcel] < input.sight.least_observed_share;
                out.parcel_of[i] = part.parcel;
                if (!out.plans.empty()) {
                    place.plan = &out.plans[*part.parcel];
                    if (place.permit && place.answer.state == PermitState::Valid) {
                        at_issue = plan_facts(input.plan, *place.parcel, input.run_period.not_after, place.permit);
                        place.plan = &at_issue;
                    }
                }
            }
            Accuracy accuracy = input.accuracy_of(part.object);
            accuracy.cadastre_m = part.cadastre_sigma_m;
            const auto on_plan = [&](const MultiPolygon& ground) {
                return out.plan_drawn_on == PlanDrawnOn::Images ? translated(ground, part.cadastre_beside) : ground;
            };
            place.restricted =
                restricted_ground(input.plan, on_plan(certain_ground(part.change, accuracy)),
                                  on_plan(certain_ground_on_street(part.change, accuracy, out.plan_drawn_on,
                                                                   known_lean(input, part.object))),
                                  period.not_after);
            const MultiPolygon shape = on_plan(part.change.shape);
            place.on_farmland = on_farmland(input.plan, shape, period.not_after);
            place.outside_control = outside_control(input.plan, shape, period.not_after);
            out.judgements[i] = judge_change(part.change, place, period, accuracy, input.judge);
            place.plan = nullptr;
        }
    });
    if (run.stop.stop_requested())
        throw Error(ErrorKind::Interrupted, "interrupted while judging");
    return out;
}

std::vector<ParcelVerdict> parcel_verdicts(const JudgeInput& input, const JudgedCity& judged,
                                           const std::vector<Finding>& findings)
{
    std::vector<std::vector<std::size_t>> of(input.city.parcels.size());
    for (std::size_t i = 0; i < judged.judgements.size(); ++i)
        if (judged.parcel_of[i])
            of[*judged.parcel_of[i]].push_back(i);
    std::vector<ParcelVerdict> verdicts;
    verdicts.reserve(of.size());
    for (std::size_t p = 0; p < of.size(); ++p) {
        std::vector<const Finding*> here;
        std::vector<double> probabilities;
        for (const std::size_t i : of[p]) {
            here.push_back(&findings[i]);
            probabilities.push_back(judged.judgements[i].change_probability);
        }
        const std::optional<double> seen =
            input.observed_share.empty() ? std::nullopt : std::optional(input.observed_share[p]);
        verdicts.push_back(
            parcel_verdict(p, input.city.parcels[p].area_m2, seen, here, probabilities, input.accuracy, input.sight));
        ParcelVerdict& v = verdicts.back();
        if (input.city.parcels[p].incomplete && v.verdict != Verdict::Suspected)
            v.verdict = Verdict::Unclear;
        if (judged.plans.empty())
            continue;
        const PlanFacts& plan = judged.plans[p];
        v.zone = plan.zone;
        v.max_height_m = plan.height_m.bound.number();
        v.max_floors = plan.floors.bound.number();
        v.max_coverage = plan.coverage.bound.number();
        v.max_far = plan.far.bound.number();
    }
    for (std::size_t lost = 0; lost < input.city.unplaced.size(); ++lost) {
        ParcelVerdict v;
        v.parcel = of.size() + lost;
        v.verdict = Verdict::Unclear;
        verdicts.push_back(std::move(v));
    }
    return verdicts;
}

} // namespace didban
