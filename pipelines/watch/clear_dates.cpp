#include "pipelines/watch/clear_dates.h"

#include "pipelines/watch/series.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

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

std::vector<ClearPair> clear_pairs(const Date& before, const Date& after, const std::vector<Date>& others, int within)
{
    std::vector<std::optional<std::size_t>> firsts{std::nullopt}, lasts{std::nullopt};
    for (std::size_t k = 0; k < others.size(); ++k) {
        if (others[k] < after && days_between(others[k], before) <= within)
            firsts.emplace_back(k);
        if (others[k] > before && days_between(others[k], after) <= within)
            lasts.emplace_back(k);
    }
    const auto first = [&](const ClearPair& pair) { return pair.before ? others[*pair.before] : before; };
    const auto last = [&](const ClearPair& pair) { return pair.after ? others[*pair.after] : after; };
    std::vector<ClearPair> out;
    for (const auto& b : firsts)
        for (const auto& a : lasts) {
            const ClearPair pair{b, a};
            if ((b || a) && first(pair) < last(pair))
                out.push_back(pair);
        }
    const auto key = [&](const ClearPair& pair) {
        return std::tuple(days_between(first(pair), before) + days_between(last(pair), after),
                          static_cast<int>(pair.before.has_value()) + static_cast<int>(pair.after.has_value()),
                          last(pair), first(pair));
    };
    std::sort(out.begin(), out.end(), [&](const ClearPair& a, const ClearPair& b) { return key(a) < key(b); });
    return out;
}

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
