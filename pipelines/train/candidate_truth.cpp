#include "pipelines/train/candidate_truth.h"

#include "pipelines/train/truth_raster.h"

#include <algorithm>
#include <array>

namespace didban::train {

namespace {

constexpr double found_share = 0.3; ///< of a candidate that must be labelled for it to count as true

} // namespace

CandidateTruth truth_of(const detect::Candidate& candidate, const Raster<std::uint8_t>& truth)
{
    std::array<std::int64_t, kind_count> kinds{};
    std::array<std::int64_t, 5> stages{};
    std::int64_t labelled = 0, all = 0;
    for (const detect::Run& r : candidate.runs)
        for (std::int64_t x = r.x0; x < r.x1; ++x) {
            const std::uint8_t here = truth.at(x, r.row);
            ++all;
            if (const auto kind = kind_of(here)) {
                ++labelled;
                ++kinds[static_cast<std::size_t>(*kind)];
                ++stages[static_cast<std::size_t>(stage_of(here))];
            }
        }
    CandidateTruth out;
    out.change = static_cast<double>(labelled) >= found_share * static_cast<double>(all);
    out.kind = static_cast<ChangeKind>(std::max_element(kinds.begin(), kinds.end()) - kinds.begin());
    const auto most = std::max_element(stages.begin() + 1, stages.end());
    if (out.kind != ChangeKind::Demolished && *most > 0)
        out.stage = static_cast<BuildStage>(most - stages.begin());
    return out;
}

} // namespace didban::train
