#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace didban {

/// Names of at most `bytes` bytes, different from each other whatever their case, in the same order. Names that fit
/// stay as they are; others lose their end and, where that would make two alike, end in _1, _2, …
[[nodiscard]] std::vector<std::string> short_names(const std::vector<std::string>& names, std::size_t bytes);

} // namespace didban
