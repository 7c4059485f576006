#include "pipelines/watch/note_run.h"

namespace didban {

void note_earlier(const SeriesPlan& series, const RegisteredSeries& registered, report::RunRecord& record)
{
    if (!registered.looked_back)
        return;
    const std::string day = series.earlier->day.iso();
    record.parameters.emplace_back("looks_back_at", *registered.looked_back ? day : std::string("none"));
    if (!*registered.looked_back)
        record.warnings.push_back("the image of " + day +
                                  " could not be registered, so it says nothing of the changes");
}

void note_offsets(const CadastreOnImage& found, report::RunRecord& record)
{
    record.block_offsets = found.blocks;
    record.blocks_without_offset = found.blocks_without;
    record.datum_suggestion = found.datum_suggestion;
    if (found.datum_suggestion)
        record.warnings.push_back(*found.datum_suggestion);
}

void note_changes(const WatchPlan& plan, const RegisteredSeries& registered, const DetectResult& changes,
                  report::RunRecord& record)
{
    const auto add_warnings = [&](const std::vector<std::string>& some) {
        record.warnings.insert(record.warnings.end(), some.begin(), some.end());
    };
    add_warnings(plan.series.notes);
    note_alignment(registered.aligned, registered.looks.gsd, record);
    record.detector = name(changes.detector);
    for (const ModelFile& m : plan.models)
        if (m.detector == changes.detector || changes.detector == DetectorChoice::Fused)
            record.inputs.push_back(m.record);
    record.observed_share = changes.observed_share;
    record.closer_share = changes.closer_share;
    if (changes.irmad) {
        record.irmad_correlations = changes.irmad->correlations;
        record.irmad_iterations = changes.irmad->iterations;
        record.irmad_converged = changes.irmad->converged;
    }
    add_warnings(changes.warnings);
}

void note_alignment(const std::vector<AlignedScene>& scenes, double gsd, report::RunRecord& record)
{
    for (const AlignedScene& s : scenes) {
        const AlignReport& r = s.report;
        record.alignment.push_back({s.id, r.co_registered, r.verified, r.shift_x_px, r.shift_y_px, r.residual_px,
                                    r.residual_px * gsd, r.reliability, r.overlap_share, r.tie_points, r.rejected});
        if (!r.note.empty())
            record.warnings.push_back("scene " + s.id + ": " + placement_in_words(r, gsd));
    }
}

void note_limits(const RunOptions& run, report::RunRecord& record)
{
    record.timing.emplace_back("threads", std::int64_t{run.threads});
    record.timing.emplace_back("tile_size", std::int64_t{run.tile_size});
    record.timing.emplace_back("memory_mb", std::int64_t{run.memory_mb});
}

std::vector<report::Evidence> evidence_of(const EpochPair& dates, const std::string& map_name,
                                          const std::string& map_sha256, const report::RunRecord& record)
{
    std::vector<report::Evidence> evidence{{"change_map", map_name, map_sha256}};
    for (const report::InputRecord& i : record.inputs)
        if (i.role == "scene " + dates.before.scenes.front()->id)
            evidence.push_back({"before", i.path, i.sha256});
        else if (i.role == "scene " + dates.after.scenes.front()->id)
            evidence.push_back({"after", i.path, i.sha256});
    return evidence;
}

} // namespace didban
