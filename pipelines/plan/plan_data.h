#pragma once
#include "didban/city/city.h"
#include "didban/geo/box_index.h"
#include "didban/geo/crs.h"
#include "didban/land/parcel.h"
#include "didban/ports/data_access.h"
#include "didban/rules/rule_set.h"
#include "pipelines/city/city_data.h"
#include "pipelines/run/run_options.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// Code of the problem of features whose shape cannot be used.
inline constexpr const char* plan_shape_lost = "plan.geometry.none";

/// Features of plan.gpkg in the working CRS.
struct PlanZone {
    ZoneShare zone; ///< share is not used here
    std::optional<Date> valid_from,
        valid_to; ///< in force from the first up to, not including, the second; empty = open
    MultiPolygon shape;
};
struct PlanOverlay {
    OverlayFact overlay; ///< distance, area and share are not used here
    MultiPolygon shape;
};
struct PlanStreet {
    std::string street_id, name, street_class;
    std::optional<double> width_m, plan_width_m;
    std::vector<LineString> lines; ///< centre lines
};
struct PlanBoundary {
    std::string kind; ///< city, harim, village, farmland
    std::optional<Date> valid_from, valid_to;
    MultiPolygon shape;
};

/// How a shape lies on an overlay.
struct OverlayHit {
    const PlanOverlay* overlay{};
    double area_m2{}; ///< of the shape inside it; 0 when they only touch
};

/// How a shape lies on a passage. The passage is its centre line widened to half the width on each side.
struct PassageHit {
    const PlanStreet* street{};
    double in_passage_m2{};  ///< inside the existing width
    double in_widening_m2{}; ///< inside the plan width, outside the existing one
};

/// The plan of a city: rules and map layers, indexed. Immutable; any number of threads may ask.
class PlanData {
public:
    PlanData();
    ~PlanData();
    PlanData(PlanData&&) noexcept;
    PlanData& operator=(PlanData&&) noexcept;

    /// What the plan's layers say of a parcel on `date`, which chooses the zones; overlays and boundaries come with
    /// their dates. Zones below 1 % of the area and below 5 m² are taken as cadastre noise and left out; so is ground
    /// of coarser plans that a finer one zones, told as outranked_zones.
    [[nodiscard]] ParcelFacts facts(const Parcel& parcel, const Date& date) const;
    /// Whether a zone is in force on `date`.
    [[nodiscard]] static bool in_force(const PlanZone& zone, const Date& date);
    /// Overlays in force on `date` that meet the shape, by kind and id.
    [[nodiscard]] std::vector<OverlayHit> overlays_meeting(const MultiPolygon& shape, const Date& date) const;
    /// Every kind of overlay that the plan draws, sorted, with how many are in force on `date`.
    [[nodiscard]] std::vector<std::pair<std::string, std::size_t>> overlays_in_force(const Date& date) const;
    /// Passages whose plan or existing width the shape lies on, by street_id.
    [[nodiscard]] std::vector<PassageHit> passages_meeting(const MultiPolygon& shape) const;
    /// The parts of a shape that lies across boundaries in force on `date`, by law, largest first; parts below 1 %
    /// or 5 m², whichever is less, are noise. Empty = all of it lies under one law, or the boundaries are not known.
    [[nodiscard]] std::vector<JurisdictionShare> jurisdiction_parts(const MultiPolygon& shape, const Date& date) const;
    [[nodiscard]] Jurisdiction jurisdiction_at(const MultiPolygon& shape, const Date& date) const;
    /// Copies of the streets that may concern a place: those whose surface, at the wider of their widths, comes near
    /// `area`.
    [[nodiscard]] std::vector<PlanStreet> streets_near(const Box& area) const;
    /// The strip of the parcel that widening takes; empty = nothing, or unknown when there is no street layer.
    [[nodiscard]] MultiPolygon taken_by_widening(const Parcel& parcel) const;

    RuleSet rules;
    bool known{false};              ///< false: the city names no plan; every rule answer is then unknown
    std::string source, rules_path; ///< as in city.toml; rules in tables of the source: rules_path is the source
    std::string source_sha256, rules_sha256; ///< "" when the source is not a file
    std::string rules_digest;                ///< of what the rules say (rules_digest in load_rules.h)
    std::vector<Problem> problems;           ///< missing layers, unreadable dates, streets without width
    std::vector<PlanZone> zones;
    std::vector<PlanOverlay> overlays;
    std::vector<PlanStreet> streets;
    std::vector<PlanBoundary> boundaries;
    bool zones_known{false}, overlays_known{false}, streets_known{false}, boundaries_known{false}; ///< the layer exists

private:
    friend PlanData load_plan(const DataAccess&, const City&, const Crs&, const RunOptions&);
    struct Index;
    std::unique_ptr<Index> index_;
};

/// Loads [plan] of the city. A city without one gives known = false. Throws Error for an unreadable source or broken
/// rules; a missing layer is "unknown" and a Problem. Layers in another CRS are transformed.
[[nodiscard]] PlanData load_plan(const DataAccess& data, const City& city, const Crs& crs, const RunOptions& run);

} // namespace didban
