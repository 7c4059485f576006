#include "didban/change/evidence_detector.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace didban {

namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();
constexpr double worth_telling = 0.2; ///< below this change probability nobody asks whether it appeared or went

} // namespace

EvidenceDetector::EvidenceDetector(EvidenceScene scene, std::shared_ptr<const EvidenceModel> model)
    : scene_(std::move(scene)), model_(std::move(model))
{
    const auto& names = evidence_names();
    gate_plane_ = static_cast<std::size_t>(std::find(names.begin(), names.end(), "d.tolerant_wide") - names.begin());
}

std::int64_t EvidenceDetector::halo() const
{
    return evidence_halo(scene_.gsd);
}

CellChange EvidenceDetector::detect(const PairCell& cell) const
{
    const EvidencePlanes evidence = evidence_planes(cell, scene_);
    CellChange out{Raster<float>(cell.core, 0.0F), Raster<float>(cell.core, 0.5F), {}};
    std::vector<float> features(evidence.planes.size());
    for (std::size_t i = 0; i < out.change.size(); ++i) {
        if (evidence.seen.data()[i] == 0) {
            out.change.data()[i] = missing;
            continue;
        }
        if (evidence.planes[gate_plane_].data()[i] >= model_->gate) {
            for (std::size_t k = 0; k < features.size(); ++k)
                features[k] = evidence.planes[k].data()[i];
            const double p = model_->pixel.probability(features);
            out.change.data()[i] = static_cast<float>(p);
            if (p >= worth_telling)
                out.appeared.data()[i] = static_cast<float>(model_->appeared.probability(features));
        }
    }
    return out;
}

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
