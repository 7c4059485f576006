#pragma once
#include <string>
#include <vector>

namespace didban {

/// Writes a commented city.toml and rules.toml to start from into `folder`, which is made when it is not there. What
/// they leave active reads without error; everything that depends on the user's data stands in comments. Returns the
/// paths written. Throws Error{Usage} when one of the files exists already or the folder cannot be written
/// (nothing is written then).
std::vector<std::string> init_city(const std::string& folder);

} // namespace didban
