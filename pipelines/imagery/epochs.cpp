#include "pipelines/imagery/epochs.h"

#include "didban/base/clock.h"
#include "didban/base/error.h"

#include <algorithm>
#include <cstdlib>

namespace didban {

namespace {

Date local_day(const City& city, const Instant& instant)
{
    return instant.date_at(city.calendar == Calendar::Jalali ? tehran_minutes : 0);
}

std::string listed(const std::vector<Epoch>& epochs)
{
    std::string out;
    for (const Epoch& e : epochs)
        out += (out.empty() ? "" : ", ") + e.day.iso();
    return out.empty() ? "none" : out;
}

bool has_sar(const City& city)
{
    return std::any_of(city.scenes.begin(), city.scenes.end(), [](const Scene& s) { return s.kind == SceneKind::Sar; });
}

} // namespace

std::vector<Epoch> epochs_of(const City& city)
{
    std::vector<Epoch> epochs;
    for (const Scene& s : city.scenes) {
        if (s.kind != SceneKind::Optical)
            continue;
        const Date day = local_day(city, s.acquired);
        if (epochs.empty() || epochs.back().day != day)
            epochs.push_back({s.id, day, {}, {}});
        epochs.back().scenes.push_back(&s);
        if (epochs.back().scenes.size() > 1)
            epochs.back().name = day.iso();
    }
    for (const Scene& s : city.scenes) {
        if (s.kind != SceneKind::Dsm || epochs.empty())
            continue;
        const auto day = local_day(city, s.acquired).day_number();
        const auto nearest = std::min_element(epochs.begin(), epochs.end(), [&](const Epoch& a, const Epoch& b) {
            return std::abs(a.day.day_number() - day) < std::abs(b.day.day_number() - day);
        });
        nearest->dsms.push_back(&s);
    }
    return epochs;
}

EpochPair choose_epochs(const City& city, const std::optional<Date>& from, const std::optional<Date>& to)
{
    const std::vector<Epoch> epochs = epochs_of(city);
    if (epochs.size() < 2)
        throw Error(ErrorKind::Configuration,
                    city.file + ": a watch compares optical images of two dates; the city has " +
                        (epochs.empty() ? "none" : "only " + epochs.front().day.iso()) +
                        "; add another under [[imagery.scene]]" +
                        (has_sar(city) ? ", or compare the SAR scenes with detector = \"sar\" under [detect]" : ""));
    const auto last_at = [&](const Date& day) {
        auto found = epochs.begin();
        for (auto it = epochs.begin(); it != epochs.end() && it->day <= day; ++it)
            found = it;
        return found;
    };
    const auto after = to ? last_at(*to) : std::prev(epochs.end());
    const auto before = from ? last_at(*from) : after == epochs.begin() ? after : std::prev(after);
    if (!(before->day < after->day))
        throw Error(ErrorKind::Usage,
                    "--from and --to leave no two images to compare; the city has images of " + listed(epochs));
    return {*before, *after};
}

std::optional<Period> period_of(const City& city, const std::optional<Date>& from, const std::optional<Date>& to)
{
    if (from && to) {
        if (!(*from < *to))
            throw Error(ErrorKind::Usage, "--from " + from->iso() + " is not before --to " + to->iso());
        return Period{*from, *to};
    }
    if (epochs_of(city).size() < 2)
        return std::nullopt;
    const EpochPair pair = choose_epochs(city, from, to);
    return Period{pair.before.day, pair.after.day};
}

} // namespace didban
