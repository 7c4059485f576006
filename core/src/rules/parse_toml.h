#pragma once
#include "toml_table.h"

#include <string_view>

namespace didban {

/// A TOML text as a table. Throws Error{Configuration} "rules.toml:14: not valid TOML: …" with the line as it stands
/// and what to write instead.
[[nodiscard]] toml::table parse_toml(std::string_view text, const RulePlaces& places);

} // namespace didban
