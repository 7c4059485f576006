#pragma once
#include <cstdint>
#include <string>

namespace didban::train {

/// Whether this is one of the three tenths that the seed keeps to score on. Thread-safe.
[[nodiscard]] bool draws_held_out(const std::string& key, std::int64_t seed);

} // namespace didban::train
