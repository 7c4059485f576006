#include "pipelines/inquiry/envelope.h"

#include "didban/crypto/encoding.h"
#include "pipelines/inquiry/inquiry.h"

#include <algorithm>

namespace didban {

namespace {

std::string_view text_of(const std::vector<std::byte>& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

VerifiedAnswer invalid(std::string reason)
{
    VerifiedAnswer a;
    a.reason = std::move(reason);
    return a;
}

std::string string_at(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

std::string seal(const Json& payload, const PrivateKey& key)
{
    const PublicKey public_key = key.public_key();
    Json envelope{
        {"format", envelope_format},
        {"payload", payload},
        {"signature", {{"algorithm", "Ed25519"}, {"key_id", public_key.id()}, {"public_key", public_key.pem()}}}};
    const std::string signature = key.sign(canonical(envelope));
    envelope["signature"]["value"] = to_base64(std::as_bytes(std::span(signature.data(), signature.size())));
    return canonical(envelope) + "\n";
}

VerifiedAnswer verify_inquiry(std::string_view text, const std::optional<PublicKey>& trusted)
{
    const Json envelope = Json::parse(text, nullptr, false);
    if (envelope.is_discarded() || !envelope.is_object() || string_at(envelope, "format") != envelope_format ||
        !envelope.contains("payload") || !envelope["payload"].is_object() || !envelope.contains("signature") ||
        !envelope["signature"].is_object())
        return invalid("not an answer of the form didban-inquiry-1");
    // One spelling only: a byte that does not change the meaning is a changed byte all the same.
    if (canonical(envelope) + "\n" != text)
        return invalid("the bytes are not those that were signed");
    Json unsigned_part = envelope;
    const std::string value = string_at(envelope["signature"], "value");
    unsigned_part["signature"].erase("value");
    const auto signature = from_base64(value);
    if (!signature || string_at(envelope["signature"], "algorithm") != "Ed25519")
        return invalid("the signature is not Ed25519 in base64");
    try {
        const PublicKey own = PublicKey::from_pem(string_at(envelope["signature"], "public_key"), "answer");
        if (own.id() != string_at(envelope["signature"], "key_id"))
            return invalid("the key does not have the id that the answer gives it");
        if (trusted && trusted->id() != own.id())
            return invalid("signed by key " + own.id() + ", not by the trusted key " + trusted->id());
        if (!own.verify(canonical(unsigned_part), text_of(*signature)))
            return invalid("the signature does not belong to this answer");
    } catch (const std::exception& e) {
        return invalid(e.what());
    }
    const Json& payload = envelope["payload"];
    VerifiedAnswer a;
    a.valid = true;
    a.key_id = string_at(envelope["signature"], "key_id");
    a.request_id = string_at(payload, "request_id");
    a.purpose = string_at(payload, "purpose");
    a.parcel_id = string_at(payload, "parcel_id");
    a.issued_at = string_at(payload, "issued_at");
    a.valid_until = string_at(payload, "valid_until");
    if (const auto imagery = payload.find("imagery"); imagery != payload.end() && imagery->is_object())
        a.imagery = string_at(*imagery, "state");
    return a;
}

} // namespace didban
