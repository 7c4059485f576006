#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace didban {

/// SHA-256 (FIPS 180-4) fed piece by piece. One thread at a time.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    void add(std::span<const std::byte> bytes);
    void add(std::string_view text);
    /// 64 lower-case hexadecimal digits; call once, last.
    [[nodiscard]] std::string finish_hex();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

[[nodiscard]] std::string sha256_hex(std::span<const std::byte> bytes);
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

/// Digest of a regular file, read in pieces of 1 MiB. Throws Error{UnreadableInput} naming the path.
[[nodiscard]] std::string sha256_file(const std::string& path);

} // namespace didban
