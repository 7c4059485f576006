#pragma once
#include <openssl/evp.h>

#include <memory>

namespace didban::crypto {

struct DigestRelease {
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};
using DigestPtr = std::unique_ptr<EVP_MD_CTX, DigestRelease>;

struct KeyRelease {
    void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
};
using KeyPtr = std::unique_ptr<EVP_PKEY, KeyRelease>;

struct KeyContextRelease {
    void operator()(EVP_PKEY_CTX* context) const noexcept { EVP_PKEY_CTX_free(context); }
};
using KeyContextPtr = std::unique_ptr<EVP_PKEY_CTX, KeyContextRelease>;

} // namespace didban::crypto
