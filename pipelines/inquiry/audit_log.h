#pragma once
#include "didban/crypto/ed25519.h"

#include <string>
#include <string_view>
#include <vector>

namespace didban {

/// The log of the answers that were given. Each line is signed, has its number and the hash of the line before; a
/// signed head (PATH.head) says how many lines there are and what the last one is. So a changed or exchanged line, a
/// cut tail and a chain written anew by someone without the key are found.

/// Adds a line about an answer: time, request, consumer, purpose, parcel and hash. What a crash or a full disk left
/// of an unfinished line is taken away first: its answer was never given. On return line and head are on the disk.
/// Several processes may append at once. Throws Error{OutputFailed} when the line cannot be written or the log does
/// not end as its head says; the log is then as it was, and the answer must not be given.
void append_audit(const std::string& path, std::string_view answer, const PrivateKey& key);

struct AuditCheck {
    std::size_t lines{0};       ///< whole lines
    std::size_t broken_line{0}; ///< the first that is not as it was written, or the first that is gone; 0 = none
    std::string reason;         ///< why the log is not whole; "" = it is
    bool unfinished{false};     ///< a piece of a line follows the last; the next answer takes it away
    std::string last_sha256;    ///< of the last line: kept elsewhere, it shows later that the log was not set back
    std::vector<std::string> key_ids;
    bool keys_trusted{false}; ///< every line is signed by a trusted key
};

/// Reads a log line by line, in bounded memory. `trusted` empty = lines by any key are taken. Throws
/// Error{UnreadableInput}.
[[nodiscard]] AuditCheck check_audit(const std::string& path, const std::vector<PublicKey>& trusted);

} // namespace didban
