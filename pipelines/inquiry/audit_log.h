#pragma once
#include "didban/crypto/ed25519.h"
#include "didban/report/verification.h"

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

/// Reads a log line by line, in bounded memory. `trusted` empty = lines by any key are taken. Throws
/// Error{UnreadableInput}.
[[nodiscard]] AuditCheck check_audit(const std::string& path, const std::vector<PublicKey>& trusted);

} // namespace didban
