#include "didban/base/error.h"
#include "didban/geo/box_index.h"
#include "didban/geo/overlap_area.h"
#include "didban/geo/overlay.h"
#include "didban/objects/change_object.h"
#include "pipelines/evaluate/evaluate.h"
#include "pipelines/evaluate/metres_near.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace didban {

namespace {

constexpr double least_shared = 0.3; ///< of the smaller of two shapes, for them to be the same change
constexpr double least_right = 0.3;  ///< of a reported change that must be changed ground

struct Labelled {
    MultiPolygon shape;
    std::string kind, stage;
    std::optional<double> footprint_share;
};

/// The share that a run with [buildings] states in the property evidence, which holds JSON.
std::optional<double> footprint_share(const std::string& evidence)
{
    const auto json = nlohmann::json::parse(evidence, nullptr, false);
    if (!json.is_object() || !json.contains("footprint_share") || !json["footprint_share"].is_number())
        return std::nullopt;
    return json["footprint_share"].get<double>();
}

std::string checked_stage(const std::string& text, const std::string& source)
{
    if (text.empty())
        return "unknown";
    if (!build_stage(text))
        throw Error(ErrorKind::UnreadableInput, source + ": there is no building stage \"" + text + "\"");
    return text;
}

std::vector<Labelled> read_labelled(const DataAccess& data, const std::string& path, const Crs& crs)
{
    FeatureQuery query;
    query.source = path;
    const auto source = data.open_features(query);
    const auto& names = source->fields();
    const auto column = [&](const char* field) { return std::find(names.begin(), names.end(), field) - names.begin(); };
    const auto kind = column("kind"), stage = column("stage"), evidence = column("evidence");
    for (const auto& [at, field] : {std::pair{kind, "kind"}, {stage, "stage"}})
        if (at == std::ssize(names))
            throw Error(ErrorKind::UnreadableInput, source->name() + " has no property " + field +
                                                        "; evaluate compares changes by their shape, kind and stage");
    const Transform onto(source->crs(), crs);
    std::vector<Labelled> out;
    Feature feature;
    while (source->next(feature)) {
        const auto text = [&](std::ptrdiff_t at) { return as_text(feature.values[static_cast<std::size_t>(at)]); };
        if (!change_kind(text(kind)))
            throw Error(ErrorKind::UnreadableInput,
                        source->name() + ": there is no kind of change \"" + text(kind) + "\"");
        if (!feature.geometry.polygons.empty())
            out.push_back({onto(feature.geometry.polygons), text(kind), checked_stage(text(stage), source->name()),
                           evidence == std::ssize(names) ? std::nullopt : footprint_share(text(evidence))});
    }
    return out;
}

/// The found change that shares most with a labelled one; null when none shares enough.
const Labelled* same_change(const Labelled& real, const std::vector<Labelled>& found, const BoxIndex& index)
{
    const Labelled* best = nullptr;
    double most = 0;
    for (const std::uint32_t k : index.meeting(bounds(real.shape))) {
        const double shared = overlap_area(real.shape, found[k].shape);
        const double smaller = std::min(planar_area(real.shape), planar_area(found[k].shape));
        if (shared >= least_shared * smaller && shared > most) {
            most = shared;
            best = &found[k];
        }
    }
    return best;
}

BoxIndex index_of(const std::vector<Labelled>& changes)
{
    std::vector<Box> boxes;
    for (const Labelled& c : changes)
        boxes.push_back(bounds(c.shape));
    return BoxIndex(boxes);
}

/// Does enough of a reported change lie on changed ground? Labels may lie on each other: a house and what replaced it.
bool is_right(const Labelled& said, const std::vector<Labelled>& truth, const BoxIndex& index)
{
    std::vector<MultiPolygon> changed;
    for (const std::uint32_t k : index.meeting(bounds(said.shape)))
        changed.push_back(truth[k].shape);
    return !changed.empty() && planar_area(overlay::intersection(said.shape, overlay::unite_all(changed))) >=
                                   least_right * planar_area(said.shape);
}

} // namespace

bool holds_changes(const DataAccess& data, const std::string& path)
{
    FeatureQuery query;
    query.source = path;
    query.geometry = false;
    const auto names = data.open_features(query)->fields();
    const auto has = [&](const char* field) { return std::find(names.begin(), names.end(), field) != names.end(); };
    return has("stage") && !has("verdict");
}

ObjectEvaluation evaluate_objects(const DataAccess& data, const std::string& truth_path, const std::string& found_path)
{
    const Crs crs = metres_near(data, truth_path);
    const std::vector<Labelled> truth = read_labelled(data, truth_path, crs);
    const std::vector<Labelled> found = read_labelled(data, found_path, crs);
    const BoxIndex index = index_of(found), truth_index = index_of(truth);
    ObjectEvaluation out;
    for (const Labelled& said : found) {
        const bool right = is_right(said, truth, truth_index);
        ++out.reported;
        out.right += right ? 1 : 0;
        const auto way = direction(change_kind(said.kind).value());
        if (said.footprint_share && way)
            out.footprints.add(*way, footprint_class(*said.footprint_share), right);
    }
    for (const Labelled& real : truth) {
        ++out.labelled;
        const Labelled* said = same_change(real, found, index);
        if (said == nullptr)
            continue;
        ++out.found;
        ++out.kinds[{real.kind, said->kind}];
        if (real.stage != "unknown")
            ++out.stages[{real.stage, said->stage}];
    }
    return out;
}

} // namespace didban
