#pragma once
#include "didban/base/log.h"
#include "didban/crypto/ed25519.h"

#include <string>

namespace didban::cli {

/// Makes a key pair: PREFIX.key (private, readable by its owner alone) and PREFIX.pub. A file appears whole or not at
/// all. Never overwrites a key: throws Error{Usage} when one of them exists; what a full disk left of one (an empty or
/// cut file) is no key and is replaced.
void write_key_pair(const std::string& prefix);

/// The private key of PREFIX, made with a warning when there is none yet. A missing public half is written again.
/// Throws Error.
[[nodiscard]] PrivateKey own_key(const std::string& prefix, const Log& log);

} // namespace didban::cli
