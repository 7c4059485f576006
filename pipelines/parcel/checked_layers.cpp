#include "pipelines/parcel/checked_layers.h"

#include <algorithm>
#include <map>

namespace didban {

namespace {

using State = CheckedLayer::State;

State state_of(bool known, bool concerns)
{
    return !known ? State::NoData : concerns ? State::Concerns : State::DoesNotConcern;
}

/// Kinds of overlays with the number of those in force: what the plan draws, what its rules speak of, what it names.
std::map<std::string, std::size_t> kinds_of(const PlanData& plan, const Date& day)
{
    std::map<std::string, std::size_t> kinds;
    for (const std::string& kind : plan.rules.overlay_kinds_spoken_of())
        kinds[kind];
    for (const auto& [kind, drawn] : plan.overlays_in_force(day))
        if (drawn > 0)
            kinds[kind] = drawn;
    return kinds;
}

State overlay_state(const std::string& kind, std::size_t drawn, const ParcelFile& file)
{
    if (drawn == 0)
        return State::NoData;
    const auto is_kind = [&](const auto& o) { return o.kind == kind; };
    if (std::any_of(file.facts.overlays.begin(), file.facts.overlays.end(), [&](const OverlayFact& o) {
            return is_kind(o) && o.share > 0 && holds_on(o.valid_from, o.valid_to, file.on);
        }))
        return State::Concerns;
    const auto item = std::find_if(file.around.begin(), file.around.end(), is_kind); // nearest first
    if (item == file.around.end())
        return State::DoesNotConcern;
    return item->contact == Contact::Near ? State::Near : State::Concerns;
}

} // namespace

std::vector<CheckedLayer> checked_layers(const ParcelBook& book, const ParcelFile& file)
{
    const PlanData& plan = book.plan();
    const ParcelFacts& facts = file.facts;
    std::vector<CheckedLayer> all{
        {"zones", {}, {}, state_of(facts.zones_known, !facts.zones.empty()), {}},
        {"streets", {}, {}, state_of(plan.streets_known, !facts.passages.empty()), {}},
        {"jurisdiction", {}, {}, state_of(facts.jurisdiction_known, !file.answer.jurisdictions.empty()), {}}};
    for (const auto& [kind, drawn] : kinds_of(plan, file.on))
        all.push_back({"overlay", kind, plan.rules.overlay_label(kind), overlay_state(kind, drawn, file),
                       plan.overlays_known ? std::optional(drawn) : std::nullopt});
    all.push_back({"permits", {}, {}, state_of(file.permits_known, !file.permits.empty()), {}});
    all.push_back({"observations",
                   {},
                   {},
                   state_of(file.history.known, !file.history.observations.empty() || !file.history.cases.empty()),
                   {}});
    return all;
}

} // namespace didban
