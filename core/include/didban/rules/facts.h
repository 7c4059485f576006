#pragma once
#include "didban/base/date.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace didban {

/// What something is called in both languages; "" = not given.
struct Label {
    std::string en{}, fa{};
};

/// The kind of plan that a zone is drawn in, finest first: where a finer one zones the ground, a coarser one binds
/// nothing there.
enum class PlanLevel { Detailed, Comprehensive, District };
/// "detailed", "comprehensive", "district".
[[nodiscard]] std::string_view name(PlanLevel level);
[[nodiscard]] std::string_view name_fa(PlanLevel level); ///< "طرح تفصیلی", …
[[nodiscard]] std::optional<PlanLevel> plan_level(std::string_view name);

/// One planning zone that a parcel lies in.
struct ZoneShare {
    std::string zone_id{}, zone{}; ///< feature id and zone code
    std::string district{};        ///< planning district of the zone; "" = not given
    std::string use_approved{};    ///< کاربری مصوب; "" = unknown
    std::string use_permitted{};   ///< کاربری مجاز; "" = unknown
    std::string use_governing{};   ///< کاربری ملاک عمل; "" = unknown
    double share{1.0};             ///< of the parcel's area, 0 to 1
    std::string hilucs{};          ///< HILUCS classes of the approved use that the zone layer gives; "" = none
    PlanLevel level{PlanLevel::Detailed};
    std::string unread_level{}; ///< what the plan writes as the level where that is none of them; "" = understood
};

/// Whether something in force from the first day up to, not including, the second is so on `day`; empty = open.
[[nodiscard]] bool holds_on(const std::optional<Date>& from, const std::optional<Date>& to, const Date& day);

/// An overlay near or on a parcel, whatever its dates; evaluate() takes those in force.
struct OverlayFact {
    std::string overlay_id, kind, degree, name, document, article;
    std::optional<Date> valid_from,
        valid_to;         ///< in force from the first up to, not including, the second; empty = open
    double distance_m{0}; ///< from the parcel; 0 = they share ground, touching edges count as 0.001
    double area_m2{0};    ///< of the parcel inside the overlay
    double share{0};      ///< of the parcel's area inside the overlay, 0 to 1
    Label label{};        ///< what the city's rules call its kind; empty = a kind that needs no naming
};

/// A passage that a parcel fronts.
struct PassageFact {
    std::string street_id, name, street_class;
    std::optional<double> width_m;      ///< as it is; empty = unknown
    std::optional<double> plan_width_m; ///< after widening; empty = unknown
    double frontage_m{0};               ///< length of the parcel's edge along it
    char side{'?'};                     ///< the parcel's side that faces it: 'N', 'S', 'E', 'W'
    std::optional<double> taken_m2;     ///< of the parcel that widening takes; empty = unknown, like the plan width
};

enum class Jurisdiction { Unknown, City, Harim, Art99, Village, Farmland };
/// "unknown", "city", "harim", "art99", "village", "farmland".
[[nodiscard]] std::string_view name(Jurisdiction jurisdiction);
[[nodiscard]] std::string_view name_fa(Jurisdiction jurisdiction); ///< "شهر", "حریم", …

/// A boundary of the jurisdiction layer that contains the parcel, whatever its dates.
struct JurisdictionFact {
    std::string kind; ///< city, harim, village, farmland
    std::optional<Date> valid_from, valid_to;
};

/// A part of a parcel under one law.
struct JurisdictionShare {
    Jurisdiction jurisdiction{Jurisdiction::Unknown};
    double share{1}; ///< of the parcel's area, 0 to 1
};

/// What is known of a parcel when its rules are looked up. An empty optional is "unknown": rules that need it then give
/// Outcome::Unknown and name it, they are never skipped in silence.
struct ParcelFacts {
    std::string parcel_id, parcel_key, district;
    std::vector<ZoneShare> zones;           ///< those in force on the day, by share, largest first; empty = in no zone
    bool zones_known{false};                ///< false: there is no zone layer
    std::vector<ZoneShare> outranked_zones; ///< of coarser plans, by share: ground of them that a finer plan zones
    std::vector<OverlayFact> overlays;      ///< by kind, then id
    bool overlays_known{false};
    std::vector<PassageFact> passages; ///< widest first
    std::vector<JurisdictionFact> jurisdictions;
    bool jurisdiction_known{false};
    std::vector<JurisdictionShare> jurisdiction_parts; ///< of a parcel across a boundary in force on the day, by share,
                                                       ///< largest first; empty = all of it under one law
    std::optional<double> area_m2;                     ///< measured, geodesic
    std::optional<double> area_after_widening_m2;      ///< inside the corrected edge; empty = unknown
    std::optional<double> passage_width_m; ///< plan width of the widest passage; an existing wider one stays wider
    std::optional<double> frontage_m;      ///< along that passage
    std::optional<double> depth_m;         ///< extent across the front edge
    std::optional<bool> corner;            ///< fronts two passages that meet at its corner
    std::optional<char> side; ///< which side of the street it is on, seen from the street: 'N', 'S', 'E', 'W'
    std::optional<double> existing_floors, existing_height_m, existing_coverage, existing_floor_area_ratio;
    std::string building_kind; ///< kind of work: "new", "addition", "repair", …; "" = unknown
    std::optional<Date> permit_issued;
    std::optional<double> ground_asl_m; ///< ground elevation, metres above sea level
    /// Design values by which dependent limits are chosen instead of the parcel's own limits (coverage by number of
    /// floors).
    std::optional<double> proposed_floors, proposed_units;
};

/// Which law governs on `date` (domain model §2.1): city, then village, then farmland outside the city limit, then
/// harim; Art99 when the boundaries are known and none contains the parcel. contains the parcel.
[[nodiscard]] Jurisdiction jurisdiction_on(const ParcelFacts& facts, const Date& date);

} // namespace didban
