#pragma once
#include "didban/crypto/ed25519.h"
#include "didban/report/inquiry_answer.h"
#include "didban/report/verification.h"

#include <string>
#include <string_view>
#include <vector>

namespace didban {

/// Stands in "format" of a signed answer.
inline constexpr const char* answer_format = "didban-inquiry-2";
/// The signed answer: one line of canonical JSON with format, payload (inquiry_payload()) and signature
/// (docs/inquiry.md).
[[nodiscard]] std::string signed_inquiry(const ParcelFile& file, const InquiryRequest& request, const PrivateKey& key);

struct Verification {
    std::vector<PublicKey> trusted; ///< the keys that the city has published; empty = none is known
    bool allow_unknown_key{false};  ///< take an answer that no known key vouches for
    Instant now;                    ///< an answer is good from issued_at until valid_until, clocks may differ by 5 min
};

/// Checks an answer offline, in whatever spelling of JSON it comes. Never throws for bad content.
[[nodiscard]] VerifiedAnswer verify_inquiry(std::string_view text, const Verification& how);

} // namespace didban
