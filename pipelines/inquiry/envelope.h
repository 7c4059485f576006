#pragma once
#include "didban/crypto/ed25519.h"
#include "pipelines/parcel/answer_json.h"

namespace didban {

inline constexpr const char* envelope_format = "didban-inquiry-1";

/// Puts a payload into a signed envelope: one line of canonical JSON. Signed is the canonical form of the envelope
/// without signature.value.
[[nodiscard]] std::string seal(const Json& payload, const PrivateKey& key);

} // namespace didban
