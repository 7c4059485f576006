#pragma once
#include "didban/crypto/ed25519.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace didban {

using Json = nlohmann::ordered_json;

/// `body` with a member "signature" (algorithm, key_id, public_key, value) as canonical JSON (canonical_json.h) without
/// a line's end. Signed are the bytes of that form without signature.value.
[[nodiscard]] std::string seal(Json body, const PrivateKey& key);

struct OpenedSeal {
    bool holds{false};   ///< the named key signed this meaning
    std::string reason;  ///< why not
    bool trusted{false}; ///< the key is one of those trusted
    std::string key_id;
    Json body; ///< the signature included; null when the text is no JSON object
};

/// Checks a sealed text in whatever spelling it comes: white space, the order of keys and escapes are not part of what
/// was signed. `trusted` empty = no key is known; else a seal of another key does not hold. Never throws for bad
/// content.
[[nodiscard]] OpenedSeal open_seal(std::string_view text, const std::vector<PublicKey>& trusted);

/// A text member of an object; "" when there is none.
[[nodiscard]] std::string text_at(const Json& object, const char* key);

} // namespace didban
