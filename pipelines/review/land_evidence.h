#pragma once
#include "didban/cases/imagery_since.h"
#include "didban/report/siting.h"
#include "pipelines/city/read_buildings.h"
#include "pipelines/parcel/parcel_book.h"

#include <unordered_map>

namespace didban {

/// What speaks for and against the plots of a city being empty on a day: the map of [buildings], what images showed
/// since its day (the ledger), the register of permits, the cadastre's own column. Immutable; any number of threads may
/// ask. The book must live longer.
class LandEvidence {
public:
    /// Reads map and ledger, where the city has them; what is wrong with them goes to the log. Throws as
    /// read_buildings() and Ledger do.
    LandEvidence(const DataAccess& data, const ParcelBook& book, const Date& on, const RunOptions& run);
    [[nodiscard]] LandState vacancy(std::size_t parcel) const;
    [[nodiscard]] std::string ownership(std::size_t parcel) const; ///< as LandFacts::ownership
    /// `facts`: of the parcel on the day.
    [[nodiscard]] LandFacts of(std::size_t parcel, const ParcelFacts& facts) const;

private:
    /// Of images and of a map.
    struct Seen {
        bool building{false};
        std::optional<Date> empty; ///< the last day on which it was seen so
        bool changed{false};       ///< a change was seen that may be later than the map
        bool unclear{false};       ///< something was seen that may be a building
        std::vector<std::string> words;
    };
    /// When the last work of a kind was done, by papers; empty = there is none.
    struct Work {
        std::optional<Date> earliest, latest; ///< the same where its day is recorded
        std::string words;
        void add(const Date& from, const Date& to, std::string said);
    };
    struct Papers {
        Work built, cleared;
        /// Surely built, and not pulled down later.
        [[nodiscard]] bool stands() const;
        /// Surely pulled down, and not built on later.
        [[nodiscard]] bool gone() const;
    };
    [[nodiscard]] Seen seen(std::size_t parcel) const;
    [[nodiscard]] Papers papers(std::size_t parcel) const;
    [[nodiscard]] std::vector<Observation> observations(const Parcel& parcel) const;

    const ParcelBook& book_;
    Date on_;
    Date map_day_{1, 1, 1}; ///< what is later than this may have undone what the map shows
    std::vector<Footprint> footprints_;
    BoxIndex boxes_;
    std::unordered_map<std::string, std::vector<Observation>> observations_; ///< by parcel key, up to the day
};

} // namespace didban
