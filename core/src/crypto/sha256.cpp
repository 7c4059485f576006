#include "didban/crypto/sha256.h"

#include "didban/base/error.h"
#include "evp_handles.h"

#include <array>
#include <cstdio>
#include <vector>

namespace didban {

namespace {
struct FileClose {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};
} // namespace

struct Sha256::Impl {
    crypto::DigestPtr context{EVP_MD_CTX_new()};
};

Sha256::Sha256() : impl_(std::make_unique<Impl>())
{
    if (!impl_->context || EVP_DigestInit_ex(impl_->context.get(), EVP_sha256(), nullptr) != 1)
        throw Error(ErrorKind::Internal, "SHA-256 is not available in this OpenSSL");
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::span<const std::byte> bytes)
{
    if (EVP_DigestUpdate(impl_->context.get(), bytes.data(), bytes.size()) != 1)
        throw Error(ErrorKind::Internal, "SHA-256 failed");
}

void Sha256::add(std::string_view text)
{
    add(std::as_bytes(std::span(text.data(), text.size())));
}

std::string Sha256::finish_hex()
{
    std::array<unsigned char, 32> digest{};
    unsigned int size = 0;
    if (EVP_DigestFinal_ex(impl_->context.get(), digest.data(), &size) != 1 || size != digest.size())
        throw Error(ErrorKind::Internal, "SHA-256 failed");
    std::string text;
    for (const unsigned char byte : digest) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

std::string sha256_hex(std::span<const std::byte> bytes)
{
    Sha256 hash;
    hash.add(bytes);
    return hash.finish_hex();
}

std::string sha256_hex(std::string_view bytes)
{
    return sha256_hex(std::as_bytes(std::span(bytes.data(), bytes.size())));
}

std::string sha256_file(const std::string& path)
{
    const std::unique_ptr<std::FILE, FileClose> file(std::fopen(path.c_str(), "rb"));
    if (!file)
        throw Error(ErrorKind::UnreadableInput, path + ": cannot be opened; check the path and its permissions");
    Sha256 hash;
    std::vector<std::byte> piece(std::size_t{1} << 20);
    for (;;) {
        const std::size_t n = std::fread(piece.data(), 1, piece.size(), file.get());
        hash.add(std::span(piece).first(n));
        if (n < piece.size())
            break;
    }
    if (std::ferror(file.get()) != 0)
        throw Error(ErrorKind::UnreadableInput, path + ": cannot be read to its end");
    return hash.finish_hex();
}

} // namespace didban
