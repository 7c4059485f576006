#include "pipelines/watch/series.h"

#include "didban/base/error.h"
#include "didban/geo/crs.h"
#include "pipelines/detect/detect_change.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace didban {

namespace {

constexpr double coarse_m = 5;
constexpr int same_season_days = 30, longest_look_back_days = 400;
constexpr std::size_t most_confirming = 2;

/// The last epoch before both that the evidence detector can compare with the later one, where it is the detector.
std::optional<Epoch> epoch_to_look_back_at(const DataAccess& data, const City& city, const EpochPair& pair,
                                           DetectorChoice detector)
{
    DetectOptions how;
    how.detector = detector;
    how.model = city.model;
    const auto by_evidence = [&](const Epoch& before) {
        const DetectorChoice used =
            detector_for(data, files_of(*before.scenes.front()), files_of(*pair.after.scenes.front()), how);
        return used == DetectorChoice::Evidence || used == DetectorChoice::Fused;
    };
    if (!by_evidence(pair.before))
        return std::nullopt;
    how = {}; // an image of other bands or pixels is of no use, whatever the detector is called
    const std::vector<Epoch> epochs = epochs_of(city);
    const auto found = std::find_if(epochs.rbegin(), epochs.rend(),
                                    [&](const Epoch& e) { return e.day < pair.before.day && by_evidence(e); });
    return found == epochs.rend() ? std::nullopt : std::optional(*found);
}

void match_season(const std::vector<Epoch>& epochs, SeriesPlan& plan)
{
    const Date before = plan.pair.before.day, after = plan.pair.after.day;
    if (season_distance(before, after) <= same_season_days)
        return;
    const Epoch* best = nullptr;
    for (const Epoch& e : epochs) {
        if (e.day > before || before.day_number() - e.day.day_number() > longest_look_back_days)
            continue;
        if (best == nullptr || season_distance(e.day, after) <= season_distance(best->day, after))
            best = &e;
    }
    if (best == nullptr || best->day == before)
        return;
    plan.notes.push_back("the image of " + best->day.iso() + " is compared instead of that of " + before.iso() +
                         ", because its season is nearer to " + after.iso() + "; the period begins with it");
    plan.pair.before = *best;
}

void check_sar_epochs(const City& city, const std::vector<Epoch>& epochs)
{
    if (epochs.size() >= 2)
        return;
    throw Error(ErrorKind::Configuration,
                city.file + ": detector \"sar\" compares SAR scenes of two dates; the city has " +
                    (epochs.empty() ? "none" : "only one, of " + epochs.front().day.iso()) +
                    "; add another with kind = \"sar\" under [[imagery.scene]], or choose another detector");
}

} // namespace

double pixel_size_m(const DataAccess& data, const City& city, const Scene& scene)
{
    const auto raster = data.open_raster(scene.path);
    const RasterInfo& info = raster->info();
    if (!info.transform || !info.crs.known())
        return 0;
    const Transform to(info.crs, Crs::parse(city.crs));
    const double col = static_cast<double>(info.width) / 2, row = static_cast<double>(info.height) / 2;
    const Point a = to(info.transform->to_crs(col, row)), b = to(info.transform->to_crs(col + 1, row));
    return std::hypot(b.x - a.x, b.y - a.y);
}

int season_distance(const Date& a, const Date& b)
{
    const auto day_of_year = [](const Date& d) { return d.day_number() - Date{d.year, 1, 1}.day_number(); };
    const int apart = std::abs(day_of_year(a) - day_of_year(b));
    return std::min(apart, 365 - std::min(365, apart));
}

SeriesPlan plan_series(const DataAccess& data, const City& city, const std::optional<Date>& from,
                       const std::optional<Date>& to, DetectorChoice detector)
{
    City wanted = city;
    if (detector == DetectorChoice::Sar) {
        std::erase_if(wanted.scenes, [](const Scene& s) { return s.kind != SceneKind::Sar; });
        for (Scene& s : wanted.scenes)
            s.kind = SceneKind::Optical; // stands for an epoch below
        check_sar_epochs(city, epochs_of(wanted));
    }
    // Epochs point at scenes, which must be the city's own.
    const auto own = [&](Epoch epoch) {
        for (auto* list : {&epoch.scenes, &epoch.dsms})
            for (const Scene*& s : *list)
                s = &*std::find_if(city.scenes.begin(), city.scenes.end(),
                                   [&](const Scene& c) { return c.id == s->id; });
        return epoch;
    };
    SeriesPlan plan;
    plan.pair = choose_epochs(wanted, from, to);
    if (pixel_size_m(data, city, *plan.pair.after.scenes.front()) >= coarse_m) {
        const std::vector<Epoch> epochs = epochs_of(wanted);
        if (from && detector != DetectorChoice::Sar)
            match_season(epochs, plan);
        for (const Epoch& e : epochs)
            if (e.day > plan.pair.after.day && plan.confirming.size() < most_confirming)
                plan.confirming.push_back(own(e));
        if (plan.confirming.empty())
            for (auto e = epochs.rbegin(); e != epochs.rend(); ++e)
                if (e->day < plan.pair.after.day && e->day > plan.pair.before.day && from &&
                    plan.confirming.size() < most_confirming)
                    plan.confirming.push_back(own(*e));
        std::string days;
        for (const Epoch& e : plan.confirming)
            days += (days.empty() ? "" : ", ") + e.day.iso();
        plan.notes.push_back(days.empty()
                                 ? "no other date confirms what changed; changes that do not last may be among it"
                                 : "only changes that " + days + " show too are kept");
    }
    plan.pair = {own(plan.pair.before), own(plan.pair.after)};
    plan.earlier = epoch_to_look_back_at(data, city, plan.pair, detector);
    return plan;
}

} // namespace didban
