#include "didban/base/error.h"
#include "didban/geo/box_index.h"
#include "didban/geo/overlap_area.h"
#include "pipelines/evaluate/evaluate.h"
#include "pipelines/evaluate/metres_near.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace didban {

namespace {

constexpr double least_iou = 0.25; // as in SpaceNet 7

struct Tracked {
    std::string id;
    MultiPolygon shape;
};

/// Shapes with the identity that one of the columns gives them.
std::vector<Tracked> read_tracked(const DataAccess& data, const std::string& path, const Crs& crs,
                                  const std::vector<const char*>& id_columns)
{
    FeatureQuery query;
    query.source = path;
    const auto source = data.open_features(query);
    const auto& names = source->fields();
    auto id = names.end();
    for (const char* column : id_columns)
        if (id == names.end())
            id = std::find(names.begin(), names.end(), column);
    if (id == names.end())
        throw Error(ErrorKind::UnreadableInput, source->name() + " has no property " + id_columns.front() +
                                                    "; evaluate follows objects through time by it");
    const Transform onto(source->crs(), crs);
    std::vector<Tracked> out;
    Feature feature;
    while (source->next(feature))
        if (!feature.geometry.polygons.empty())
            out.push_back({as_text(feature.values[static_cast<std::size_t>(id - names.begin())]),
                           onto(feature.geometry.polygons)});
    return out;
}

/// Pairs (truth, found) that are the same object: the best overlap first, each shape once.
std::vector<std::pair<std::size_t, std::size_t>> matches(const std::vector<Tracked>& truth,
                                                         const std::vector<Tracked>& found)
{
    std::vector<Box> boxes;
    for (const Tracked& f : found)
        boxes.push_back(bounds(f.shape));
    const BoxIndex index(boxes);
    std::vector<std::tuple<double, std::size_t, std::size_t>> candidates;
    for (std::size_t t = 0; t < truth.size(); ++t)
        for (const std::uint32_t f : index.meeting(bounds(truth[t].shape))) {
            const double shared = overlap_area(truth[t].shape, found[f].shape);
            const double all = planar_area(truth[t].shape) + planar_area(found[f].shape) - shared;
            if (all > 0 && shared >= least_iou * all)
                candidates.emplace_back(-shared / all, t, f);
        }
    std::sort(candidates.begin(), candidates.end());
    std::set<std::size_t> taken_truth, taken_found;
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (const auto& [iou, t, f] : candidates)
        if (taken_truth.count(t) == 0 && taken_found.count(f) == 0) {
            taken_truth.insert(t);
            taken_found.insert(f);
            pairs.emplace_back(t, f);
        }
    return pairs;
}

/// Who was whom so far.
class Tracks {
public:
    void epoch(const std::vector<Tracked>& truth, const std::vector<Tracked>& found, TrackEvaluation& out)
    {
        std::int64_t right = 0, new_right = 0;
        for (const auto& [t, f] : matches(truth, found)) {
            const std::string &real = truth[t].id, &said = found[f].id;
            const auto known_real = said_of_.find(real), known_said = real_of_.find(said);
            const bool same = (known_real == said_of_.end() || known_real->second == said) &&
                              (known_said == real_of_.end() || known_said->second == real);
            right += same ? 1 : 0;
            out.mismatches += same ? 0 : 1;
            new_right += truth_seen_.count(real) == 0 && found_seen_.count(said) == 0 ? 1 : 0;
            said_of_[real] = said;
            real_of_[said] = real;
        }
        add(out.tracking, right, std::ssize(found), std::ssize(truth));
        const std::int64_t fresh_found = remember(found, found_seen_), fresh_truth = remember(truth, truth_seen_);
        if (out.epochs > 0) // what stood from the start is no change
            add(out.change, new_right, fresh_found, fresh_truth);
        ++out.epochs;
    }

private:
    static void add(DecisionCounts& counts, std::int64_t right, std::int64_t found, std::int64_t truth)
    {
        counts.true_positive += right;
        counts.false_positive += found - right;
        counts.false_negative += truth - right;
    }

    /// How many ids are new.
    static std::int64_t remember(const std::vector<Tracked>& shapes, std::set<std::string>& seen)
    {
        std::int64_t fresh = 0;
        for (const Tracked& s : shapes)
            fresh += seen.insert(s.id).second ? 1 : 0;
        return fresh;
    }

    std::map<std::string, std::string> said_of_, real_of_;
    std::set<std::string> truth_seen_, found_seen_;
};

} // namespace

TrackEvaluation evaluate_tracks(const DataAccess& data, const std::vector<std::string>& truth,
                                const std::vector<std::string>& found)
{
    if (truth.size() != found.size())
        throw Error(ErrorKind::Usage, "--truth stands " + std::to_string(truth.size()) + " times and --found " +
                                          std::to_string(found.size()) + " times; give one of each per date, in order");
    const Crs crs = metres_near(data, truth.front());
    TrackEvaluation out;
    Tracks tracks;
    for (std::size_t i = 0; i < truth.size(); ++i)
        tracks.epoch(read_tracked(data, truth[i], crs, {"object_id", "parcel_id"}),
                     read_tracked(data, found[i], crs, {"case_id"}), out);
    return out;
}

} // namespace didban
