#pragma once
#include <string>

namespace didban::cli {

/// Makes a key pair: PREFIX.key (private, readable by its owner alone) and PREFIX.pub. Never overwrites: throws
/// Error{Usage} when one of them exists.
void write_key_pair(const std::string& prefix);

} // namespace didban::cli
