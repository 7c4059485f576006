#pragma once
#include "didban/land/stated_area.h"
#include "didban/report/language.h"
#include "didban/rules/buildable.h"
#include "didban/rules/proposal.h"
#include "didban/rules/rule_set.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// SHA-256 of facts, limits and what the rules say (`rules_digest`): equal for equal input.
[[nodiscard]] std::string answer_hash(const std::string& rules_digest, const ParcelFacts& facts, const Answer& answer);

/// What the rules say of one parcel: the part of the parcel file that needs no records.
struct ParcelRulesAnswer {
    std::string parcel_id;            ///< as asked; used where there is no answer
    std::optional<ParcelFacts> facts; ///< empty: there is no answer
    std::optional<Answer> answer;
    std::optional<StatedArea> stated_area;   ///< empty = the deed states none
    std::optional<BuildableAreas> buildable; ///< empty = the plot's area is not known
    std::string error;                       ///< why there is no answer
};
/// As JSON; {"parcel_id": …, "error": …} where there is no answer.
[[nodiscard]] std::string rules_json(const RuleSet& rules, const std::string& rules_digest,
                                     const ParcelRulesAnswer& parcel);
/// {"parcels": [ … ]}.
[[nodiscard]] std::string rules_json(const RuleSet& rules, const std::string& rules_digest,
                                     const std::vector<ParcelRulesAnswer>& parcels);

/// Ground that no parcel of the cadastre stands for, with the parcels that it shares ground with.
struct DrawnPlot {
    struct Cover {
        std::string parcel_id;
        double share_of_polygon{}, share_of_parcel{}; ///< of the planar areas
    };
    std::vector<Cover> covers; ///< in cadastre order
    ParcelRulesAnswer rules;
};
/// rules_json() with `parcel_id` null and `covers`.
[[nodiscard]] std::string drawn_rules_json(const RuleSet& rules, const std::string& rules_digest,
                                           const DrawnPlot& plot);

[[nodiscard]] std::string assessment_json(const Assessment& assessment);

/// What an assessment's text and page say besides.
struct AssessedCity {
    const RuleSet& rules;
    std::string name, name_fa; ///< name_fa "" = none
};
[[nodiscard]] std::string assessment_text(const Assessment& assessment, const AssessedCity& city, Language language);
/// One self-contained HTML page, right to left in Persian.
[[nodiscard]] std::string assessment_html(const Assessment& assessment, const AssessedCity& city, Language language);

/// One limit with all that it stands on, and the rules of `pending` that would concern it; `answer` holds the limits
/// that it depends on.
[[nodiscard]] std::string limit_json(const QuantityAnswer& limit, const Answer& answer,
                                     std::vector<PendingRule> pending);

/// One of several proposals that were asked for.
struct ProposalAnswer {
    std::string parcel_id;                ///< as asked
    std::optional<Assessment> assessment; ///< empty: there is no answer
    std::string error;                    ///< why
};
/// {"assessments": [ … ]}: assessment_json() of each, {"parcel_id": …, "error": …} where there is no answer.
[[nodiscard]] std::string assessments_json(const std::vector<ProposalAnswer>& answers);

} // namespace didban
