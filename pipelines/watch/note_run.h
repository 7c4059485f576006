#pragma once
#include "didban/report/findings_files.h"
#include "pipelines/ground/measure_offsets.h"
#include "pipelines/watch/find_changes.h"
#include "pipelines/watch/plan_watch.h"

namespace didban {

/// What the stages found out, for run.json and its warnings, in the order in which they ran. Pure.
void note_earlier(const SeriesPlan& series, const RegisteredSeries& registered, report::RunRecord& record);
void note_offsets(const CadastreOnImage& found, report::RunRecord& record);
void note_changes(const WatchPlan& plan, const RegisteredSeries& registered, const DetectResult& changes,
                  report::RunRecord& record);
/// How scenes came onto the grid, whose pixels are so many metres.
void note_alignment(const std::vector<AlignedScene>& scenes, double gsd, report::RunRecord& record);
void note_limits(const RunOptions& run, report::RunRecord& record);
/// The pictures behind a finding: the change map and the two dates.
[[nodiscard]] std::vector<report::Evidence> evidence_of(const EpochPair& dates, const std::string& map_name,
                                                        const std::string& map_sha256, const report::RunRecord& record);

} // namespace didban
