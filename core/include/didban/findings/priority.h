#pragma once
#include "didban/findings/judge_change.h"

#include <vector>

namespace didban {

/// Severity × stoppability × confidence × sensitivity, 0 to about 1.5; lowered for images that look far from the nadir
/// or lie badly on each other. Without a violation the severity is that of an unlicensed building halved: an unclear
/// case is worth a look, after the clear ones.
[[nodiscard]] double visit_score(const Judgement& judgement, const Accuracy& accuracy);

/// How much of the work can still be stopped: excavation and foundation 1, frame 0.7, closed roof 0.4.
[[nodiscard]] double stoppability(ChangeKind change, BuildStage stage);

/// Sets Finding::priority to 1, 2, … over all: suspected before unclear before the rest, what is settled last, by
/// falling score, ties by case id. Needs case ids.
void rank_visits(std::vector<Finding>& findings, const std::vector<double>& scores);

} // namespace didban
