#include "didban/rules/answer.h"

#include "enum_names.h"

namespace didban {

namespace {

constexpr auto outcomes = enum_names<Outcome>({{Outcome::Allowed, "ALLOWED"},
                                               {Outcome::Limited, "LIMITED"},
                                               {Outcome::Forbidden, "FORBIDDEN"},
                                               {Outcome::NotRegulated, "NOT_REGULATED"},
                                               {Outcome::Unknown, "UNKNOWN"},
                                               {Outcome::NeedsInquiry, "NEEDS_INQUIRY"}});

} // namespace

std::string_view name(Outcome outcome)
{
    return outcomes.of(outcome);
}

std::optional<double> QuantityAnswer::number() const
{
    if (outcome != Outcome::Allowed && outcome != Outcome::Limited)
        return std::nullopt;
    const auto& l = limit();
    return l && l->exact() ? std::optional(l->low) : std::nullopt;
}

Bound QuantityAnswer::bound(bool at_least) const
{
    Bound b;
    b.minimum = at_least;
    b.limit = at_least ? minimum : maximum;
    switch (outcome) {
    case Outcome::Allowed:
    case Outcome::Limited:
        b.state = BoundState::Limited;
        break;
    case Outcome::Forbidden:
        b.state = at_least ? (minimum ? BoundState::Limited : BoundState::Unknown) : BoundState::Forbidden;
        break;
    case Outcome::NotRegulated:
        b.state = BoundState::NotRegulated;
        break;
    case Outcome::NeedsInquiry:
        b.state = BoundState::NeedsInquiry;
        break;
    case Outcome::Unknown:
        b.state = BoundState::Unknown;
        break;
    }
    for (const Condition& c : conditions)
        if (!c.minimum || *c.minimum == at_least)
            b.conditions.push_back(c);
    b.unconditional = at_least ? unconditional_minimum : unconditional_maximum;
    b.missing = missing;
    if (!inquiries.empty())
        b.body = inquiries.front().body;
    return b;
}

const QuantityAnswer* Answer::find(Quantity quantity) const
{
    for (const QuantityAnswer& q : quantities)
        if (q.quantity == quantity)
            return &q;
    return nullptr;
}

QuantityAnswer* Answer::find(Quantity quantity)
{
    for (QuantityAnswer& q : quantities)
        if (q.quantity == quantity)
            return &q;
    return nullptr;
}

void Answer::note(std::string en, std::string fa)
{
    notes.push_back(std::move(en));
    notes_fa.push_back(std::move(fa));
}

Limit height_of_floors(double floors, FloorBase base)
{
    constexpr Limit floor{3.0, 3.4}, pilotis{2.4, 2.6}, parapet{0.9, 1.1};
    Limit height{floors * floor.low + parapet.low, floors * floor.high + parapet.high};
    // A basement or ground floor adds nothing above the street; a half-basement or an unstated base may.
    if (base == FloorBase::Pilotis)
        height = {height.low + pilotis.low, height.high + pilotis.high};
    else if (base == FloorBase::HalfBasement || base == FloorBase::Unstated)
        height.high += pilotis.high;
    return height;
}

} // namespace didban
