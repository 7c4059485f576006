#include "didban/rules/other_sides.h"

#include <cmath>
#include <limits>
#include <set>

namespace didban {

namespace {

/// The place of a fact among those of a parcel, as rules see it.
std::optional<double>* place_of(ParcelFacts& facts, NumericFact fact, PlotAreaBasis basis)
{
    switch (fact) {
    case NumericFact::PassageWidth:
        return &facts.passage_width_m;
    case NumericFact::PlotArea:
        return basis == PlotAreaBasis::AfterWidening ? &facts.area_after_widening_m2 : &facts.area_m2;
    case NumericFact::Frontage:
        return &facts.frontage_m;
    case NumericFact::PlotDepth:
        return &facts.depth_m;
    case NumericFact::ExistingFloors:
        return &facts.existing_floors;
    }
    return nullptr;
}

std::set<double> edges_near(const RuleSet& rules, NumericFact fact, double value, double accuracy)
{
    std::set<double> edges;
    for (const Rule& rule : rules.rules())
        for (const auto& [f, band] : rule.applies.intervals)
            if (f == fact)
                for (const double edge : {band.from, band.below})
                    if (edge != value && std::abs(edge - value) <= accuracy)
                        edges.insert(edge);
    return edges;
}

std::vector<LimitBeyond> differing(const Answer& here, const Answer& there)
{
    std::vector<LimitBeyond> limits;
    for (const QuantityAnswer& q : there.quantities) {
        const QuantityAnswer* same = here.find(q.quantity);
        if (!same || same->outcome != q.outcome || same->maximum != q.maximum || same->minimum != q.minimum ||
            same->uses != q.uses)
            limits.push_back({q.quantity, q.outcome, q.maximum, q.minimum, q.uses});
    }
    return limits;
}

} // namespace

std::vector<OtherSide> other_sides(const RuleSet& rules, const ParcelFacts& facts,
                                   const std::vector<std::pair<NumericFact, double>>& accuracies, const Answer& answer)
{
    std::vector<OtherSide> sides;
    ParcelFacts moved = facts;
    for (const auto& [fact, accuracy] : accuracies) {
        std::optional<double>& place = *place_of(moved, fact, rules.plan().plot_area);
        const std::optional<double> value = place;
        if (!value)
            continue;
        for (const double edge : edges_near(rules, fact, *value, accuracy)) {
            // Intervals are half-open: the edge itself is the upper side.
            place = edge > *value ? edge : std::nextafter(edge, -std::numeric_limits<double>::infinity());
            auto limits = differing(answer, rules.evaluate(moved, answer.as_of, answer.known_as_of));
            if (!limits.empty())
                sides.push_back({fact, *value, accuracy, edge, std::move(limits)});
        }
        place = value;
    }
    return sides;
}

} // namespace didban
