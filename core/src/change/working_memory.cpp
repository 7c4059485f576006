#include "working_memory.h"

#include <algorithm>
#include <utility>

namespace didban::change {

std::size_t lay_out(std::vector<Lifetime>& lives)
{
    constexpr std::size_t alignment = 64; // bytes, of a cache line and a vector register
    std::size_t all = 0;
    for (std::size_t k = 0; k < lives.size(); ++k) {
        Lifetime& mine = lives[k];
        std::vector<std::pair<std::size_t, std::size_t>> taken;
        for (std::size_t j = 0; j < k; ++j)
            if (lives[j].last >= mine.first && lives[j].first <= mine.last)
                taken.emplace_back(lives[j].offset, lives[j].offset + lives[j].bytes);
        std::sort(taken.begin(), taken.end());
        for (const auto& [from, to] : taken) {
            if (mine.offset + mine.bytes <= from)
                break;
            mine.offset = std::max(mine.offset, (to + alignment - 1) / alignment * alignment);
        }
        all = std::max(all, mine.offset + mine.bytes);
    }
    return all;
}

} // namespace didban::change
