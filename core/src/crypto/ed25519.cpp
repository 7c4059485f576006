#include "didban/crypto/ed25519.h"

#include "didban/base/error.h"
#include "didban/base/read_text_file.h"
#include "didban/crypto/encoding.h"
#include "didban/crypto/sha256.h"
#include "evp_handles.h"

#include <openssl/bio.h>
#include <openssl/pem.h>

#include <array>

namespace didban {

struct PublicKey::Impl {
    crypto::KeyPtr key;
};
struct PrivateKey::Impl {
    crypto::KeyPtr key;
};

namespace {

struct BioRelease {
    void operator()(BIO* bio) const noexcept { BIO_free(bio); }
};
using BioPtr = std::unique_ptr<BIO, BioRelease>;

BioPtr reading(std::string_view text)
{
    return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

/// An empty pass phrase: an encrypted key is refused instead of asked for on the terminal.
int no_pass_phrase(char*, int, int, void*)
{
    return -1;
}

std::string written(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

[[noreturn]] void refuse(const std::string& name, const std::string& what)
{
    throw Error(ErrorKind::UnreadableInput,
                name + ": not an Ed25519 " + what + " key in PEM form; make a pair with `didban keygen`");
}

/// No PEM file of one key is longer.
constexpr std::size_t longest_key = std::size_t{1} << 16;

std::string read_key(const std::string& path)
{
    return read_text_file(path, "give a key of `didban keygen` and check its permissions", longest_key);
}

const unsigned char* raw(std::string_view bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

} // namespace

PublicKey PublicKey::from_pem(std::string_view pem, const std::string& name)
{
    crypto::KeyPtr key(PEM_read_bio_PUBKEY(reading(pem).get(), nullptr, no_pass_phrase, nullptr));
    if (!key || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519)
        refuse(name, "public");
    PublicKey result;
    result.impl_ = std::make_shared<const Impl>(Impl{std::move(key)});
    return result;
}

PublicKey PublicKey::from_file(const std::string& path)
{
    const std::string pem = read_key(path);
    if (pem.find("PRIVATE KEY") != std::string::npos)
        return PrivateKey::from_pem(pem, path).public_key();
    return from_pem(pem, path);
}

std::string PublicKey::pem() const
{
    const BioPtr bio(BIO_new(BIO_s_mem()));
    if (PEM_write_bio_PUBKEY(bio.get(), impl_->key.get()) != 1)
        throw Error(ErrorKind::Internal, "the public key could not be written as PEM");
    return written(bio.get());
}

std::string PublicKey::id() const
{
    std::array<unsigned char, 32> bytes{};
    std::size_t size = bytes.size();
    if (EVP_PKEY_get_raw_public_key(impl_->key.get(), bytes.data(), &size) != 1)
        throw Error(ErrorKind::Internal, "the public key has no raw form");
    return sha256_hex(std::as_bytes(std::span(bytes))).substr(0, 16);
}

bool PublicKey::verify(std::string_view message, std::string_view signature) const
{
    const crypto::DigestPtr context(EVP_MD_CTX_new());
    if (!context || EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, impl_->key.get()) != 1)
        throw Error(ErrorKind::Internal, "Ed25519 is not available from OpenSSL; check its configuration");
    return EVP_DigestVerify(context.get(), raw(signature), signature.size(), raw(message), message.size()) == 1;
}

PrivateKey PrivateKey::generate()
{
    const crypto::KeyContextPtr context(EVP_PKEY_CTX_new_id(EVP_PKEY_ED25519, nullptr));
    EVP_PKEY* key = nullptr;
    if (!context || EVP_PKEY_keygen_init(context.get()) != 1 || EVP_PKEY_keygen(context.get(), &key) != 1)
        throw Error(ErrorKind::Internal, "OpenSSL could not make an Ed25519 key");
    PrivateKey result;
    result.impl_ = std::make_shared<const Impl>(Impl{crypto::KeyPtr(key)});
    return result;
}

PrivateKey PrivateKey::from_pem(std::string_view pem, const std::string& name)
{
    crypto::KeyPtr key(PEM_read_bio_PrivateKey(reading(pem).get(), nullptr, no_pass_phrase, nullptr));
    if (!key || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519)
        refuse(name, "private");
    PrivateKey result;
    result.impl_ = std::make_shared<const Impl>(Impl{std::move(key)});
    return result;
}

PrivateKey PrivateKey::from_file(const std::string& path)
{
    return from_pem(read_key(path), path);
}

std::string PrivateKey::pem() const
{
    const BioPtr bio(BIO_new(BIO_s_mem()));
    if (PEM_write_bio_PKCS8PrivateKey(bio.get(), impl_->key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        throw Error(ErrorKind::Internal, "the private key could not be written as PEM");
    return written(bio.get());
}

PublicKey PrivateKey::public_key() const
{
    const BioPtr bio(BIO_new(BIO_s_mem()));
    if (PEM_write_bio_PUBKEY(bio.get(), impl_->key.get()) != 1)
        throw Error(ErrorKind::Internal, "the public half of the key could not be written");
    return PublicKey::from_pem(written(bio.get()), "generated key");
}

std::string PrivateKey::sign(std::string_view message) const
{
    const crypto::DigestPtr context(EVP_MD_CTX_new());
    std::string signature(64, '\0');
    std::size_t size = signature.size();
    if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, impl_->key.get()) != 1 ||
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, raw(message),
                       message.size()) != 1 ||
        size != signature.size())
        throw Error(ErrorKind::Internal, "signing failed");
    return signature;
}

} // namespace didban
