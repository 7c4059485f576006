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
    /// `facts`: of the parcel on the day.
    [[nodiscard]] LandFacts of(std::size_t parcel, const ParcelFacts& facts) const;

private:
    /// Of images and of a map.
    struct Seen {
        bool building{false};
        std::optional<Date> empty; ///< the last day on which it was seen so
        bool unclear{false};       ///< something was seen that may be a building
        std::vector<std::string> words;
    };
    [[nodiscard]] Seen seen(std::size_t parcel) const;
    /// Work that papers prove, and what it says; "" = none.
    [[nodiscard]] std::string built_by_papers(std::size_t parcel) const;
    [[nodiscard]] std::vector<Observation> observations(const Parcel& parcel) const;
    [[nodiscard]] LandState vacancy(std::size_t parcel) const;

    const ParcelBook& book_;
    Date on_;
    std::vector<Footprint> footprints_;
    BoxIndex boxes_;
    std::unordered_map<std::string, std::vector<Observation>> observations_; ///< by parcel key, up to the day
};

} // namespace didban
