#include "finding_json.h"

#include "json_text.h"

namespace didban::report {

using json_text::Object;

namespace {

std::string conditions_json(const std::vector<LimitCondition>& conditions)
{
    std::string list = "[";
    for (const LimitCondition& c : conditions) {
        if (list.size() > 1)
            list += ',';
        const auto otherwise = [&](double Limit::*end) {
            return c.otherwise ? std::optional(*c.otherwise.*end) : std::nullopt;
        };
        list += Object{}
                    .text("text", c.text)
                    .text("text_fa", c.text_fa)
                    .num_or_null("otherwise_low", otherwise(&Limit::low), 3)
                    .num_or_null("otherwise_high", otherwise(&Limit::high), 3)
                    .str();
    }
    return list + "]";
}

} // namespace

std::string rules_json(const std::vector<RuleCheck>& rules)
{
    std::string list = "[";
    for (const RuleCheck& r : rules) {
        if (list.size() > 1)
            list += ',';
        list += Object{}
                    .text("rule_id", r.rule_id)
                    .text("quantity", r.quantity)
                    .num_or_null("limit", r.limit, 3)
                    .num_or_null("measured", r.measured, 3)
                    .num_or_null("uncertainty", r.uncertainty, 3)
                    .text("unit", r.unit)
                    .text("verdict", r.verdict)
                    .text("reason", r.reason)
                    .text("source", r.source)
                    .text("uri", r.uri)
                    .raw("conditions", conditions_json(r.conditions))
                    .str();
    }
    return list + "]";
}

std::string evidence_json(const EvidenceBook& evidence, std::size_t i)
{
    Object all;
    const auto add = [&](const std::vector<Evidence>& list) {
        for (const Evidence& e : list) {
            Object one;
            one.text("path", e.path);
            if (!e.sha256.empty())
                one.text("sha256", e.sha256);
            all.raw(e.role, one.str());
        }
    };
    add(evidence.sources(i));
    if (i < evidence.of_finding.size())
        add(evidence.of_finding[i]);
    return all.str();
}

} // namespace didban::report
