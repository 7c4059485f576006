#include "pipelines/city/load_permits.h"

#include "didban/base/error.h"
#include "pipelines/city/read_permits.h"

#include <algorithm>

namespace didban {

namespace {

// Permits that fit no parcel and have no place cannot explain anything; beyond these first ones they are counted, not
// kept.
constexpr std::size_t most_lost_permits = 100'000;

// Text of a permit outside the object itself: keys, words, bookkeeping of the allocator.
constexpr std::size_t permit_text_bytes = 160;

/// Permits that may be held under the memory limit: half of it, the rest is for parcels and pixels.
std::size_t most_permits(const RunOptions& run)
{
    return static_cast<std::size_t>(run.memory_mb) * (1U << 20U) / 2 / (sizeof(Permit) + permit_text_bytes);
}

} // namespace

bool permit_fits(const Permit& permit, const std::function<bool(const std::string&)>& known)
{
    return (!permit.parcel_key.empty() && known(permit.parcel_key)) ||
           std::any_of(permit.other_keys.begin(), permit.other_keys.end(), known);
}

bool load_permits(const DataAccess& data, const RunOptions& run,
                  const std::function<bool(const std::string&)>& in_cadastre, CityData& out)
{
    ProblemTally tally("[permits]");
    std::size_t lost = 0;
    read_permits(data, out.city, out.crs, run, tally, [&](Permit&& permit) {
        if (!permit_fits(permit, in_cadastre)) {
            if (!permit.parcel_key.empty())
                tally.add("permit.parcel.not_in_cadastre", permit.parcel + " (permit " + permit.id + ")");
            const bool placed = permit.place || !permit.footprint.empty();
            if (!placed && ++lost > most_lost_permits)
                return;
        }
        if (out.permits.size() == most_permits(run))
            throw Error(ErrorKind::Usage, "[permits]: more than " + std::to_string(out.permits.size()) +
                                              " permits do not fit in --memory " + std::to_string(run.memory_mb) +
                                              "; raise it, or give a source with the permits of recent years only");
        out.permits.push_back(std::move(permit));
    });
    join_reissued(out.permits);
    out.permits.shrink_to_fit();
    out.permits_known = true;
    tally.append_to(out.problems);
    return lost <= most_lost_permits;
}

} // namespace didban
