#pragma once
#include "didban/change/boosted_trees.h"
#include "didban/change/detector.h"
#include "didban/change/evidence.h"
#include "didban/objects/change_object.h"

#include <map>
#include <memory>
#include <string>

namespace didban {

/// What `didban train evidence` learns: how the evidence of a pixel and of an object speaks for construction.
struct EvidenceModel {
    BoostedTrees pixel;                        ///< a building or construction changed here
    BoostedTrees appeared;                     ///< of changed pixels: something was put there, rather than taken away
    BoostedTrees object;                       ///< a candidate object is a change of a building or construction
    std::map<std::string, BoostedTrees> kinds; ///< of true objects, by name(ChangeKind): it is of this kind
    float gate{0};                             ///< pixels whose "d.tolerant_wide" is below cannot be changed
    std::string provenance;                    ///< command and cities it was trained by
    [[nodiscard]] std::string to_json() const;
    /// Throws Error{Configuration} naming `origin`.
    static EvidenceModel from_json(const std::string& text, const std::string& origin);
};

/// Construction change from colours, texture, edges, vegetation and shadows of both dates, after radiometric
/// normalisation.
class EvidenceDetector final : public Detector {
public:
    EvidenceDetector(EvidenceScene scene, std::shared_ptr<const EvidenceModel> model);
    [[nodiscard]] std::string name() const override { return "evidence"; }
    [[nodiscard]] std::int64_t halo() const override;
    [[nodiscard]] CellChange detect(const PairCell& cell) const override;
    [[nodiscard]] const EvidenceScene& scene() const { return scene_; }
    [[nodiscard]] const EvidenceModel& model() const { return *model_; }

private:
    EvidenceScene scene_;
    std::shared_ptr<const EvidenceModel> model_;
    std::size_t gate_plane_{};
};

/// Names of an object's measurements, in the order of object_evidence().
[[nodiscard]] const std::vector<std::string>& object_evidence_names();
/// Measurements of one candidate: means of the pixel evidence inside and around it, its shape, and what the pixel
/// models said. `inside` covers the cell's core and is non-zero in the object; `change` and `appeared` are the pixel
/// probabilities there.
[[nodiscard]] std::vector<float> object_evidence(const EvidencePlanes& planes, const Raster<std::uint8_t>& inside,
                                                 const Raster<float>& change, const Raster<float>& appeared,
                                                 const EvidenceScene& scene);

/// Judges a candidate: probability that it is construction, and its most probable kind.
struct ObjectJudgement {
    double probability{};
    ChangeKind kind{ChangeKind::New};
};
[[nodiscard]] ObjectJudgement judge_object(const EvidenceModel& model, const std::vector<float>& evidence);

} // namespace didban
