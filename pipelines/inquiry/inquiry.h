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

/// The signed answer: one line of canonical JSON with format, payload and signature (docs/inquiry.md). No personal
/// data.
[[nodiscard]] std::string signed_inquiry(const ParcelBook& book, const ParcelFile& file, const InquiryRequest& request,
                                         const PrivateKey& key);

struct VerifiedAnswer {
    bool valid{false};
    std::string reason; ///< why not
    std::string key_id, request_id, purpose, parcel_id, imagery, issued_at, valid_until;
};

/// Checks an answer offline: exactly these bytes were signed by the key that the answer names, and by `trusted` when
/// one is given. Never throws for bad content.
[[nodiscard]] VerifiedAnswer verify_inquiry(std::string_view text, const std::optional<PublicKey>& trusted);

/// Adds a line about an answer to an append-only log: time, request, consumer, purpose, parcel, hash of the answer, and
/// the hash of the line before, so that a line taken out shows. Several processes may append at once. Throws
/// Error{OutputFailed}.
void append_audit(const std::string& path, std::string_view answer);

/// The number of the first line that does not follow from the one before; 0 = the log is whole. Throws
/// Error{UnreadableInput}.
[[nodiscard]] std::size_t first_broken_audit_line(const std::string& path);

} // namespace didban
