#include "pipelines/cases/ledger.h"
#include "pipelines/parcel/parcel_file.h"

#include <algorithm>
#include <tuple>

namespace didban {

ParcelHistory parcel_history(const DataAccess& data, const ParcelBook& book, std::size_t i, const RunOptions& run)
{
    ParcelHistory history;
    const std::string& path = book.city().city.ledger;
    if (path.empty() || !Ledger::exists(data, path))
        return history;
    history.known = true;
    std::vector<std::string> keys = book.parcel(i).old_keys;
    keys.push_back(book.parcel(i).key);
    const Ledger ledger(data, path, book.city().crs, TableAccess::Read, run);
    history.cases = ledger.cases_on(keys);
    for (Ledger::Observation& o : ledger.observations_of(keys))
        history.observations.push_back({o.not_before, o.not_after, std::move(o.verdict), o.changed_m2, o.observed_share,
                                        o.change_probability, std::move(o.case_ids)});
    std::stable_sort(history.observations.begin(), history.observations.end(),
                     [](const Observation& a, const Observation& b) {
                         return std::tie(a.not_after, a.not_before) < std::tie(b.not_after, b.not_before);
                     });
    return history;
}

} // namespace didban
