#include "didban/cases/compare_stages.h"

#include <algorithm>
#include <tuple>

namespace didban {

namespace {

constexpr double least_share_seen = 0.9;

bool licenses_building(const Permit& p)
{
    return p.kind == PermitKind::New || p.kind == PermitKind::Addition || p.kind == PermitKind::Unknown ||
           p.kind == PermitKind::PlanChange || p.kind == PermitKind::Demolition;
}

bool issued_by(const Permit& p, const Date& day)
{
    return p.status != PermitStatus::Draft && p.issued <= day;
}

/// The paper that rules a period: of those issued before it ended the one with the latest date on it.
const Permit* paper_of(const std::vector<const Permit*>& permits, const Observation& o)
{
    const Permit* last = nullptr;
    for (const Permit* p : permits)
        if (licenses_building(*p) && issued_by(*p, o.not_after) &&
            (!last || std::tie(last->issued, last->id) < std::tie(p->issued, p->id)))
            last = p;
    return last;
}

std::vector<std::string> kinds_seen(const Observation& o, const ParcelHistory& history)
{
    std::vector<std::string> kinds;
    for (const Case& c : history.cases)
        if (std::find(o.case_ids.begin(), o.case_ids.end(), c.case_id) != o.case_ids.end())
            kinds.emplace_back(name(c.change));
    std::sort(kinds.begin(), kinds.end());
    kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
    return kinds;
}

/// The conflict of a seen change with the paper of its time; a conflict without a code when there is none.
StageConflict conflict_with(const Permit* paper, const Observation& o, bool starts_recorded)
{
    StageConflict c;
    const auto set = [&](const char* code, const char* stage, const char* en, const char* fa) {
        c.code = code;
        c.paper = stage;
        c.reason_en = en;
        c.reason_fa = fa;
    };
    if (!paper) {
        set("work_without_permit", "NONE", "images show work, and no permit had been issued",
            "در تصویر ساخت‌وساز دیده می‌شود و پروانه‌ای صادر نشده "
            "بود");
        return c;
    }
    c.permit_id = paper->id;
    if (paper->completed && *paper->completed <= o.not_before)
        set("change_after_completion", "COMPLETE", "images show a change after the completion certificate",
            "پس از گواهی پایان کار در تصویر تغییر دیده می‌شود");
    else if (paper->valid_to && *paper->valid_to < o.not_before &&
             (!paper->completed || o.not_after < *paper->completed))
        set("work_after_expiry", paper->started ? "START" : "PERMIT", "images show work after the permit had expired",
            "پس از پایان اعتبار پروانه در تصویر ساخت‌وساز دیده "
            "می‌شود");
    else if (paper->started && o.not_after < *paper->started)
        set("work_before_start", "PERMIT", "images show work before the day of the start-of-work sheet",
            "پیش از تاریخ برگ شروع عملیات در تصویر ساخت‌وساز دیده "
            "می‌شود");
    else if (!paper->started && !paper->completed && starts_recorded)
        set("work_without_start", "PERMIT", "images show work, and no start-of-work sheet was filed",
            "در تصویر ساخت‌وساز دیده می‌شود و برگ شروع عملیات ثبت "
            "نشده "
            "است");
    return c;
}

/// True when images cover all days from `from` to `to` and show no change.
bool unchanged_throughout(const ParcelHistory& history, const Date& from, const Date& to)
{
    Date covered = from;
    std::vector<const Observation*> by_start;
    for (const Observation& o : history.observations)
        by_start.push_back(&o);
    std::stable_sort(by_start.begin(), by_start.end(),
                     [](const auto* a, const auto* b) { return a->not_before < b->not_before; });
    for (const Observation* o : by_start) {
        if (shows_change(*o) && from < o->not_after && o->not_before < to)
            return false;
        if (vouches(*o) && o->not_before <= covered)
            covered = std::max(covered, o->not_after);
    }
    return to <= covered;
}

} // namespace

std::string_view name(StageComparison::State state)
{
    switch (state) {
    case StageComparison::State::Agree:
        return "agree";
    case StageComparison::State::Disagree:
        return "disagree";
    case StageComparison::State::NotComparable:
        break;
    }
    return "not_comparable";
}

bool shows_change(const Observation& o)
{
    return o.verdict == "authorized" || o.verdict == "suspected" || o.verdict == "exempt";
}

bool vouches(const Observation& o)
{
    return o.verdict == "no_change" && (!o.observed_share || *o.observed_share >= least_share_seen);
}

StageComparison compare_stages(const std::optional<std::vector<const Permit*>>& permits, bool starts_recorded,
                               const ParcelHistory& history, const Date& on)
{
    StageComparison result;
    const auto not_comparable = [&](const char* en, const char* fa) {
        result.why_not_en = en;
        result.why_not_fa = fa;
        return result;
    };
    if (!permits)
        return not_comparable("the city names no permit register",
                              "جدول پروانه‌ها معرفی نشده است");
    if (!history.known)
        return not_comparable("no images have been compared yet", "هنوز تصویری مقایسه نشده است");
    bool anything_seen = false;
    for (const Observation& o : history.observations) {
        if (on < o.not_after)
            continue;
        anything_seen |= vouches(o) || shows_change(o);
        if (!shows_change(o) || o.verdict == "exempt")
            continue;
        StageConflict c = conflict_with(paper_of(*permits, o), o, starts_recorded);
        if (c.code.empty())
            continue;
        c.seen = kinds_seen(o, history);
        c.not_before = o.not_before;
        c.not_after = o.not_after;
        c.case_ids = o.case_ids;
        result.conflicts.push_back(std::move(c));
    }
    for (const Permit* p : *permits)
        if (p->completed && *p->completed <= on && p->issued_known && p->issued < *p->completed &&
            (p->kind == PermitKind::New || p->kind == PermitKind::Addition) &&
            unchanged_throughout(history, p->issued, *p->completed))
            result.conflicts.push_back({"completion_not_seen",
                                        p->id,
                                        "COMPLETE",
                                        {},
                                        p->issued,
                                        *p->completed,
                                        {},
                                        "the papers say that the building was completed, and images show no work "
                                        "between permit and completion",
                                        "به گواهی مدارک بنا پایان یافته است، ولی در تصویرهای میان صدور پروانه و "
                                        "پایان کار ساخت‌وسازی دیده نمی‌شود"});
    if (!anything_seen)
        return not_comparable("no image shows the parcel clearly enough",
                              "هیچ تصویری ملک را به‌روشنی نشان نمی‌دهد");
    std::stable_sort(result.conflicts.begin(), result.conflicts.end(), [](const auto& a, const auto& b) {
        return std::tie(a.not_after, a.code) < std::tie(b.not_after, b.code);
    });
    result.state = result.conflicts.empty() ? StageComparison::State::Agree : StageComparison::State::Disagree;
    return result;
}

} // namespace didban
