#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace didban {

/// What is said of a signature that only its own key vouches for.
inline constexpr const char* unchecked_key = "signature unchecked against a known key";

/// What was found when a signed answer was checked.
struct VerifiedAnswer {
    bool valid{false};
    std::string reason;          ///< why not
    bool signature_holds{false}; ///< the key named in the answer signed it: also where it has expired
    bool key_trusted{false};
    std::string key_id, request_id, purpose, parcel_id, answer_code, imagery, issued_at, valid_until;
};

/// What was found when the log of the answers that were given was checked.
struct AuditCheck {
    std::size_t lines{0};       ///< whole lines
    std::size_t broken_line{0}; ///< the first that is not as it was written, or the first that is gone; 0 = none
    std::string reason;         ///< why the log is not whole; "" = it is
    bool unfinished{false};     ///< a piece of a line follows the last; the next answer takes it away
    std::string last_sha256;    ///< of the last line: kept elsewhere, it shows later that the log was not set back
    std::vector<std::string> key_ids;
    bool keys_trusted{false}; ///< every line is signed by a trusted key
};

/// What `didban verify` prints of them.
[[nodiscard]] std::string verified_json(const VerifiedAnswer& answer);
[[nodiscard]] std::string audit_json(const AuditCheck& check);

} // namespace didban
