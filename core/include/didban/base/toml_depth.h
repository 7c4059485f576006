#pragma once
#include <string>
#include <string_view>

namespace didban {

/// Throws Error{Configuration} naming file and line when a TOML text nests deeper than any file that people write: 32
/// parts in a dotted key or more than 32 open brackets. To be called before the parser, which works by recursion.
void check_toml_depth(std::string_view toml, const std::string& name);

} // namespace didban
