#pragma once
#include "didban/cases/imagery_since.h"
#include "didban/report/parcel_file.h"

#include <optional>
#include <string>
#include <string_view>

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

/// What is said of a parcel to a bank or notary (docs/inquiry.md), as JSON; `imagery` is imagery_since() of the file's
/// observations and the request's day. No personal data.
[[nodiscard]] std::string inquiry_payload(const ParcelFile& file, const InquiryRequest& request,
                                          const ImageryAnswer& imagery);

} // namespace didban
