#include "pipelines/watch/clear_dates.h"

#include "pipelines/watch/series.h"

#include <algorithm>
#include <cstdlib>

namespace didban {

namespace {

constexpr double coarsest = 1.5; ///< pixel of a date that stands in, of the pair's

int days_between(const Date& a, const Date& b)
{
    return std::abs(a.day_number() - b.day_number());
}

double pixel_of(const DataAccess& data, const City& city, const Epoch& epoch)
{
    double coarse = 0;
    for (const Scene* s : epoch.scenes)
        coarse = std::max(coarse, pixel_size_m(data, city, *s));
    return coarse;
}

} // namespace

std::vector<Epoch> other_epochs(const DataAccess& data, const City& city, const EpochPair& pair, int within)
{
    const double pixel = std::max(pixel_of(data, city, pair.before), pixel_of(data, city, pair.after));
    std::vector<Epoch> out;
    for (Epoch& epoch : epochs_of(city)) {
        const bool own = epoch.day == pair.before.day || epoch.day == pair.after.day;
        const int days = std::min(days_between(epoch.day, pair.before.day), days_between(epoch.day, pair.after.day));
        if (!own && days <= within && pixel_of(data, city, epoch) <= coarsest * pixel)
            out.push_back(std::move(epoch));
    }
    return out;
}

} // namespace didban
