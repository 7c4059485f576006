#include "didban/crypto/canonical_json.h"
#include "didban/crypto/canonical_value.h"

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>

namespace didban {
namespace {

// Bits and text from RFC 8785, appendix B.
TEST(CanonicalJson, NumbersAreWrittenAsEcmaScriptWritesThem)
{
    const std::pair<std::uint64_t, const char*> cases[] = {
        {0x0000000000000000, "0"},
        {0x8000000000000000, "0"},
        {0x0000000000000001, "5e-324"},
        {0x8000000000000001, "-5e-324"},
        {0x7fefffffffffffff, "1.7976931348623157e+308"},
        {0x4340000000000000, "9007199254740992"},
        {0xc340000000000000, "-9007199254740992"},
        {0x4430000000000000, "295147905179352830000"},
        {0x44b52d02c7e14af5, "9.999999999999997e+22"},
        {0x44b52d02c7e14af6, "1e+23"},
        {0x444b1ae4d6e2ef4e, "999999999999999700000"},
        {0x444b1ae4d6e2ef4f, "999999999999999900000"},
        {0x444b1ae4d6e2ef50, "1e+21"},
        {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
        {0x3eb0c6f7a0b5ed8d, "0.000001"},
        {0x41b3de4355555553, "333333333.3333332"},
        {0x41b3de4355555557, "333333333.33333343"},
        {0xbecbf647612f3696, "-0.0000033333333333333333"},
        {0x43143ff3c1cb0959, "1424953923781206.2"},
    };
    for (const auto& [bits, text] : cases)
        EXPECT_EQ(ecmascript_number(std::bit_cast<double>(bits)), text);
}

TEST(CanonicalJson, AValueIsSpeltAsItsText)
{
    // Keys beyond U+FFFF go before U+E000 and later, by their UTF-16 units.
    const std::string written = "{\"\uFB33\":1,\"😀\":2,\"b\":[1.0,-0.0,1e21,0.1,123456789012345680],\"aa\":{\"z\":null,"
                                "\"y\":true},\"a\":\"سلام\\n\\u001f\\\"\\\\\",\"é\":false}";
    const auto value = nlohmann::ordered_json::parse(written);
    EXPECT_EQ(canonical_json_of(value),
              "{\"a\":\"سلام\\n\\u001f\\\"\\\\\",\"aa\":{\"y\":true,\"z\":null},\"b\":[1,0,1e+21,0.1,"
              "123456789012345680],\"é\":false,\"😀\":2,\"\uFB33\":1}");
    EXPECT_EQ(canonical_json_of(value), canonical_json(written));
    EXPECT_EQ(canonical_json_of("broken \xFF text"), "\"broken \uFFFD text\"");
}

TEST(CanonicalJson, WhatMeansTheSameIsSpeltTheSame)
{
    const std::string want = R"({"a":[1,0.5,null],"b":"é\n/"})";
    for (const char* text : {R"({"a":[1,0.5,null],"b":"é\n/"})", R"({"b": "\u00e9\u000a\/", "a": [1.0, 5e-1, null]} )",
                             "{\n\t\"b\":\"\\u00E9\\n/\",\"a\":[10e-1,0.50,null]}\n"})
        EXPECT_EQ(canonical_json(text), want) << text;
}

// By UTF-16 units U+1F600 (D83D DE00) comes before U+FB33; by code points and in UTF-8 it comes after.
TEST(CanonicalJson, KeysAreSortedByUtf16Units)
{
    EXPECT_EQ(canonical_json("{\"\uFB33\":1,\"\U0001F600\":2,\"1\":3,\"\\r\":4,\"\u20ac\":5}"),
              "{\"\\r\":4,\"1\":3,\"\u20ac\":5,\"\U0001F600\":2,\"\uFB33\":1}");
}

TEST(CanonicalJson, WhatReadersTakeDifferentlyIsRefused)
{
    for (const char* text : {R"({"a":1,"a":2})", R"([{"x":{"b":1,"\u0062":2}}])", R"({"a":1e400})", R"({"a":"\ud800"})",
                             "{\"a\":\"\xff\"}", "\xEF\xBB\xBF{}", "{} {}", "{", "", R"({"a":01})", R"({"a":NaN})"})
        EXPECT_FALSE(canonical_json(text)) << text;
    EXPECT_TRUE(canonical_json(R"([{"a":1},{"a":2}])"));
    EXPECT_TRUE(canonical_json(std::string(60, '[') + std::string(60, ']')));
    EXPECT_FALSE(canonical_json(std::string(1'000'000, '[')));
}

} // namespace
} // namespace didban
