#pragma once
#include "didban/rules/answer.h"
#include "didban/rules/facts.h"
#include "didban/rules/rule.h"
#include "didban/rules/rule_places.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace didban {

/// Which plot area the plan counts with.
enum class PlotAreaBasis { Measured, AfterWidening };

/// What [plan] of rules.toml says.
struct PlanTitle {
    std::string id, title, title_fa;
    std::optional<Date> recorded;
    PlotAreaBasis plot_area{PlotAreaBasis::Measured};
    std::optional<double> storey_height_m; ///< by which a height limit caps the floors; empty = not stated
};

/// One row of the mapping from local use codes to the national class and to HILUCS (INSPIRE).
struct UseCode {
    std::string local, national, hilucs, name_en, name_fa;
    int line{0}; ///< where it stands in the rules file
};

/// A kind of overlay that the rules name themselves, or name anew.
struct OverlayKind {
    std::string kind; ///< matching key
    Label label;
    int line{0}; ///< where it stands in the rules file
};

/// A band of a fact that no rule covers, although rules of the same kind cover the bands beside it.
struct RuleGap {
    std::string zone; ///< "" = rules without a zone
    Quantity quantity{};
    NumericFact fact{};
    Interval band;
};

/// The rules of a plan, checked. Immutable: any number of threads may evaluate. Copies share the rules.
class RuleSet {
public:
    RuleSet(); ///< no rules: every quantity is unknown
    /// Checks what single rules cannot show (duplicate ids, overlapping intervals, circular references). Throws
    /// Error{Configuration} that names the place and the remedy.
    RuleSet(PlanTitle plan, std::vector<Rule> rules, std::vector<UseCode> uses, const RulePlaces& places,
            std::vector<OverlayKind> overlay_kinds = {});
    RuleSet(PlanTitle plan, std::vector<Rule> rules, std::vector<UseCode> uses, const std::string& file)
        : RuleSet(std::move(plan), std::move(rules), std::move(uses), RulePlaces(file))
    {
    }

    /// Every limit for a parcel with these facts, by the rules in force on `as_of` as they were known on `known_as_of`
    /// (nothing = now). Order: REPLACE by the most specific area, base rules (strictest), SET, ADD, then RESTRICT by
    /// overlays, sector and national layers, REQUIRE_*. A parcel in several zones gets the strictest of them. Does not
    /// depend on the order of the rules in the file.
    [[nodiscard]] Answer evaluate(const ParcelFacts& facts, const Date& as_of,
                                  const std::optional<Date>& known_as_of = {}) const;

    /// Rules that would concern a parcel with these facts and do not hold on the day of `answer`, which evaluate() gave
    /// for them: by quantity, then id.
    [[nodiscard]] std::vector<PendingRule> pending(const ParcelFacts& facts, const Answer& answer) const;

    [[nodiscard]] const PlanTitle& plan() const;
    [[nodiscard]] const std::vector<Rule>& rules() const; ///< by id, version
    [[nodiscard]] const std::vector<UseCode>& uses() const;
    [[nodiscard]] const UseCode* find_use(std::string_view local) const;
    [[nodiscard]] const std::vector<OverlayKind>& overlay_kinds() const; ///< those that the rules file names
    /// What the rules file calls a kind of overlay (a matching key); empty = nothing.
    [[nodiscard]] Label overlay_label(std::string_view kind) const;
    /// Kinds of overlays (matching keys) that a rule speaks of or the rules file names, sorted, each once.
    [[nodiscard]] const std::vector<std::string>& overlay_kinds_spoken_of() const;
    /// The farthest distance from an overlay that any rule asks for, metres.
    [[nodiscard]] double max_within_m() const;
    [[nodiscard]] std::vector<RuleGap> gaps() const;

private:
    struct Data;
    /// evaluate(), with one draft taken as approved and in force; null = none.
    [[nodiscard]] Answer evaluate_with(const ParcelFacts& facts, const Date& as_of,
                                       const std::optional<Date>& known_as_of, const Rule* adopted) const;
    std::shared_ptr<const Data> data_;
};

/// Reads rules.toml. Throws Error{Configuration}: "rules.toml:14: …, write …".
[[nodiscard]] RuleSet read_rules(const std::string& path);
/// The same from text; `name` stands in messages.
[[nodiscard]] RuleSet parse_rules(std::string_view toml, const std::string& name);

} // namespace didban
