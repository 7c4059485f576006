#pragma once
#include "didban/cases/case_state.h"
#include "didban/findings/finding.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace didban {

/// A step that a case took while it was in its present state.
struct CaseStep {
    std::string name; ///< of the city's CaseRules
    Date on;
};

/// What an inspector follows over time.
struct Case {
    std::string case_id;
    std::string place; ///< the parcel's key; "" = outside every parcel
    std::string parcel_id, district;
    CaseState state{CaseState::Detected};
    Date not_before; ///< last date without it, when it was first seen
    Date first_seen, last_seen;
    std::optional<Date> seen_from; ///< start of the period whose sighting is told below; unknown in old ledgers
    Verdict verdict{Verdict::Unclear};
    std::vector<std::string> violations; ///< codes, ascending
    ChangeKind change{ChangeKind::New};
    BuildStage stage{BuildStage::Unknown};
    double area_m2{};
    std::optional<double> height_m, confidence;
    std::optional<double> visit_score; ///< visit_score() of the sighting: what a visit is worth
    std::string permit_id, permit_status;
    std::string reason_en, reason_fa;     ///< the sentence of the sighting
    std::string dismissal;                ///< why it was dismissed: a code of dismissal_reasons()
    std::string note, inspector;          ///< of the last decision
    std::optional<Date> since;            ///< since when it is in its state; nothing: since the first sight
    std::vector<CaseStep> steps;          ///< taken since then, in order
    std::optional<double> raw_confidence; ///< before the city's own calibration (Finding::raw_confidence)
    std::string detector, sensor;         ///< what the sighting was seen by; "" = not known
    std::string address;                  ///< by the cadastre, or the nearest street; "" = not known
    std::optional<Date> settled_on; ///< day it was last dismissed or closed; kept when later growth brings it back
    MultiPolygon shape;             ///< as seen last, working CRS
    std::int64_t row{};             ///< where a ledger keeps it; 0 = nowhere yet
};

/// True for cases that are not settled.
[[nodiscard]] inline bool is_open(const Case& c)
{
    return !is_settled(c.state);
}

/// Codes with a space between.
[[nodiscard]] std::string joined(const std::vector<std::string>& codes);

/// Why a case may be dismissed: PERMIT_FOUND, WRONG_PARCEL, NO_CHANGE, TEMPORARY, SEASONAL, CLOUD_SHADOW, …
[[nodiscard]] const std::vector<std::string>& dismissal_reasons();

/// One column of a table of cases: what it is called and how a case fills it and is filled by it.
struct CaseColumn {
    using Value = std::variant<std::monostate, std::int64_t, double, std::string>;
    std::string_view name;
    bool number{false}; ///< else text
    Value (*get)(const Case&);
    /// False when the value is none that this column can hold.
    bool (*set)(Case&, const Value&);
};

/// All columns, in the order of tables. The first `case_columns_before_the_chain` are those that ledgers always had.
[[nodiscard]] const std::vector<CaseColumn>& case_columns();
inline constexpr std::size_t case_columns_before_the_chain = 14;

/// A value as text; numbers without needless digits, nothing is "".
[[nodiscard]] std::string text_of(const CaseColumn::Value& value);

} // namespace didban
