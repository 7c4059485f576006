#include "didban/land/match_validity.h"

namespace didban {

std::string_view name(PermitState state)
{
    switch (state) {
    case PermitState::Valid:
        return "valid";
    case PermitState::Unknown:
        return "unknown";
    case PermitState::Completed:
        return "completed";
    case PermitState::Expired:
        return "expired";
    case PermitState::NotYetIssued:
        return "not_yet_issued";
    case PermitState::Revoked:
        return "revoked";
    case PermitState::WrongKind:
        return "wrong_kind";
    case PermitState::None:
        break;
    }
    return "none";
}

bool covers(PermitKind kind, Work work)
{
    switch (kind) {
    case PermitKind::Repair:
    case PermitKind::Wall:
        return false;
    case PermitKind::Demolition:
        return work == Work::Demolition;
    case PermitKind::Unknown:
    case PermitKind::New:
    case PermitKind::Addition:
    case PermitKind::PlanChange:
    case PermitKind::Duplicate:
        break;
    }
    return true;
}

namespace {

Date years_later(Date date, int years)
{
    date.year += years;
    return date;
}

/// State by the dates alone, completion left aside.
PermitState by_validity(const Permit& permit, const Period& period)
{
    if (permit.valid_to)
        return *permit.valid_to >= period.not_before ? PermitState::Valid : PermitState::Expired;
    if (permit.status == PermitStatus::Expired)
        return PermitState::Expired;
    if (years_later(permit.issued, assumed_validity_years) >= period.not_before)
        return PermitState::Valid;
    const Date end = years_later(permit.issued, assumed_validity_years + assumed_extension_years);
    return end >= period.not_before ? PermitState::Unknown : PermitState::Expired;
}

} // namespace

PermitState permit_state(const Permit& permit, Work work, const Period& period)
{
    if (!covers(permit.kind, work))
        return PermitState::WrongKind;
    if (permit.status == PermitStatus::Revoked || permit.status == PermitStatus::Suspended)
        return PermitState::Revoked;
    if (permit.status == PermitStatus::Draft || permit.issued > period.not_after)
        return PermitState::NotYetIssued;
    if (!permit.issued_known && !permit.valid_to && !permit.completed && permit.status != PermitStatus::Expired)
        return PermitState::Unknown; // neither "in force" nor "long expired" can be said of it
    const PermitState state = by_validity(permit, period);
    if (permit.completed && *permit.completed >= permit.issued) // a completion before the issue is a typing error
        return *permit.completed <= period.not_before ? PermitState::Completed : state;
    return permit.status == PermitStatus::Completed && state != PermitState::Valid ? PermitState::Completed : state;
}

} // namespace didban
