#pragma once
#include "didban/ports/data_access.h"
#include "didban/report/evaluation.h"
#include "pipelines/run/run_options.h"

#include <cstdint>
#include <string>
#include <vector>

namespace didban {

/// Compares two tables by `parcel_id`. TRUTH has verdict and optionally violations (separated by spaces) and changed
/// (0/1); rows with verdict `ignore` are not scored. FOUND has verdict, violations and change_probability (null = not
/// stated). Both may be CSV, GeoJSON or any table OGR reads. Throws Error{IncompatibleInput} when a parcel of the truth
/// is missing in FOUND.
[[nodiscard]] ParcelEvaluation evaluate_parcels(const DataAccess& data, const std::string& truth,
                                                const std::string& found);

struct ChangeEvaluationOptions {
    double threshold{0.5};        ///< probability from which a pixel counts as changed
    std::int64_t min_area_px{64}; ///< smaller objects are not scored
    double least_overlap{0.3};    ///< share of an object that must be covered for it to count as found or right
};

/// Compares band 1 of two rasters of one size. TRUTH is non-zero where something changed; FOUND holds a probability 0 …
/// 1, or 0/255 in bytes. Pixels without data count as not predicted. Objects are 8-connected components. Streams row by
/// row of cells.
[[nodiscard]] ChangeEvaluation evaluate_change(const DataAccess& data, const std::string& truth,
                                               const std::string& found, const ChangeEvaluationOptions& options,
                                               const RunOptions& run);

/// True when a table is one of change outlines (a property stage, none called verdict) and not one of parcels.
[[nodiscard]] bool holds_changes(const DataAccess& data, const std::string& path);

/// Compares two layers of change outlines with the properties kind and stage, such as truth/changes.geojson of a
/// simulated city and changes.geojson of a run. A labelled change is found by the outline that it shares most area
/// with, at least 0.3 of the smaller of the two. Throws Error{UnreadableInput} for a layer without these properties or
/// with a word in them that is none.
[[nodiscard]] ObjectEvaluation evaluate_objects(const DataAccess& data, const std::string& truth,
                                                const std::string& found);

/// Follows objects through time: one table per date, in order. TRUTH holds shapes with object_id (else parcel_id),
/// FOUND those with case_id, such as findings.geojson of a run. Scored after SpaceNet 7's SCOT (Van Etten et al. 2021):
/// shapes are the same object at an IoU of 0.25 or more, best first; a match counts only while both keep the identity
/// of their last one. Throws Error{Usage} for lists of different length, Error{UnreadableInput} for a table without
/// identity.
[[nodiscard]] TrackEvaluation evaluate_tracks(const DataAccess& data, const std::vector<std::string>& truth,
                                              const std::vector<std::string>& found);

} // namespace didban
