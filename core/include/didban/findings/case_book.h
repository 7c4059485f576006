#pragma once
#include "didban/findings/finding.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace didban {

/// What an inspector follows over time.
struct Case {
    std::string case_id;
    std::string place; ///< the parcel's key; "" = outside every parcel
    std::string parcel_id, district;
    std::string state; ///< "detected", "recorded" (nothing to visit), "confirmed", "dismissed", "closed"
    Date not_before;   ///< last date without it, when it was first seen
    Date first_seen, last_seen;
    std::string verdict, change;
    std::string violations; ///< codes, a space between
    double area_m2{};
    std::string permit_id;
    std::string note;   ///< the inspector's, or the reason of a dismissal
    MultiPolygon shape; ///< as seen last, working CRS
};

/// True for cases that can still grow: new sightings belong to them.
[[nodiscard]] bool is_open(const Case& c);

/// All cases of a city. A finding belongs to the open case of the same parcel whose ground it overlaps most (at least a
/// fifth of the smaller one), each case at most once per run; without one it opens a new case. A case that was decided
/// takes only sightings of periods it has already been seen in, so a repeated run finds its own cases again and later
/// work on the same plot becomes a new one. Law: follow() with the same findings twice changes nothing the second time.
class CaseBook {
public:
    CaseBook() = default;
    explicit CaseBook(std::vector<Case> cases);
    /// Sets case_id of every finding and updates the cases. `places`: parcel key per finding, "" outside parcels.
    void follow(const std::string& city, const std::vector<std::string>& places, std::vector<Finding>& findings);
    [[nodiscard]] const std::vector<Case>& cases() const { return cases_; } ///< in order of entry
    [[nodiscard]] const Case* find(const std::string& case_id) const;       ///< nullptr: no such case
    /// Throws Error{Usage} naming the nearest id when there is no such case.
    [[nodiscard]] const Case& get(const std::string& case_id) const;
    /// Sets state and note. Throws as get().
    void decide(const std::string& case_id, const std::string& state, const std::string& note);

private:
    std::size_t enter(const std::string& city, const std::string& place, const Finding& finding);

    std::vector<Case> cases_;
    std::unordered_multimap<std::string, std::size_t> by_place_;
    std::unordered_map<std::string, std::size_t> by_id_;
};

} // namespace didban
