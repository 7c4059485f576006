#pragma once
#include "didban/rules/rule_set.h"

#include <array>
#include <vector>

namespace didban {

/// A parcel in one zone and under one law on one day, with texts folded to matching keys once.
struct RuleContext {
    RuleContext(const ParcelFacts& parcel_facts, const ZoneShare* in_zone, Jurisdiction law, const Date& day,
                PlotAreaBasis basis);

    const ParcelFacts& facts;
    const ZoneShare* zone; ///< null: in no zone, or zones unknown
    Date as_of;
    PlotAreaBasis plot_area_basis;
    const Rule* adopted{}; ///< a draft that is taken as approved and in force
    std::string district, use_approved, use_permitted, use_governing, kind, jurisdiction; ///< keys; "" = unknown
    /// Limits that the plan itself gives, decided so far, before overlays and sector rules restrict them: what
    /// dependent limits are chosen by, so that a stricter overlay on one quantity cannot loosen another. Not regulated
    /// = infinity; a prohibition changes nothing here.
    std::array<std::optional<double>, quantity_count> plan_limit{};

    [[nodiscard]] std::optional<double> fact(NumericFact f) const;
    /// The design's value where the facts give one, else the plan's own limit when it is certain.
    [[nodiscard]] std::optional<double> limit(Quantity q) const;
    /// Whether the design gives the value by which others are chosen.
    [[nodiscard]] bool proposed(Quantity q) const;
};

enum class Match { No, Yes, May };

/// Whether the rule's conditions hold. May: they hold unless a missing fact says otherwise; its name is added to
/// `missing`. The zone condition is taken as checked, except that an unknown zone is reported.
[[nodiscard]] Match match(const Rule& rule, const RuleContext& context, std::vector<std::string>& missing);

/// The laws that a parcel lies under, with their shares; one alone where it lies across no boundary.
[[nodiscard]] std::vector<JurisdictionShare> laws_of(const ParcelFacts& facts, const Date& as_of);
[[nodiscard]] bool overlay_in_force(const OverlayFact& overlay, const Date& as_of);
/// Whether a condition names this overlay by kind, id and degree, wherever it lies; an unknown degree may be any.
[[nodiscard]] bool speaks_of(const Applies& applies, const OverlayFact& overlay);

/// The overlays that make an overlay rule apply, largest share first.
[[nodiscard]] std::vector<const OverlayFact*> matching_overlays(const Applies& applies, const RuleContext& context);

} // namespace didban
