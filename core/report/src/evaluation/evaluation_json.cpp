#include "didban/report/evaluation.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace didban {

namespace {

using Json = nlohmann::ordered_json;

void add_reliability(Json& out, const Reliability& reliability)
{
    if (reliability.count == 0)
        return;
    out["brier"] = reliability.brier();
    out["calibration_error"] = reliability.calibration_error();
    Json bins = Json::array();
    for (std::size_t i = 0; i < reliability.bins.size(); ++i) {
        const auto& bin = reliability.bins[i];
        if (bin.count == 0)
            continue;
        const auto n = static_cast<double>(bin.count);
        bins.push_back({{"from", static_cast<double>(i) / 10},
                        {"to", static_cast<double>(i + 1) / 10},
                        {"count", bin.count},
                        {"mean_probability", bin.probability_sum / n},
                        {"observed_share", static_cast<double>(bin.happened) / n}});
    }
    out["reliability"] = std::move(bins);
}

Json scores(double precision, double recall, double f1)
{
    return {{"precision", precision}, {"recall", recall}, {"f1", f1}};
}

/// Of (truth, found) pairs: how many were told, how many of those rightly, in all and by what they truly are.
Json told(const std::map<std::pair<std::string, std::string>, std::int64_t>& pairs)
{
    struct Counts {
        std::int64_t found{}, told{}, right{};
        void add(const std::pair<std::string, std::string>& pair, std::int64_t n)
        {
            found += n;
            told += pair.second == "unknown" ? 0 : n;
            right += pair.first == pair.second ? n : 0;
        }
        [[nodiscard]] Json json() const { return {{"found", found}, {"told", told}, {"right", right}}; }
    };
    Counts all;
    std::map<std::string, Counts> each;
    Json confusion = Json::object();
    for (const auto& [pair, n] : pairs) {
        all.add(pair, n);
        each[pair.first].add(pair, n);
        confusion[pair.first][pair.second] = n;
    }
    Json out = all.json();
    out["each"] = Json::object();
    for (const auto& [truth, counts] : each)
        out["each"][truth] = counts.json();
    out["confusion"] = std::move(confusion);
    return out;
}

/// Reported changes by what stood below them before, as rows of measured_building_counts(), with the ratios that
/// follow.
Json on_footprints(const BuildingCounts& counts)
{
    Json out = Json::object();
    for (const auto& [way, way_name] :
         {std::pair{ChangeDirection::BuiltUp, "built_up"}, {ChangeDirection::TakenAway, "taken_away"}})
        for (const auto& [share, name] : {std::pair{FootprintShare::None, "none"},
                                          {FootprintShare::UpToThird, "up_to_0.3"},
                                          {FootprintShare::UpToTwoThirds, "up_to_0.7"},
                                          {FootprintShare::Most, "most"}}) {
            const ChangeCounts& c = counts.at(way, share);
            out[way_name][name] = {{"right", c.right}, {"wrong", c.wrong}, {"ratio", counts.ratio(way, share)}};
        }
    return out;
}

} // namespace

std::string to_json(const ParcelEvaluation& e)
{
    const auto share = [](std::int64_t part, std::int64_t whole) {
        return static_cast<double>(part) / static_cast<double>(std::max<std::int64_t>(1, whole));
    };
    Json out{{"parcels", e.parcels},
             {"true_suspected", e.suspected.true_positive + e.suspected.false_negative},
             {"precision", e.suspected.precision()},
             {"recall", e.suspected.recall()},
             {"f1", e.suspected.f1()},
             {"false_alarms_per_1000", 1000 * share(e.suspected.false_positive, e.parcels)},
             {"codes_exact", share(e.codes_exact, e.suspected.true_positive)}};
    out["verdict_shares"] = Json::object();
    for (const auto& [verdict, count] : e.verdicts)
        out["verdict_shares"][verdict] = share(count, e.parcels);
    out["confusion"] = Json::object();
    for (const auto& [pair, count] : e.confusion)
        out["confusion"][pair.first][pair.second] = count;
    add_reliability(out, e.change);
    return out.dump(2);
}

std::string to_json(const ObjectEvaluation& e)
{
    const Json out{{"labelled_changes", e.labelled},
                   {"found_changes", e.found},
                   {"kinds", told(e.kinds)},
                   {"stages", told(e.stages)},
                   {"reported_changes", e.reported},
                   {"right_changes", e.right},
                   {"on_footprints", on_footprints(e.footprints)}};
    return out.dump(2);
}

double TrackEvaluation::scot() const
{
    constexpr double beta2 = 4;
    const double f_change = change.f1(), f_tracking = tracking.f1(), sum = beta2 * f_change + f_tracking;
    return sum > 0 ? (1 + beta2) * f_change * f_tracking / sum : 0;
}

std::string to_json(const TrackEvaluation& e)
{
    const Json out{{"epochs", e.epochs},
                   {"scot", e.scot()},
                   {"tracking", scores(e.tracking.precision(), e.tracking.recall(), e.tracking.f1())},
                   {"change", scores(e.change.precision(), e.change.recall(), e.change.f1())},
                   {"mismatches", e.mismatches}};
    return out.dump(2);
}

std::string to_json(const ChangeEvaluation& e)
{
    Json out{{"pairs", 1},
             {"pixel", scores(e.pixels.precision(), e.pixels.recall(), e.pixels.f1())},
             {"iou", e.pixels.iou()},
             {"object", scores(e.object_precision(), e.object_recall(), e.object_f1())},
             {"labelled_objects", e.objects_found + e.objects_missed},
             {"predicted_objects", e.objects_right + e.objects_wrong}};
    add_reliability(out, e.probability);
    return out.dump(2);
}

} // namespace didban
