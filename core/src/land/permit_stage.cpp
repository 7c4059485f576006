#include "didban/land/permit_stage.h"

namespace didban {

std::string permit_stage(const Permit& p, const Date& on)
{
    if (p.status == PermitStatus::Draft || on < p.issued)
        return "PLAN_CONTROL";
    if ((p.completed && *p.completed <= on) || (!p.completed && p.status == PermitStatus::Completed))
        return "COMPLETE";
    return p.started && *p.started <= on ? "START" : "PERMIT";
}

std::string permit_legal_state(const Permit& p, const Date& on)
{
    if (p.status == PermitStatus::Draft)
        return "draft";
    if (on < p.issued)
        return "not_yet_issued";
    if (p.status == PermitStatus::Revoked)
        return "revoked";
    if (p.status == PermitStatus::Suspended)
        return "suspended";
    if (permit_stage(p, on) == "COMPLETE")
        return "completed";
    if (p.valid_to)
        return *p.valid_to < on ? "expired" : "valid";
    return p.status == PermitStatus::Expired ? "expired" : "unknown";
}

} // namespace didban
