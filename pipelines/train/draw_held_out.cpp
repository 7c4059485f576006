#include "pipelines/train/draw_held_out.h"

#include "didban/crypto/sha256.h"

namespace didban::train {

bool draws_held_out(const std::string& key, std::int64_t seed)
{
    constexpr double share = 0.3;
    const std::string digest = sha256_hex(std::to_string(seed) + ":" + key);
    return static_cast<double>(std::stoul(digest.substr(0, 6), nullptr, 16)) < share * double{0x1000000};
}

} // namespace didban::train
