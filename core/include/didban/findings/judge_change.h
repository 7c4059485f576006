#pragma once
#include "didban/findings/finding.h"
#include "didban/findings/plan_facts.h"
#include "didban/land/match_permits.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace didban {

/// How well the images and the cadastre of this run can be trusted. Metres, one sigma per axis.
struct Accuracy {
    double registration_m{0.5}; ///< of the later epoch on the earlier one
    double cadastre_m{1.0};     ///< parcel boundaries relative to the images
    double gsd_m{0.5};          ///< ground sampling distance of the working grid
    double off_nadir_deg{};     ///< largest of the period; 0 = not known
};

/// How far an outline may lean off its ground: the height of what is seen is unknown by 2.5 m (one sigma).
[[nodiscard]] double lean_sigma_m(const Accuracy& accuracy);

/// The thresholds of the verdicts; docs/verdicts.md says why these.
struct JudgeOptions {
    double least_probability{0.5}; ///< of a change object: below, the evidence is too weak to suspect anyone
    double least_attribution{0.6}; ///< that the change lies in this parcel: below, the boundary is too uncertain
    double min_area_m2{30};        ///< a part of a change smaller than this in a parcel is at most `unclear`
    double least_part_share{0.2}; ///< a smaller share of an object, beside a larger part elsewhere, is an effect of the
                                  ///< boundary's error
    double area_model_error{0.05}; ///< one sigma of a roof outline against the wall outline, share of the area
    double storey_m{3.2}, storey_sigma_m{0.15}; ///< one storey, when a permit or rule counts floors
    double most_encroachment_error_m{0.5};      ///< worse registered than this never yields V140
    double min_intrusion_m2{4};                 ///< ground inside a restricted area that counts
    double least_water_index{0.4};              ///< of a new object: above, it is a pool and no building
};

/// One change object, or its part in one parcel.
struct ObservedChange {
    const ChangeObject* object{};
    MultiPolygon shape;  ///< the part inside the parcel (or outside all), on the ground as the cadastre draws it
    MultiPolygon beyond; ///< the part outside every parcel, when this parcel holds the most of the change: what may lie
                         ///< on a passage
    double area_m2{};    ///< geodesic, of shape
    double parcel_probability{1};
    Point seen_beside{}; ///< metres east and north: the image shows the change this far beside `shape`
};

/// What is known about the place of a change.
struct PlaceFacts {
    const Parcel* parcel{};         ///< nullptr: outside every parcel
    const PlanFacts* plan{};        ///< nullptr: no plan
    bool permits_known{true};       ///< false: the city has no permit register
    PermitAnswer answer;            ///< for this work and period
    const Permit* permit{};         ///< the one of `answer`, or nullptr
    double permit_area_m2{};        ///< new ground observed on all parcels of that permit together, this one included
    std::vector<LineString> fronts; ///< the parcel's edges along streets, two points each, counter-clockwise
    bool on_farmland{false};        ///< at least half of the change, whatever its shape, lies on protected farmland
    bool outside_control{false};    ///< the plan's boundaries are known and the place lies outside city and harim
    bool mostly_unseen{false};      ///< less than half of the parcel was seen at both dates: it accuses nobody
    std::vector<RestrictedGround> restricted; ///< that certain_ground() of the change lies on
};

/// What the plan's lines were drawn on. A plan drawn on the cadastre lies beside the images as the cadastre does; one
/// drawn on imagery, or surveyed, lies where the images show the ground.
enum class PlanDrawnOn { Cadastre, Images };

/// Why a verdict other than suspected or authorized was given.
enum class Cause {
    None,
    WeakEvidence,
    MapOfBuildings, ///< the images alone would do; what stood there before speaks against it
    BoundaryUncertain,
    SmallPart,
    MostlyUnseen,
    OutsideParcels,
    PermitsUnknown,
    PermitUnclear,
    DemolitionOnly,
    Pool
};

/// The finding without case id, priority and reasons, and what those need.
struct Judgement {
    Finding finding;
    Cause cause{Cause::None};
    double change_probability{}; ///< that something changed on this parcel: the object's probability times that of the
                                 ///< parcel
    double sensitivity{1};       ///< at least 1; higher in heritage, passage, garden … areas
};

/// What has to be licensed for a kind of change.
[[nodiscard]] Work work_of(ChangeKind kind);

/// The ground that the change covers for certain: shape and beyond, drawn in by the error of the outline (registration
/// and one pixel, one sigma). What still lies in it on a passage or in a buffer is
/// hardly a shifted image.
[[nodiscard]] MultiPolygon certain_ground(const ObservedChange& change, const Accuracy& accuracy);

/// certain_ground() against the lines of streets. Those drawn on the cadastre are only as true as it: drawn in by 1.8
/// times the errors of outline, cadastre and lean together, so that a map that lies a metre beside the image accuses
/// nobody of taking the street. Those that lie where the images show the ground have no error of the cadastre's: 1.25
/// times the errors of outline and lean. `lean`: metres by which the later view sees a point one metre up beside its
/// ground, in the CRS. Where it is known the lean is no error on all sides: what counts is the ground that the outline
/// covers whether it stands a metre lower or three metres higher than it was laid back for.
[[nodiscard]] MultiPolygon certain_ground_on_street(const ObservedChange& change, const Accuracy& accuracy,
                                                    PlanDrawnOn lines, const std::optional<Point>& lean = {});

/// Judges one change in one place (docs/verdicts.md). Pure and thread-safe. Laws: a stricter limit removes no
/// violation; one more valid permit never adds V100; with registration worse than most_encroachment_error_m there is no
/// V140.
[[nodiscard]] Judgement judge_change(const ObservedChange& change, const PlaceFacts& place, const Period& period,
                                     const Accuracy& accuracy, const JudgeOptions& options);

} // namespace didban
