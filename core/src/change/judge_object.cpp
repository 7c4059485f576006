#include "didban/change/object_evidence.h"

#include <algorithm>
#include <limits>

namespace didban {

namespace {

constexpr double least_stage_probability = 0.5; ///< of the best one, when those of all possible stages add up to 1

/// Groundwork is a pit or a foundation; nothing is left of what was taken away.
bool possible(ChangeKind kind, BuildStage stage)
{
    if (kind == ChangeKind::Groundwork)
        return stage == BuildStage::Excavation || stage == BuildStage::Foundation;
    return kind != ChangeKind::Demolished;
}

BuildStage most_probable_stage(const EvidenceModel& model, ChangeKind kind, const std::vector<float>& evidence)
{
    BuildStage best = BuildStage::Unknown;
    double most = 0, sum = 0;
    bool all_known = true;
    for (const BuildStage stage :
         {BuildStage::Excavation, BuildStage::Foundation, BuildStage::Frame, BuildStage::Roofed}) {
        if (!possible(kind, stage))
            continue;
        const auto trees = model.stages.find(std::string(name(stage)));
        if (trees == model.stages.end()) {
            all_known = false;
            continue;
        }
        const double probability = trees->second.probability(evidence);
        sum += probability;
        if (probability > most) {
            most = probability;
            best = stage;
        }
    }
    if (!all_known) // what is left to 1 belongs to the stages that cannot be told
        sum = std::max(sum, 1.0);
    return most > 0 && most >= least_stage_probability * sum ? best : BuildStage::Unknown;
}

} // namespace

ObjectJudgement judge_object(const EvidenceModel& model, const std::vector<float>& evidence)
{
    ObjectJudgement out;
    out.probability = model.object.probability(evidence);
    double best = -std::numeric_limits<double>::infinity();
    for (const ChangeKind kind : {ChangeKind::New, ChangeKind::Extended, ChangeKind::Demolished, ChangeKind::Heightened,
                                  ChangeKind::Groundwork}) {
        const auto trees = model.kinds.find(std::string(name(kind)));
        if (trees == model.kinds.end())
            continue;
        const double odds = trees->second.log_odds(evidence);
        if (odds > best) {
            best = odds;
            out.kind = kind;
        }
    }
    out.stage = most_probable_stage(model, out.kind, evidence);
    return out;
}

} // namespace didban
