#pragma once
#include "didban/report/findings_files.h"

#include <string>
#include <vector>

namespace didban {

/// Evidence that an earlier run left in the results' folder, as names below the folder: of cases that these findings do
/// not tell of, and beside what `written` (one per finding, or fewer) holds of a case now. Only files of the names that
/// a run writes, below evidence/CASE: all else there belongs to others.
[[nodiscard]] std::vector<std::string> outdated_evidence(const std::string& folder,
                                                         const std::vector<Finding>& findings,
                                                         const std::vector<std::vector<report::Evidence>>& written);

/// Layers that the run whose run.json lies there wrote, in formats other than `formats`. Files of these names that it
/// does not tell of belong to others.
[[nodiscard]] std::vector<std::string> outdated_layers(const std::string& folder,
                                                       const std::vector<std::string>& formats);

} // namespace didban
