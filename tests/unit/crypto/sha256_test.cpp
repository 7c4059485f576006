#include "didban/base/error.h"
#include "didban/crypto/encoding.h"
#include "didban/crypto/sha256.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace didban {
namespace {

// FIPS 180-4 examples.
TEST(Sha256, KnownVectors)
{
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, FileEqualsBytesWhateverTheirNumber)
{
    const auto path = std::filesystem::temp_directory_path() / ("didban_sha256_" + std::to_string(::getpid()));
    for (const std::size_t size : {0UL, 1UL, (1UL << 20) - 1, 1UL << 20, (1UL << 20) + 1}) {
        const std::string bytes(size, 'x');
        std::ofstream(path, std::ios::binary) << bytes;
        EXPECT_EQ(sha256_file(path.string()), sha256_hex(bytes)) << size << " bytes";
    }
    std::filesystem::remove(path);
}

TEST(Sha256, MissingFileNamesIt)
{
    try {
        (void)sha256_file("/nowhere/plan.gpkg");
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.kind(), ErrorKind::UnreadableInput);
        EXPECT_NE(std::string(e.what()).find("/nowhere/plan.gpkg"), std::string::npos);
    }
}

// RFC 4648 §10.
TEST(Base64, KnownVectorsBothWays)
{
    const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                           {"f", "Zg=="},
                                                           {"fo", "Zm8="},
                                                           {"foo", "Zm9v"},
                                                           {"foob", "Zm9vYg=="},
                                                           {"fooba", "Zm9vYmE="},
                                                           {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, coded] : vectors) {
        const std::string_view text(plain);
        const auto bytes = std::as_bytes(std::span(text.data(), text.size()));
        EXPECT_EQ(to_base64(bytes), coded);
        const auto back = from_base64(coded);
        ASSERT_TRUE(back);
        EXPECT_TRUE(std::ranges::equal(*back, bytes));
    }
}

TEST(Base64, RefusesWhatIsNotCanonical)
{
    for (const char* text : {"Zg", "Zg=", "Z===", "Zh==", "Zm9=", "Zm 9", "Zm9v\n", "=Zg=", "Zg==Zg=="})
        EXPECT_FALSE(from_base64(text)) << text;
}

} // namespace
} // namespace didban
