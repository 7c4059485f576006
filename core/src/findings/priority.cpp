#include "didban/findings/priority.h"

#include "didban/findings/violation.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <tuple>

namespace didban {

namespace {

double severity(const Finding& f)
{
    if (f.violations.empty())
        return violation("V100").severity / 2;
    double worst = 0;
    for (const std::string& code : f.violations)
        worst = std::max(worst, violation(code).severity);
    const bool at_foundation =
        f.stage == BuildStage::Excavation || f.stage == BuildStage::Foundation || f.change == ChangeKind::Groundwork;
    const bool unlicensed = std::find(f.violations.begin(), f.violations.end(), "V100") != f.violations.end();
    return unlicensed && at_foundation ? 1.0 : worst;
}

int visit_class(const Finding& f)
{
    return f.settled ? 3 : f.verdict == Verdict::Suspected ? 0 : f.verdict == Verdict::Unclear ? 1 : 2;
}

} // namespace

double stoppability(ChangeKind change, BuildStage stage)
{
    switch (stage) {
    case BuildStage::Excavation:
    case BuildStage::Foundation:
        return 1.0;
    case BuildStage::Frame:
        return 0.7;
    case BuildStage::Roofed:
        return 0.4;
    case BuildStage::Unknown:
        break;
    }
    return change == ChangeKind::Groundwork ? 1.0 : 0.5;
}

double visit_score(const Judgement& judgement, const Accuracy& accuracy)
{
    const Finding& f = judgement.finding;
    double score = severity(f) * stoppability(f.change, f.stage) * f.confidence * judgement.sensitivity;
    if (accuracy.registration_m > 1)
        score *= 0.7;
    if (accuracy.off_nadir_deg > 25)
        score *= 0.8;
    return score;
}

void rank_visits(std::vector<Finding>& findings, const std::vector<double>& scores)
{
    std::vector<std::size_t> order(findings.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const Finding &fa = findings[a], &fb = findings[b];
        return std::make_tuple(visit_class(fa), -scores[a], std::cref(fa.case_id), fa.object_number) <
               std::make_tuple(visit_class(fb), -scores[b], std::cref(fb.case_id), fb.object_number);
    });
    for (std::size_t rank = 0; rank < order.size(); ++rank)
        findings[order[rank]].priority = static_cast<int>(rank) + 1;
}

} // namespace didban
