#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace didban {

/// "/v1/parcels/3-1-10-2?on=2025-03-21" in parts, without percent signs.
struct RequestTarget {
    std::vector<std::string> path; ///< "v1", "parcels", "3-1-10-2": a slash inside a part is none of the path
    std::map<std::string, std::string> query; ///< each name once
};

/// Throws HttpRefusal{400} for broken escapes, text that is not UTF-8, control characters, and a name that stands
/// twice.
[[nodiscard]] RequestTarget parse_target(std::string_view target);

} // namespace didban
