#pragma once
#include "didban/cases/case_event.h"

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace didban {

/// Where a finding lies: the parcel's key and the keys it had before; "" = outside every parcel.
struct CasePlace {
    std::string key;
    std::vector<std::string> old_keys;
    std::string address{}; ///< "" = not known
};

/// Which run follows the cases, for the events.
struct RunName {
    std::string city; ///< part of every new id
    std::string key;  ///< the same for the same inputs
};

/// The cases of a city, followed by a run. A finding belongs to the case of the same parcel (under its key or one it
/// had before) whose ground it overlaps most, at least a fifth of the smaller one, each case at most once per run; what
/// lies all but wholly on a settled case belongs to it as well; without one a finding opens a new case.
///
/// - A settled case stays settled, whatever the span of dates, unless its ground clearly grew in an image taken after
/// the
///   ruling: then it is detected again and its sightings carry V201.
/// - A span that holds the one of the last sighting never makes the case milder.
/// - Each change of a column is told by an event with old and new value; but for last_seen, address, and what the
///   sighting was seen by (raw_confidence, detector, sensor).
/// - Law: follow() with the same findings twice changes nothing the second time.
class CaseBook {
public:
    CaseBook() = default;
    explicit CaseBook(std::vector<Case> cases);
    /// Fills in what depends on a finding's codes (its sentence) and returns what a visit is worth.
    using Complete = std::function<double(std::size_t finding, Finding&)>;
    /// Sets case_id, state and settled of every finding, adds V201 where it is due, has each completed, and updates the
    /// cases. `places`: one per finding. Returns the events, in the order of the findings.
    std::vector<CaseEvent> follow(const RunName& run, const std::vector<CasePlace>& places,
                                  std::vector<Finding>& findings, const Complete& complete);
    [[nodiscard]] const std::vector<Case>& cases() const { return cases_; } ///< in order of entry
    [[nodiscard]] const std::vector<std::size_t>& touched() const
    {
        return touched_;
    } ///< cases to be written, by index

private:
    std::vector<std::size_t> candidates(const CasePlace& place) const;
    std::vector<std::size_t> assign(const std::vector<CasePlace>& places, const std::vector<Finding>& findings) const;
    std::size_t enter(const std::string& city, const CasePlace& place, const Finding& finding);

    std::vector<Case> cases_;
    std::vector<std::size_t> touched_;
    std::unordered_multimap<std::string, std::size_t> by_place_;
    std::unordered_map<std::string, std::size_t> by_id_;
};

} // namespace didban
