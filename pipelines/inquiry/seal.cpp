#include "pipelines/inquiry/seal.h"

#include "didban/crypto/canonical_json.h"
#include "didban/crypto/canonical_value.h"
#include "didban/crypto/encoding.h"

#include <algorithm>

namespace didban {

namespace {

std::string_view text_of(const std::vector<std::byte>& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Why the signature does not hold; "" = it holds.
std::string fault_of(OpenedSeal& opened, const std::vector<PublicKey>& trusted)
{
    Json unsigned_part = opened.body;
    const Json signature = opened.body["signature"];
    unsigned_part["signature"].erase("value");
    const auto value = from_base64(text_at(signature, "value"));
    if (!value || text_at(signature, "algorithm") != "Ed25519")
        return "the signature is not Ed25519 in base64";
    const PublicKey own = PublicKey::from_pem(text_at(signature, "public_key"), "the key that the signature names");
    if (own.id() != text_at(signature, "key_id"))
        return "the key does not have the id that the signature gives it";
    opened.key_id = own.id();
    opened.trusted =
        std::any_of(trusted.begin(), trusted.end(), [&](const PublicKey& key) { return key.id() == own.id(); });
    if (!trusted.empty() && !opened.trusted)
        return "signed by key " + own.id() + ", not by the trusted key " + trusted.front().id();
    if (!own.verify(canonical_json_of(unsigned_part), text_of(*value)))
        return "the signature does not belong to this text";
    return {};
}

/// The same as a Json, whose own parser looks through all keys of an object for each: a stranger may send many.
Json in_order(const nlohmann::json& value)
{
    if (value.is_object()) {
        Json object = Json::object();
        std::vector<std::pair<const std::string, Json>>& members = object.get_ref<Json::object_t&>();
        for (const auto& [key, member] : value.items())
            members.emplace_back(key, in_order(member));
        return object;
    }
    if (value.is_array()) {
        Json array = Json::array();
        for (const auto& member : value)
            array.push_back(in_order(member));
        return array;
    }
    return value;
}

} // namespace

std::string text_at(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string seal(Json body, const PrivateKey& key)
{
    const PublicKey public_key = key.public_key();
    body["signature"] = {{"algorithm", "Ed25519"}, {"key_id", public_key.id()}, {"public_key", public_key.pem()}};
    const std::string signature = key.sign(canonical_json_of(body));
    body["signature"]["value"] = to_base64(std::as_bytes(std::span(signature.data(), signature.size())));
    return canonical_json_of(body);
}

OpenedSeal open_seal(std::string_view text, const std::vector<PublicKey>& trusted)
{
    OpenedSeal opened;
    const auto form = canonical_json(text);
    if (form)
        opened.body = in_order(nlohmann::json::parse(*form));
    if (!opened.body.is_object() || !opened.body.contains("signature") || !opened.body["signature"].is_object()) {
        opened.reason = "not a signed JSON text with one meaning";
        return opened;
    }
    try {
        opened.reason = fault_of(opened, trusted);
    } catch (const std::exception& e) {
        opened.reason = e.what();
    }
    opened.holds = opened.reason.empty();
    return opened;
}

} // namespace didban
