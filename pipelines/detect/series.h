#pragma once
#include "pipelines/detect/methods.h"

#include <string>
#include <vector>

namespace didban::detect {

/// SAR change between two dates, or of the first date against all the others when the pair has later ones
/// (SarDetector). Looks and levels are measured on the scene. Notes what was measured in `warnings` where it limits the
/// result. Throws Error{IncompatibleInput} without a polarisation band (VV, VH, HH, HV, or a single band).
[[nodiscard]] std::vector<ChangeObject> detect_by_sar(const Job& job, std::vector<std::string>& warnings);

/// Keeps of a detection what lasts. `later`: the change maps of the earlier date against later ones, on the same grid.
/// In change.tif a changed pixel takes the lowest probability that any date which saw it gives, and is unseen where
/// none of them did. Objects of which less than half of the seen ground stays changed are dropped; the others carry
/// that share as evidence "persists". Returns how many were dropped.
std::size_t keep_persistent(const Job& job, const std::vector<std::string>& later, std::vector<ChangeObject>& objects);

} // namespace didban::detect
