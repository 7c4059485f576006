#pragma once
#include <cstddef>
#include <vector>

namespace didban::change {

/// A value of a network: its bytes, and the steps from which to which they are in use.
struct Lifetime {
    std::size_t bytes{}, first{}, last{};
    std::size_t offset{}; ///< in the working memory
};

/// Gives every value the lowest place in the working memory that is free as long as it lives. The bytes of all.
std::size_t lay_out(std::vector<Lifetime>& lives);

} // namespace didban::change
