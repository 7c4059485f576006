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

PermitState permit_state(const Permit& permit, Work work, const Period& period)
{
    if (!covers(permit.kind, work))
        return PermitState::WrongKind;
    if (permit.status == PermitStatus::Revoked || permit.status == PermitStatus::Suspended)
        return PermitState::Revoked;
    if (permit.status == PermitStatus::Draft || permit.issued > period.not_after)
        return PermitState::NotYetIssued;
    if (permit.completed && *permit.completed <= period.not_before)
        return PermitState::Completed;
    if (permit.valid_to)
        return *permit.valid_to > period.not_before ? PermitState::Valid : PermitState::Expired;
    if (permit.status == PermitStatus::Expired)
        return PermitState::Expired;
    Date believed = permit.issued;
    believed.year += assumed_validity_years;
    return believed > period.not_before ? PermitState::Valid : PermitState::Unknown;
}

} // namespace didban
