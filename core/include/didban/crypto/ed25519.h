#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace didban {

/// Ed25519 signatures (RFC 8032) by OpenSSL. Keys travel as PEM (PKCS #8 private, SubjectPublicKeyInfo public).
/// Immutable and thread-safe.
class PublicKey {
public:
    /// Throws Error{UnreadableInput} naming `name` when `pem` is not an Ed25519 public key.
    static PublicKey from_pem(std::string_view pem, const std::string& name);
    /// Reads a PEM file, public or private (a private key contains its public half). Throws Error{UnreadableInput}.
    static PublicKey from_file(const std::string& path);
    [[nodiscard]] std::string pem() const;
    /// First 16 hex digits of the SHA-256 of the raw 32 bytes: what an envelope names its key by.
    [[nodiscard]] std::string id() const;
    /// False for a signature (64 raw bytes) that does not belong to exactly these bytes and this key.
    [[nodiscard]] bool verify(std::string_view message, std::string_view signature) const;

private:
    friend class PrivateKey;
    struct Impl;
    std::shared_ptr<const Impl> impl_;
};

class PrivateKey {
public:
    /// A new key from the system's random source.
    static PrivateKey generate();
    static PrivateKey from_pem(std::string_view pem, const std::string& name);
    static PrivateKey from_file(const std::string& path);
    [[nodiscard]] std::string pem() const;
    [[nodiscard]] PublicKey public_key() const;
    /// 64 raw bytes; the same message and key always give the same signature.
    [[nodiscard]] std::string sign(std::string_view message) const;

private:
    struct Impl;
    std::shared_ptr<const Impl> impl_;
};

} // namespace didban
