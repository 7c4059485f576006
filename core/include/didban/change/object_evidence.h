#pragma once
#include "didban/change/boosted_trees.h"
#include "didban/change/evidence.h"
#include "didban/objects/change_object.h"

#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace didban {

/// What `didban train evidence` learns: how the measurements of a candidate object speak for construction.
struct EvidenceModel {
    BoostedTrees object;                        ///< a candidate object is a change of a building or construction
    std::map<std::string, BoostedTrees> kinds;  ///< of true objects, by name(ChangeKind): it is of this kind
    std::map<std::string, BoostedTrees> stages; ///< of true objects that are no demolition, by name(BuildStage): the
                                                ///< building has come so far at the later date. Empty: not told
    std::string network_sha256;                 ///< of the network whose candidates it was fitted on
    std::string provenance;                     ///< command and cities it was trained by
    [[nodiscard]] std::string to_json() const;  ///< schema didban-evidence/3
    /// Reads didban-evidence/3, and /2, which has no stages. Throws Error{Configuration} naming `origin`.
    static EvidenceModel from_json(const std::string& text, const std::string& origin);
};

/// Names of an object's measurements, in the order of object_evidence().
[[nodiscard]] const std::vector<std::string>& object_evidence_names();
/// Measurements of one candidate: means of the pixel evidence inside and around it, its shape, and what the network
/// said. `inside` covers the cell's core and is non-zero in the object; `change` and `kinds` (in the order of
/// ChangeKind) are the network's pixel probabilities there.
[[nodiscard]] std::vector<float> object_evidence(const EvidencePlanes& planes, const Raster<std::uint8_t>& inside,
                                                 const Raster<float>& change, const std::vector<Raster<float>>& kinds,
                                                 const EvidenceScene& scene);

/// What an image taken before both dates says of a candidate; NaN = unknown. A roof that only seems new because the
/// earlier date saw it from another side, or under a cloud's edge, stands in that image already.
struct EarlierLook {
    float change{std::numeric_limits<float>::quiet_NaN()}; ///< mean probability, from the network, that the object's
                                                           ///< place changed from then to the later date
    float same{std::numeric_limits<float>::quiet_NaN()};   ///< the same, in the candidate's own direction: what was
                                                           ///< built, or what was taken away
    float lean{std::numeric_limits<float>::quiet_NaN()};   ///< metres by which roofs part from then to the later
                                                           ///< date, per metre of height
};
/// Puts it among the measurements of object_evidence(), which leaves it unknown.
void set_earlier_look(std::vector<float>& evidence, const EarlierLook& look);

/// Normalised difference of green and near-infrared (McFeeters 1996) inside the object at the later date, of values
/// scaled to the scene's dark and middle ones. On nine simulated cities pools gave 0.32 to 0.69 (one below 0.45),
/// buildings up to 0.37. nullopt where the object is dark (shadow) or a band was not seen.
[[nodiscard]] std::optional<double> water_index(const std::vector<float>& evidence);

/// Judges a candidate: probability that it is construction, its most probable kind, and the stage that its building has
/// reached.
struct ObjectJudgement {
    double probability{};
    ChangeKind kind{ChangeKind::New};
    BuildStage stage{BuildStage::Unknown}; ///< only where one of those possible for the kind has half the probability
};
[[nodiscard]] ObjectJudgement judge_object(const EvidenceModel& model, const std::vector<float>& evidence);

} // namespace didban
