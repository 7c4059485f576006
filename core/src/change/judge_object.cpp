#include "didban/change/object_evidence.h"

#include <limits>

namespace didban {

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
    return out;
}

} // namespace didban
