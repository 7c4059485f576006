#pragma once
#include "didban/cases/case_event.h"
#include "didban/cases/visit_facts.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// What somebody saw at a place.
struct SiteReport {
    std::string source; ///< "engineer", "citizen", "patrol"
    Date on;
    std::string place, parcel_id, district, address; ///< as in Case
    std::vector<std::string> old_places;             ///< keys that the parcel had before, under which cases may stand
    std::optional<Point> at;                         ///< the spot that it names, working CRS
    std::optional<Point> inside;                     ///< a place inside the parcel, for a report that names no spot
    std::string violation;                           ///< a code of the taxonomy; "" = none is named
    std::string text;                                ///< stage, number, note: what there is to say
    VisitFacts facts;
    std::string recorded; ///< UTC instant of writing
};

/// Which of the cases the report tells of: one that was there by then (its last day without is not later), on the same
/// parcel, on the spot or within 15 m of it where the report names one; an open one before a settled one, the largest
/// before others. Nothing when there is none. Pure.
[[nodiscard]] std::optional<std::size_t> case_of_report(const std::vector<Case>& cases, const SiteReport& report);

/// Tells the case of the report. A report of a day after a ruling, or one that names a violation, makes a settled or
/// recorded case wait for an inspector, who must decide: its step "reported" keeps a later run from recording it.
[[nodiscard]] CaseEvent note_report(Case& c, const SiteReport& report);

/// A case that no image shows: its area is 0, its shape a square of 2 m round the spot. The next sighting on its parcel
/// belongs to it. `images`: what imagery says of that day, or "". Returns it with its event.
[[nodiscard]] std::pair<Case, CaseEvent> case_from_report(const std::string& id, const SiteReport& report,
                                                          const std::string& images_en, const std::string& images_fa);

/// Whether these events tell of the report already.
[[nodiscard]] bool told(const std::vector<CaseEvent>& events, const SiteReport& report);

/// The event of a case with a permit and work that no report of its supervising engineer tells of up to `until` (V210);
/// nothing when there is a report, none is due or the silence was told before. `events`: those of the case.
[[nodiscard]] std::optional<CaseEvent> engineer_silent(const Case& c, const std::vector<CaseEvent>& events,
                                                       const Date& until, const std::string& recorded);

} // namespace didban
