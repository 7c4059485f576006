#pragma once
#include "didban/cases/compare_stages.h"
#include "didban/land/match_permits.h"
#include "didban/land/parcel.h"
#include "didban/land/stated_area.h"
#include "didban/report/language.h"
#include "didban/rules/assess.h"
#include "didban/rules/buildable.h"
#include "didban/rules/other_side.h"
#include "didban/rules/rule_set.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace didban {

/// How an overlay or a passage lies to a parcel. Shared ground below 0.05 m² counts as touching, as for the rules.
enum class Contact { Overlaps, Touches, Near };
/// "overlaps", "touches", "near".
[[nodiscard]] std::string_view name(Contact contact);

/// An overlay or a planned passage near a parcel and what it does to it.
struct AroundItem {
    std::string kind, id, name, degree, document, article;
    std::optional<Date> valid_from, valid_to;
    double distance_m{};                         ///< between the edges; 0 = they overlap or touch
    double area_m2{};                            ///< of the parcel: inside the overlay, or lost to widening
    std::optional<double> width_m, plan_width_m; ///< of passages
    Contact contact{Contact::Near};
    Label label; ///< of an overlay's kind, as OverlayFact has it
};

/// A layer of the plan or a register that was looked at for a parcel.
struct CheckedLayer {
    enum class State { Concerns, Near, DoesNotConcern, NoData };
    std::string what; ///< "zones", "streets", "jurisdiction", "overlay", "permits", "observations"
    std::string kind; ///< of overlays
    Label label;      ///< of the kind, as OverlayFact has it
    State state{State::NoData};
    std::optional<std::size_t> features; ///< in the whole city, in force on the day; empty = not counted
};
/// "concerns", "near", "does_not_concern", "no_data".
[[nodiscard]] std::string_view name(CheckedLayer::State state);

/// A permit with where it stands in the life cycle (file, edge and bed, plan order, plan control, permit, demolition,
/// start, …, completion).
struct PermitEntry {
    const Permit* permit{};
    MatchedBy by{MatchedBy::Key};
    double certainty{1};
    std::string stage, legal_state;  ///< of permit_stage() and permit_legal_state(), on the day of the file
    Answer at_issue;                 ///< limits in force on its day of issue
    std::vector<DesignCheck> checks; ///< what the permit allows against those limits
};

/// Where an answer's data came from.
struct InputRecord {
    std::string name, sha256; ///< sha256 "" when it is not one file
    std::string loaded;       ///< day of the file's last change, UTC; "" when not a file
};

/// Which plan an answer stands on.
struct PlanVersion {
    std::string rules_digest;              ///< of what the rules say
    std::string rules_sha256, plan_sha256; ///< of the files; "" when the source is not a file
};

/// Everything the parcel file shows. What it points to belongs to the city's book, which must live longer.
struct ParcelFile {
    const Parcel* parcel{};
    double longitude{}, latitude{}; ///< of its middle, WGS 84
    std::string city, city_fa;      ///< names; city_fa "" = none
    const RuleSet* rules{};
    PlanVersion plan;
    Date on;
    std::optional<Date> known_as_of;
    double radius_m{};
    ParcelFacts facts;
    Answer answer;
    std::vector<OtherSide> other_sides; ///< edges of the rules that area or width may lie beyond
    std::vector<PendingRule> pending;   ///< rules that would concern the parcel and do not hold yet
    std::string address;                ///< as the cadastre has it; "" = not stated
    std::optional<StatedArea> stated_area;
    std::optional<BuildableAreas> buildable; ///< empty = the plot's area is not known
    std::vector<CheckedLayer> checked;       ///< layers of the plan, kinds of overlays, registers
    std::vector<AroundItem> around;          ///< nearest first
    bool permits_known{false};               ///< false: the city has no register
    std::vector<PermitEntry> permits;
    ParcelHistory history;
    StageComparison stages; ///< papers beside images
    std::vector<InputRecord> inputs;
    std::string hash; ///< answer_hash(): equal for equal input
};

/// The file as JSON (UTF-8, two spaces) and as plain text.
[[nodiscard]] std::string parcel_json(const ParcelFile& file);
[[nodiscard]] std::string parcel_text(const ParcelFile& file, Language language);

} // namespace didban
