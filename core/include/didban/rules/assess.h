#pragma once
#include "didban/limits/check_bound.h"
#include "didban/rules/answer.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace didban {

/// One value of a design, in the canonical unit of its quantity. Where a design has several (a setback per side) each
/// stands alone.
struct DesignValue {
    Quantity quantity{};
    double value{};
    double uncertainty{};  ///< k = 2, never negative; 0 for drawings
    std::string part;      ///< "front on Azadi street", "" = the whole
    double tolerance{};    ///< of a drawn value: how far the coordinates' decimals may have moved it
    std::string part_fa{}; ///< the part in Persian
};

/// Ground that a footprint must keep off, and how much of it it takes.
struct DesignConflict {
    std::string kind; ///< "outside_parcel", "widening", or the overlay's kind
    std::string overlay_id;
    double area_m2{};
    Label label{}; ///< of the overlay's kind, as OverlayFact has it
};

/// A proposed building, measured.
struct Design {
    std::vector<DesignValue> values;
    std::vector<DesignConflict> conflicts;
    std::vector<std::string> uses;           ///< codes as in the plan
    std::vector<std::string> uses_fa;        ///< their Persian names, one for one; "" or none = the code itself
    std::vector<std::string> conditions_met; ///< texts of conditions that the applicant has shown to hold
};

/// One limit against one value.
struct DesignCheck {
    std::string check; ///< name of the quantity, "inside_parcel", "widening" or "overlay"
    std::optional<Quantity> quantity;
    std::string part, part_fa;
    bool minimum{false};
    std::optional<Limit> limit;     ///< canonical unit
    std::optional<double> measured; ///< canonical unit; m² for ground; empty = the proposal does not state it
    double uncertainty{};
    double tolerance{}; ///< a drawn value that misses the limit by no more is taken to lie at it
    LimitVerdict verdict{LimitVerdict::Inconclusive};
    double excess{}; ///< by how much it is violated, 0 otherwise
    std::string reason_en, reason_fa;
    const Rule* rule{}; ///< lives as long as the answer
};

/// Compares a design with every limit of an answer by check_bound(), and says why in words. Pure.
[[nodiscard]] std::vector<DesignCheck> assess(const Answer& answer, const Design& design);

/// Violates when any check does, else Inconclusive when any is, else Complies.
[[nodiscard]] LimitVerdict overall(const std::vector<DesignCheck>& checks);

} // namespace didban
