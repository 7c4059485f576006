#include "pipelines/service/read_requests.h"

#include "didban/base/asked_day.h"
#include "didban/base/error.h"
#include "didban/base/text.h"
#include "didban/crypto/canonical_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace didban {

namespace {

using Json = nlohmann::json; // finds keys fast, however many a stranger sends

[[noreturn]] void wrong(const std::string& message)
{
    throw Error(ErrorKind::Usage, message);
}

Json parsed(std::string_view text, const std::string& name)
{
    if (!canonical_json(text)) // looked at first: what is nested without end is never held in memory
        wrong(Json::accept(text)
                  ? name + ": a key stands twice, or the text is nested without end; state each value once"
                  : name + " is not JSON");
    return Json::parse(text);
}

std::string text_of(const Json& object, const std::string& key)
{
    const auto found = object.find(key);
    if (found == object.end() || found->is_null())
        return {};
    if (!found->is_string())
        wrong("\"" + key + "\" must be a text");
    return found->get<std::string>();
}

void only(const Json& object, const std::vector<std::string>& keys, const std::string& name)
{
    for (const auto& [key, value] : object.items())
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
            const std::string near = text::nearest(key, keys);
            wrong(name + ": unknown key \"" + key + "\"" +
                  (near.empty() ? "; see docs/parcel-service.md" : "; did you mean \"" + near + "\"?"));
        }
}

} // namespace

std::vector<std::string> read_ids(std::string_view json, const std::string& name)
{
    const Json list = parsed(json, name);
    std::vector<std::string> ids;
    const bool texts =
        list.is_array() && std::all_of(list.begin(), list.end(), [](const Json& id) { return id.is_string(); });
    if (!texts)
        wrong(name + " must be a JSON list of texts");
    for (const Json& id : list)
        ids.push_back(id.get<std::string>());
    return ids;
}

std::vector<ParcelProposal> read_proposals(std::string_view json, const std::string& name)
{
    const Json list = parsed(json, name);
    std::vector<ParcelProposal> proposals;
    const bool objects =
        list.is_array() && std::all_of(list.begin(), list.end(), [](const Json& one) { return one.is_object(); });
    if (!objects)
        wrong(name + " must be a JSON list of {\"parcel_id\": …, \"proposal\": {…}}");
    for (const Json& one : list) {
        only(one, {"parcel_id", "proposal"}, name);
        proposals.push_back({text_of(one, "parcel_id"), one.value("proposal", Json()).dump()});
    }
    return proposals;
}

ServiceInquiry read_inquiry(std::string_view text, const std::string& name, InquiryKeys keys)
{
    const Json json = parsed(text, name);
    if (!json.is_object())
        wrong(name + " must be a JSON object");
    std::vector<std::string> known{"purpose", "since", "on", "valid_days"};
    if (keys == InquiryKeys::All)
        known.insert(known.end(), {"request_id", "consumer", "key", "audit"});
    only(json, known, name);
    ServiceInquiry inquiry;
    inquiry.purpose = text_of(json, "purpose");
    inquiry.since = asked_day(text_of(json, "since"), "since");
    if (const std::string on = text_of(json, "on"); !on.empty())
        inquiry.on = asked_day(on, "on");
    if (const auto days = json.find("valid_days"); days != json.end()) {
        if (!days->is_number_integer())
            wrong("\"valid_days\" must be a whole number");
        inquiry.valid_days =
            static_cast<int>(std::clamp(days->get<double>(), -1.0, 1e6)); // its range is looked at later
    }
    inquiry.request_id = text_of(json, "request_id");
    inquiry.consumer = text_of(json, "consumer");
    inquiry.key_file = text_of(json, "key");
    inquiry.audit_log = text_of(json, "audit");
    return inquiry;
}

} // namespace didban
