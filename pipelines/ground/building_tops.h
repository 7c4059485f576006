#pragma once
#include "didban/objects/change_object.h"
#include "didban/ports/data_access.h"
#include "pipelines/run/run_options.h"

#include <string>
#include <vector>

namespace didban {

/// Sets top_asl_m of every object with a height to the level below which 95 % of the surface inside its outline lies
/// (parapets and aerials left out). `surface`: raster of heights above sea level, metres, in the objects' CRS.
void measure_tops(const DataAccess& data, const std::string& surface, std::vector<ChangeObject>& objects,
                  const RunOptions& run);

} // namespace didban
