#include "decide_limit.h"

#include "didban/base/text.h"

#include <algorithm>
#include <map>

namespace didban {

namespace {

using UseList = std::map<std::string, std::string>; ///< matching key → as written

UseList list_of(const Candidate& c)
{
    UseList list;
    for (const std::string& use : c.rule->effect.value.uses)
        list.emplace(text::matching_key(use), use);
    return list;
}

void keep_common(UseList& list, const UseList& other)
{
    std::erase_if(list, [&](const auto& entry) { return !other.contains(entry.first); });
}

} // namespace

QuantityAnswer decide_uses(Quantity quantity, const std::vector<const Rule*>& rules, RuleContext& context,
                           const std::optional<Date>& known_as_of)
{
    QuantityAnswer answer;
    answer.quantity = quantity;
    std::vector<Candidate> all = candidates(rules, context, known_as_of, answer);
    take_over(all);
    const bool narrows =
        quantity == Quantity::UseAllowed; // several lists of allowed uses narrow each other, the others add up
    std::optional<UseList> list;
    const auto each = [&](const auto& wanted, const auto& apply) {
        for (Candidate& c : all) {
            if (c.lost || !wanted(c))
                continue;
            if (c.possible)
                answer.missing.insert(answer.missing.end(), c.missing.begin(), c.missing.end());
            else
                apply(c);
        }
    };
    const auto is = [](const Candidate& c, Combinator how) { return c.rule->effect.combinator == how; };
    const auto is_list = [&](const Candidate& c) { return c.rule->effect.value.kind == RuleValue::Kind::Uses; };
    const auto is_base = [&](const Candidate& c) {
        return is_list(c) && !is(c, Combinator::Add) && !is(c, Combinator::Forbid) &&
               !(narrows && c.rule->restricts_from_outside());
    };
    each(is_base, [&](const Candidate& c) {
        if (!list)
            list = list_of(c);
        else if (narrows)
            keep_common(*list, list_of(c));
        else
            list->merge(list_of(c));
        if (!answer.decided_by)
            answer.decided_by = c.rule;
    });
    each([&](const Candidate& c) { return is_list(c) && is(c, Combinator::Add); },
         [&](const Candidate& c) {
             if (!list)
                 list.emplace();
             list->merge(list_of(c));
         });
    bool limited = false;
    each([&](const Candidate& c) { return is_list(c) && narrows && !is_base(c) && !is(c, Combinator::Add); },
         [&](const Candidate& c) {
             const UseList other = list_of(c);
             if (is(c, Combinator::Forbid)) {
                 if (list)
                     limited |= std::erase_if(*list, [&](const auto& e) { return other.contains(e.first); }) > 0;
             } else if (list) {
                 const std::size_t before = list->size();
                 keep_common(*list, other);
                 limited |= list->size() < before;
             } else {
                 list = other;
                 limited = true;
             }
         });
    if (!narrows)
        each([&](const Candidate& c) { return is_list(c) && is(c, Combinator::Forbid); },
             [&](const Candidate& c) {
                 if (!list)
                     list.emplace();
                 list->merge(list_of(c));
                 if (!answer.decided_by)
                     answer.decided_by = c.rule;
             });
    const Candidate* forbidden = nullptr;
    each([&](const Candidate& c) { return is(c, Combinator::Forbid) && !is_list(c); },
         [&](const Candidate& c) {
             const std::vector<ForbiddenPart> parts = forbidden_by(*c.rule, context);
             answer.forbidden_parts.insert(answer.forbidden_parts.end(), parts.begin(), parts.end());
             if (parts.empty())
                 forbidden = &c;
         });
    if (list)
        for (const auto& [key, use] : *list)
            answer.uses.push_back(use);
    if (forbidden) {
        answer.uses.clear();
        answer.decided_by = forbidden->rule;
    }
    const bool unknown_value = std::any_of(
        all.begin(), all.end(), [](const Candidate& c) { return !c.lost && !c.possible && c.value_unknown(); });
    const bool not_regulated = std::any_of(
        all.begin(), all.end(), [](const Candidate& c) { return !c.lost && !c.possible && c.not_regulated(); });
    collect_requirements(all, answer);
    answer.outcome = forbidden                                  ? Outcome::Forbidden
                     : !answer.inquiries.empty()                ? Outcome::NeedsInquiry
                     : unknown_value || !answer.missing.empty() ? Outcome::Unknown
                     : list                                     ? (limited ? Outcome::Limited : Outcome::Allowed)
                     : not_regulated                            ? Outcome::NotRegulated
                                                                : Outcome::Unknown;
    return answer;
}

} // namespace didban
