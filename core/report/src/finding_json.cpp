#include "finding_json.h"

#include "json_text.h"

namespace didban::report {

using json_text::Object;

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
                    .text("source", r.source)
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
    add(evidence.of_run);
    if (i < evidence.of_finding.size())
        add(evidence.of_finding[i]);
    return all.str();
}

} // namespace didban::report
