#pragma once
#include "didban/rules/other_side.h"
#include "pipelines/parcel/compare_stages.h"
#include "pipelines/parcel/parcel_book.h"
#include "pipelines/run/run_options.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace didban {

enum class Language { En, Fa };

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
};

/// A permit with where it stands in the life cycle (file, edge and bed, plan order, plan control, permit, demolition,
/// start, …, completion).
struct PermitEntry {
    std::size_t permit{};
    MatchedBy by{MatchedBy::Key};
    double certainty{1};
    std::string stage;       ///< "PLAN_CONTROL", "PERMIT", "START", "COMPLETE": the last one that the record proves
    std::string legal_state; ///< on the day of the file: "valid", "expired", "completed", "revoked", "suspended",
                             ///< "draft", "not_yet_issued", "unknown"
    Answer at_issue;         ///< limits in force on its day of issue
    std::vector<DesignCheck> checks; ///< what the permit allows against those limits
};

/// Reads the ledger of the city for one parcel. A ledger that does not exist is known = false.
[[nodiscard]] ParcelHistory parcel_history(const DataAccess& data, const ParcelBook& book, std::size_t parcel,
                                           const RunOptions& run);

/// Where an answer's data came from.
struct InputRecord {
    std::string name, sha256; ///< sha256 "" when it is not one file
    std::string loaded;       ///< day of the file's last change, UTC; "" when not a file
};

/// Everything the parcel file shows.
struct ParcelFile {
    std::size_t parcel{};
    Date on;
    std::optional<Date> known_as_of;
    double radius_m{};
    ParcelFacts facts;
    Answer answer;
    std::vector<OtherSide> other_sides; ///< edges of the rules that area or width may lie beyond
    std::vector<AroundItem> around;     ///< nearest first
    std::vector<PermitEntry> permits;
    ParcelHistory history;
    StageComparison stages; ///< papers beside images
    std::vector<InputRecord> inputs;
    std::string hash; ///< SHA-256 of facts, limits and plan version: equal for equal input
};

[[nodiscard]] ParcelFile make_parcel_file(const ParcelBook& book, std::size_t parcel, const Date& on,
                                          const std::optional<Date>& known, double radius_m, ParcelHistory history);

/// Hash of an answer, as in ParcelFile.
[[nodiscard]] std::string answer_hash(const PlanData& plan, const ParcelFacts& facts, const Answer& answer);

/// Facts, limits and hash of one parcel as JSON: the part of the parcel file that needs no records.
[[nodiscard]] std::string rules_json(const ParcelBook& book, const ParcelFacts& facts, const Answer& answer);

/// The file as JSON (UTF-8, two spaces), plain text, or one self-contained HTML page (right to left in Persian) with a
/// location map.
[[nodiscard]] std::string parcel_json(const ParcelBook& book, const ParcelFile& file);
[[nodiscard]] std::string parcel_text(const ParcelBook& book, const ParcelFile& file, Language language);
[[nodiscard]] std::string parcel_html(const ParcelBook& book, const ParcelFile& file, Language language);

/// An assessment as JSON and as text.
[[nodiscard]] std::string assessment_json(const Assessment& assessment);
[[nodiscard]] std::string assessment_text(const Assessment& assessment, Language language);

/// Which parcels a table is written of.
struct ParcelSelection {
    std::optional<std::string> district; ///< empty = all
};

/// Limits of many parcels for planners, one row each in cadastre order, as .geojson or .gpkg by the name of `out`.
/// Bounded memory; the same bytes whatever the number of threads. Returns the number of rows. Throws Error{Usage} for
/// another extension.
std::int64_t write_parcel_table(const DataAccess& data, const ParcelBook& book, const ParcelSelection& selection,
                                const Date& on, const std::optional<Date>& known, const std::string& out,
                                const RunOptions& run);

} // namespace didban
