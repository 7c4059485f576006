#pragma once
#include "didban/crypto/ed25519.h"
#include "pipelines/parcel/parcel_file.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace didban {

enum class InquiryPurpose { Mortgage, Transfer };
/// "mortgage", "transfer".
[[nodiscard]] std::string_view name(InquiryPurpose purpose);
[[nodiscard]] std::optional<InquiryPurpose> inquiry_purpose(std::string_view name);

struct InquiryRequest {
    InquiryPurpose purpose{InquiryPurpose::Mortgage};
    Date since; ///< the certificate's day: what has happened to the parcel after it?
    Date on;    ///< plan values and cases as of this day
    Instant issued_at;
    std::string request_id; ///< "" = derived from parcel, purpose, since and issued_at
    std::string consumer;   ///< who asked, as the exchange names it; "" = not given
    int valid_days{30};
};

/// What imagery says of the time after `since`.
struct ImageryAnswer {
    std::string state; ///< "unchanged", "changed", "not_observed"
    std::optional<Date> observed_from,
        observed_until;                ///< unbroken observation that begins on or before `since`; empty = none
    std::vector<Observation> evidence; ///< periods that reach past `since`, by date
    std::vector<Period> gaps;          ///< times after `since` up to the last image that no image vouches for
    std::string note_en, note_fa;
};

/// Law: "unchanged" needs periods judged no_change without a gap from `since` on; one period with a change makes it
/// "changed"; everything else is "not_observed": silence is not compliance. Pure.
[[nodiscard]] ImageryAnswer imagery_since(const std::vector<Observation>& observations, const Date& since);

/// Stands in "format" of a signed answer.
inline constexpr const char* answer_format = "didban-inquiry-2";
/// What is said of a signature that only its own key vouches for.
inline constexpr const char* unchecked_key = "signature unchecked against a known key";

/// The signed answer: one line of canonical JSON with format, payload and signature (docs/inquiry.md). No personal
/// data.
[[nodiscard]] std::string signed_inquiry(const ParcelBook& book, const ParcelFile& file, const InquiryRequest& request,
                                         const PrivateKey& key);

struct Verification {
    std::vector<PublicKey> trusted; ///< the keys that the city has published; empty = none is known
    bool allow_unknown_key{false};  ///< take an answer that no known key vouches for
    Instant now;                    ///< an answer is good from issued_at until valid_until, clocks may differ by 5 min
};

struct VerifiedAnswer {
    bool valid{false};
    std::string reason;          ///< why not
    bool signature_holds{false}; ///< the key named in the answer signed it: also where it has expired
    bool key_trusted{false};
    std::string key_id, request_id, purpose, parcel_id, imagery, issued_at, valid_until;
};

/// Checks an answer offline, in whatever spelling of JSON it comes. Never throws for bad content.
[[nodiscard]] VerifiedAnswer verify_inquiry(std::string_view text, const Verification& how);

} // namespace didban
