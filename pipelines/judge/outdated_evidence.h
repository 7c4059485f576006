#pragma once
#include "didban/findings/finding.h"

#include <string>
#include <vector>

namespace didban {

/// Evidence that an earlier run left in the results' folder for cases that these findings do not tell of, as names
/// below the folder. Only files of the names that a run writes, below evidence/CASE: all else there belongs to others.
[[nodiscard]] std::vector<std::string> outdated_evidence(const std::string& folder,
                                                         const std::vector<Finding>& findings);

/// Layers that an earlier run left there in formats that the city no longer asks for.
[[nodiscard]] std::vector<std::string> outdated_layers(const std::string& folder,
                                                       const std::vector<std::string>& formats);

} // namespace didban
