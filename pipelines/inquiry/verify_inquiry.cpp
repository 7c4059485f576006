#include "pipelines/inquiry/inquiry.h"
#include "pipelines/inquiry/seal.h"

namespace didban {

namespace {

/// Clocks of two bodies differ by less than this.
constexpr std::int64_t clock_difference_s = 300;

/// Why an answer is not good at `now`; "" = it is.
std::string fault_of_time(const VerifiedAnswer& a, const Instant& now)
{
    const auto from = Instant::parse(a.issued_at), until = Instant::parse(a.valid_until);
    if (!from || !until || *until < *from)
        return "the answer does not say from when until when it is good";
    if (now.unix_seconds + clock_difference_s < from->unix_seconds)
        return "not yet valid: issued at " + a.issued_at + ", later than now, " + now.iso() + "; check the clock";
    if (until->unix_seconds + clock_difference_s < now.unix_seconds)
        return "expired: valid until " + a.valid_until + ", now is " + now.iso() + "; ask for a new answer";
    return {};
}

} // namespace

VerifiedAnswer verify_inquiry(std::string_view text, const Verification& how)
{
    const OpenedSeal opened = open_seal(text, how.trusted);
    VerifiedAnswer a;
    a.signature_holds = opened.holds;
    a.key_trusted = opened.trusted;
    a.key_id = opened.key_id;
    a.reason = opened.reason;
    if (!opened.holds)
        return a;
    const auto payload = opened.body.find("payload");
    if (text_at(opened.body, "format") != answer_format || payload == opened.body.end() || !payload->is_object()) {
        a.reason = std::string("not an answer of the form ") + answer_format + "; ask for a new answer";
        return a;
    }
    a.request_id = text_at(*payload, "request_id");
    a.purpose = text_at(*payload, "purpose");
    a.parcel_id = text_at(*payload, "parcel_id");
    a.answer_code = text_at(*payload, "answer_code");
    a.issued_at = text_at(*payload, "issued_at");
    a.valid_until = text_at(*payload, "valid_until");
    if (const auto imagery = payload->find("imagery"); imagery != payload->end() && imagery->is_object())
        a.imagery = text_at(*imagery, "state");
    a.reason = fault_of_time(a, how.now);
    if (a.reason.empty() && !a.key_trusted && !how.allow_unknown_key)
        a.reason = std::string(unchecked_key) + ": whoever signed may be anyone; give the city's public key";
    a.valid = a.reason.empty();
    return a;
}

} // namespace didban
