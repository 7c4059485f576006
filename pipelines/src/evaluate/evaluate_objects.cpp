#include "didban/base/error.h"
#include "didban/geo/box_index.h"
#include "didban/geo/overlap_area.h"
#include "didban/objects/change_object.h"
#include "didban/pipelines/evaluate.h"

#include <algorithm>

namespace didban {

namespace {

constexpr double least_shared = 0.3; ///< of the smaller of two shapes, for them to be the same change

struct Labelled {
    MultiPolygon shape;
    std::string kind, stage;
};

std::string checked_stage(const std::string& text, const std::string& source)
{
    if (text.empty())
        return "unknown";
    if (!build_stage(text))
        throw Error(ErrorKind::UnreadableInput, source + ": there is no building stage \"" + text + "\"");
    return text;
}

/// Shapes in `crs`, or in the source's own when that is unknown; `crs` is set to it then.
std::vector<Labelled> read_labelled(const DataAccess& data, const std::string& path, Crs& crs)
{
    FeatureQuery query;
    query.source = path;
    const auto source = data.open_features(query);
    const auto& names = source->fields();
    const auto column = [&](const char* field) { return std::find(names.begin(), names.end(), field) - names.begin(); };
    const auto kind = column("kind"), stage = column("stage");
    for (const auto& [at, field] : {std::pair{kind, "kind"}, {stage, "stage"}})
        if (at == std::ssize(names))
            throw Error(ErrorKind::UnreadableInput, source->name() + " has no property " + field +
                                                        "; evaluate compares changes by their shape, kind and stage");
    if (!crs.known())
        crs = source->crs();
    const Transform onto(source->crs(), crs);
    std::vector<Labelled> out;
    Feature feature;
    while (source->next(feature)) {
        const auto text = [&](std::ptrdiff_t at) { return as_text(feature.values[static_cast<std::size_t>(at)]); };
        if (!change_kind(text(kind)))
            throw Error(ErrorKind::UnreadableInput,
                        source->name() + ": there is no kind of change \"" + text(kind) + "\"");
        if (!feature.geometry.polygons.empty())
            out.push_back({onto(feature.geometry.polygons), text(kind), checked_stage(text(stage), source->name())});
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
    Crs crs;
    const std::vector<Labelled> truth = read_labelled(data, truth_path, crs);
    const std::vector<Labelled> found = read_labelled(data, found_path, crs);
    std::vector<Box> boxes;
    for (const Labelled& f : found)
        boxes.push_back(bounds(f.shape));
    const BoxIndex index(boxes);
    ObjectEvaluation out;
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
