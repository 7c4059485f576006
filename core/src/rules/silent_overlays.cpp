#include "silent_overlays.h"

#include "match_rule.h"

#include <algorithm>

namespace didban {

namespace {

std::string named(const OverlayFact& o)
{
    return o.overlay_id + " (" + o.kind + (o.degree.empty() ? "" : ", degree " + o.degree) + ")";
}

} // namespace

void tell_silent_overlays(const std::vector<const Rule*>& overlay_rules, const ParcelFacts& facts, const Date& as_of,
                          const std::optional<Date>& known_as_of, const Rule* adopted, Answer& answer)
{
    for (const OverlayFact& o : facts.overlays) {
        if (!(o.area_m2 > 0 || o.share > 0) || o.kind == "passage" || o.kind == "widening" ||
            !overlay_in_force(o, as_of))
            continue;
        bool ruled = false;
        std::vector<const Rule*> drafts;
        for (const Rule* rule : overlay_rules) {
            const bool holds = rule == adopted || rule->in_force(as_of);
            if (!holds || !rule->known(known_as_of) || !speaks_of(rule->applies, o))
                continue;
            if (rule->status == RuleStatus::Draft && rule != adopted)
                drafts.push_back(rule);
            else
                ruled = true;
        }
        if (ruled)
            continue;
        answer.note(
            "overlay " + named(o) +
                (drafts.empty() ? " is in force and no rule says what it limits; ask before building"
                                : " is in force and its rules are still a draft; ask before building"),
            "حریم " + o.overlay_id +
                (drafts.empty()
                     ? " برقرار است و ضابطه‌ای برای آن ثبت نشده است؛ پیش از "
                       "ساخت "
                       "استعلام "
                       "شود"
                     : " برقرار است و ضوابط آن هنوز پیش‌نویس است؛ پیش از "
                       "ساخت "
                       "استعلام "
                       "شود"));
        for (const Rule* draft : drafts)
            for (QuantityAnswer& q : answer.quantities)
                if (q.quantity == draft->effect.quantity) {
                    q.inquiries.push_back({draft->effect.body, draft});
                    if (q.outcome != Outcome::Forbidden)
                        q.outcome = Outcome::NeedsInquiry;
                }
    }
}

} // namespace didban
