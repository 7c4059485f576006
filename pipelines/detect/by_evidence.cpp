#include "pipelines/detect/evidence_pair.h"
#include "pipelines/detect/look_back.h"
#include "pipelines/detect/methods.h"
#include "pipelines/detect/own_shadow.h"
#include "pipelines/detect/roof_extent.h"
#include "pipelines/detect/trace_changes.h"
#include "pipelines/run/visit_windows.h"

#include <algorithm>
#include <cmath>

namespace didban::detect {

namespace {

/// Copies pixel probabilities, held below the decision, and lays the objects' own probabilities over them.
void write_change(const Job& job, const RasterSource& probabilities, const std::vector<Candidate>& objects,
                  const std::vector<double>& verdicts)
{
    const auto sink = job.create_map(1);
    const auto reader = probabilities.open();
    for (const PixelWindow& cell : split(job.pair.width(), job.pair.height())) {
        Raster<float> values(cell);
        reader->read(1, cell, values.pixels());
        for (float& v : values.pixels())
            if (v > most_of_no_object)
                v = most_of_no_object;
        sink->write(1, cell, values.pixels());
    }
    std::vector<float> line;
    for (std::size_t k = 0; k < objects.size(); ++k)
        for (const Run& r : objects[k].runs) {
            line.assign(static_cast<std::size_t>(r.x1 - r.x0), static_cast<float>(verdicts[k]));
            sink->write(1, {r.x0, r.row, r.x1 - r.x0, 1}, line);
        }
    sink->finish();
}

} // namespace

NetworkObjects detect_by_evidence(const Job& job, const Detector& network, const std::string& onnx_file,
                                  const EvidenceScene& scene, const EvidenceModel& model)
{
    const PairSource& pair = job.pair;
    const ScratchRaster scratch(job.data, job.change_tif + ".evidence.part.tif");
    const Probabilities probabilities = write_probabilities(job.data, pair, network, scratch.path, job.run, job.threads,
                                                            whole_cells(job.options.cells));
    auto candidates = find_candidates(pair, scene, *probabilities.raster, job.minimum_pixels(), job.run, job.threads);
    look_back(job.data, job.files, onnx_file, *probabilities.raster, candidates, job.change_tif + ".earlier.part.tif",
              job.run, job.threads);
    const FootprintMaker footprints(pair.grid(), pair.gsd(), job.files.residual_px);
    const OwnShadow own_shadow(job);
    RoofExtent roofs(job, scene, *probabilities.raster);
    std::vector<PixelWindow> boxes;
    for (const Candidate& c : candidates)
        boxes.push_back(c.component.box);
    std::vector<ObjectJudgement> judgements(candidates.size());
    std::vector<double> left_out(candidates.size()), added(candidates.size()), verdicts(candidates.size());
    visit_windows(boxes, job.run, job.threads, "judging change objects", [&](std::size_t k) {
        Candidate& c = candidates[k];
        if (!c.evidence.empty())
            judgements[k] = judge_object(model, c.evidence);
        verdicts[k] = judgements[k].probability;
        if (verdicts[k] >= 0.5 && c.band == built_band)
            left_out[k] = own_shadow.take_off(c);
    });
    for (const std::size_t k : in_cell_order(boxes))
        if (const ChangeKind kind = judgements[k].kind;
            verdicts[k] >= 0.5 && (kind == ChangeKind::New || kind == ChangeKind::Extended))
            added[k] = roofs.complete(candidates[k]);
    std::vector<ChangeObject> objects;
    for (std::size_t k = 0; k < candidates.size(); ++k) {
        const Candidate& c = candidates[k];
        const ObjectJudgement& judged = judgements[k];
        if (judged.probability < 0.5)
            continue;
        ChangeObject& object = objects.emplace_back();
        object.number = static_cast<std::int64_t>(objects.size());
        object.kind = judged.kind;
        object.stage = judged.stage;
        if (left_out[k] > 0)
            object.evidence["own_shadow_m2"] = left_out[k];
        if (added[k] > 0)
            object.evidence["roof_added_m2"] = added[k];
        object.probability = judged.probability;
        for (const char* name : {"change_mean", "rectangularity", "in.d.greenness", "in.d.dark_new", "in.d.tolerant",
                                 "in.d.likeness", "earlier_change"}) {
            const auto& names = object_evidence_names();
            const auto at = static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
            if (!std::isnan(c.evidence[at]))
                object.evidence[name] = static_cast<double>(c.evidence[at]);
        }
        if (const auto water = water_index(c.evidence))
            object.evidence["water_index"] = *water;
        footprints.fill(c.component.outline, object);
    }
    write_change(job, *probabilities.raster, candidates, verdicts);
    return {std::move(objects), probabilities.looks};
}

} // namespace didban::detect
