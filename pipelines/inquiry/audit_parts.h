#pragma once
#include "pipelines/inquiry/seal.h"

#include <cstddef>
#include <string>
#include <vector>

/// What the writer and the reader of the audit log share.
namespace didban::audit {

/// No line is longer, in bytes.
inline constexpr std::size_t longest_line = std::size_t{1} << 20;
/// Hash that stands before the first line.
[[nodiscard]] inline std::string no_line()
{
    return std::string(64, '0');
}
[[nodiscard]] inline std::string head_path(const std::string& log)
{
    return log + ".head";
}

/// What the head says of the log.
struct Head {
    std::size_t lines{0};
    std::string last_sha256, key_id;
    std::string fault; ///< why it is no head; "" = it is one, or there is none, which is that of an empty log
};
[[nodiscard]] Head read_head(const std::string& log, const std::vector<PublicKey>& trusted);
[[nodiscard]] std::string sealed_head(std::size_t lines, const std::string& last_sha256, const PrivateKey& key);

/// "line" or "lines" of a text, 0 when it is no whole number.
[[nodiscard]] std::size_t number_of(const Json& body, const char* key = "line");

} // namespace didban::audit
