#include "didban/base/error.h"
#include "didban/crypto/ed25519.h"
#include "didban/crypto/encoding.h"

#include <gtest/gtest.h>

namespace didban {
namespace {

std::string hex(const std::string& bytes)
{
    return to_hex(std::as_bytes(std::span(bytes.data(), bytes.size())));
}

// RFC 8032 §7.1, test 2, its secret key as PKCS #8.
TEST(Ed25519, Rfc8032Vector)
{
    std::string pem = "-----BEGIN PRIVATE KEY-----\n";
    const unsigned char der[] = {0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70,
                                 0x04, 0x22, 0x04, 0x20, 0x4c, 0xcd, 0x08, 0x9b, 0x28, 0xff, 0x96, 0xda,
                                 0x9d, 0xb6, 0xc3, 0x46, 0xec, 0x11, 0x4e, 0x0f, 0x5b, 0x8a, 0x31, 0x9f,
                                 0x35, 0xab, 0xa6, 0x24, 0xda, 0x8c, 0xf6, 0xed, 0x4f, 0xb8, 0xa6, 0xfb};
    pem += to_base64(std::as_bytes(std::span(der))) + "\n-----END PRIVATE KEY-----\n";
    const PrivateKey key = PrivateKey::from_pem(pem, "test");
    EXPECT_EQ(hex(key.sign("\x72")), "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                     "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST(Ed25519, OneChangedBitFails)
{
    const PrivateKey key = PrivateKey::generate();
    const PublicKey pub = PublicKey::from_pem(key.public_key().pem(), "round trip");
    const std::string message = "parcel 7-12-104-3, unchanged";
    const std::string signature = key.sign(message);
    EXPECT_TRUE(pub.verify(message, signature));
    for (std::size_t bit = 0; bit < message.size() * 8; ++bit) {
        std::string other = message;
        other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << (bit % 8)));
        ASSERT_FALSE(pub.verify(other, signature)) << "message bit " << bit;
    }
    for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
        std::string other = signature;
        other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << (bit % 8)));
        ASSERT_FALSE(pub.verify(message, other)) << "signature bit " << bit;
    }
    EXPECT_FALSE(pub.verify(message, signature + "x"));
    EXPECT_FALSE(pub.verify(message, ""));
    EXPECT_FALSE(PrivateKey::generate().public_key().verify(message, signature));
}

TEST(Ed25519, KeyIdIsThatOfThePublicHalf)
{
    const PrivateKey key = PrivateKey::generate();
    EXPECT_EQ(key.public_key().id(), PublicKey::from_pem(key.public_key().pem(), "copy").id());
    EXPECT_EQ(PrivateKey::from_pem(key.pem(), "copy").public_key().id(), key.public_key().id());
}

TEST(Ed25519, OtherPemIsRefusedByName)
{
    for (const char* text : {"", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "hello"}) {
        try {
            (void)PublicKey::from_pem(text, "bank.pem");
            FAIL() << text;
        } catch (const Error& e) {
            EXPECT_NE(std::string(e.what()).find("bank.pem"), std::string::npos);
        }
    }
}

} // namespace
} // namespace didban
