#include "pipelines/inquiry/inquiry.h"
#include "pipelines/inquiry/seal.h"

#include <gtest/gtest.h>

namespace didban {
namespace {

const PrivateKey city_key = PrivateKey::generate();

std::string answer_good_from_until(const char* from, const char* until)
{
    return seal({{"format", answer_format},
                 {"payload", {{"issued_at", from}, {"valid_until", until}, {"parcel_id", "7-1"}, {"share", 0.5}}}},
                city_key);
}

VerifiedAnswer at(const std::string& now, const std::string& answer)
{
    return verify_inquiry(answer, {{city_key.public_key()}, false, *Instant::parse(now)});
}

TEST(VerifyInquiry, IsGoodFromItsIssueUntilItsLastMoment)
{
    const std::string answer = answer_good_from_until("2025-06-01T10:00:00Z", "2025-07-01T10:00:00Z");
    EXPECT_TRUE(at("2025-06-01T10:00:00Z", answer).valid);
    EXPECT_TRUE(at("2025-06-01T09:56:00Z", answer).valid) << "clocks differ by minutes";
    EXPECT_TRUE(at("2025-07-01T10:00:00Z", answer).valid);
    const VerifiedAnswer early = at("2025-06-01T09:00:00Z", answer), late = at("2025-07-02T10:00:00Z", answer);
    EXPECT_FALSE(early.valid);
    EXPECT_NE(early.reason.find("not yet valid"), std::string::npos) << early.reason;
    EXPECT_FALSE(late.valid);
    EXPECT_NE(late.reason.find("expired"), std::string::npos) << late.reason;
    EXPECT_TRUE(late.signature_holds) << "what it said then can still be proved";
}

TEST(VerifyInquiry, WithoutATimeItIsNotGood)
{
    for (const auto& [from, until] :
         {std::pair("", "2099-01-01"), std::pair("2025-01-01", "soon"), std::pair("2025-06-02", "2025-06-01")})
        EXPECT_FALSE(at("2025-06-01T00:00:00Z", answer_good_from_until(from, until)).valid) << from;
}

TEST(VerifyInquiry, AKeyThatNobodyKnowsHasToBeAllowed)
{
    const std::string answer = answer_good_from_until("2025-06-01", "2025-07-01");
    const Instant now = *Instant::parse("2025-06-10");
    const VerifiedAnswer strict = verify_inquiry(answer, {{}, false, now});
    EXPECT_FALSE(strict.valid);
    EXPECT_NE(strict.reason.find(unchecked_key), std::string::npos);
    const VerifiedAnswer lax = verify_inquiry(answer, {{}, true, now});
    EXPECT_TRUE(lax.valid);
    EXPECT_FALSE(lax.key_trusted);
    EXPECT_FALSE(verify_inquiry(answer, {{PrivateKey::generate().public_key()}, true, now}).valid);
}

TEST(VerifyInquiry, OtherSpellingsHoldOtherMeaningsDoNot)
{
    const std::string answer = answer_good_from_until("2025-06-01", "2025-07-01");
    const std::string now = "2025-06-10T00:00:00Z";
    std::string spelt = answer;
    spelt.replace(spelt.find("0.5"), 3, "5.0e-1");
    EXPECT_TRUE(at(now, " " + spelt + "\n\n").valid);
    EXPECT_TRUE(at(now, Json::parse(answer).dump(4)).valid);
    std::string other = answer;
    other.replace(other.find("0.5"), 3, "0.6");
    EXPECT_FALSE(at(now, other).valid);
    other = answer;
    other.insert(other.find("\"share\""), "\"share\":0.5,");
    EXPECT_FALSE(at(now, other).valid) << "a key twice";
}

} // namespace
} // namespace didban
