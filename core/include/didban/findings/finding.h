#pragma once
#include "didban/base/date.h"
#include "didban/geo/polygon.h"
#include "didban/limits/bound.h"
#include "didban/objects/change_object.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace didban {

/// The outcome for a parcel or finding in one period (contract §1).
enum class Verdict { NoChange, Authorized, Exempt, Suspected, Unclear, NotSeen, TooSmall };
[[nodiscard]] std::string_view name(Verdict verdict); ///< "no_change", "authorized", …
[[nodiscard]] std::optional<Verdict> verdict(std::string_view name);

/// One rule or permit limit that took part in the decision.
struct RuleCheck {
    std::string rule_id;
    std::string quantity; ///< "coverage", "floors", "height", …
    std::optional<double> limit, measured, uncertainty;
    std::string unit;
    std::string verdict;                    ///< "complies", "violates", "inconclusive"
    std::string reason;                     ///< name(LimitReason): why the verdict was given
    std::string source;                     ///< document and clause, or "permit <id>"
    std::string uri;                        ///< where the document can be read; "" = not said
    std::vector<LimitCondition> conditions; ///< what the limit is subject to
};

/// One change object inside one parcel (or in no parcel), judged. Units and meaning as in contract §4.
struct Finding {
    std::string case_id;
    std::string state;   ///< of the case: "detected", "dismissed", …; "" before the ledger was asked
    bool settled{false}; ///< the case is dismissed or closed
    std::optional<std::string> parcel_id, district;
    Verdict verdict{Verdict::Unclear};
    std::vector<std::string> violations; ///< codes of domain §2.4, ascending; empty unless suspected
    ChangeKind change{ChangeKind::New};
    BuildStage stage{BuildStage::Unknown};
    MultiPolygon shape; ///< the part inside the parcel, working CRS, where the image shows it
    double area_m2{}, area_sigma_m2{};
    std::optional<double> height_m, height_sigma_m;
    Date not_before, not_after;
    double confidence{}, parcel_probability{};
    int priority{}; ///< 1 = visit first
    std::optional<std::string> permit_id, permit_status;
    std::vector<RuleCheck> rules;
    std::string reason_en, reason_fa;
    std::int64_t object_number{}; ///< the change object behind it
    double raw_confidence{};      ///< as the detector and the records give it, before the city's own calibration
    std::string detector, sensor; ///< what saw it: "evidence", "optical 0.5 m"; "" = not known
};

/// Every parcel of a run with its verdict (contract §4, parcels.geojson).
struct ParcelVerdict {
    std::size_t parcel{}; ///< index into the run's parcels
    Verdict verdict{Verdict::NoChange};
    std::optional<double> observed_share; ///< of the parcel's area, seen at both dates; null = not measured
    double changed_m2{};
    std::optional<double> change_probability; ///< null when not seen
    std::vector<std::string> violations, case_ids;
    std::string state; ///< of the most pressing of its cases; "" = it has none
    std::optional<std::string> zone;
    std::optional<double> max_height_m, max_floors, max_coverage, max_far;
};

} // namespace didban
