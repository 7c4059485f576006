#include "didban/didban.h"

#include "didban/base/asked_day.h"
#include "didban/base/error.h"
#include "didban/base/redact.h"
#include "didban/parcel_service.h"
#include "pipelines/service/read_requests.h"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <cstring>
#include <limits>
#include <new>

using Json = nlohmann::ordered_json;

struct didban_service {
    didban::ParcelService service;
};

namespace {

char* copy(const std::string& text)
{
    auto* bytes = static_cast<char*>(std::malloc(text.size() + 1));
    if (bytes)
        std::memcpy(bytes, text.c_str(), text.size() + 1);
    return bytes;
}

didban_status status_of(didban::ErrorKind kind)
{
    switch (kind) {
    case didban::ErrorKind::Usage:
        return DIDBAN_USAGE;
    case didban::ErrorKind::Configuration:
        return DIDBAN_CONFIGURATION;
    case didban::ErrorKind::UnreadableInput:
        return DIDBAN_UNREADABLE_INPUT;
    case didban::ErrorKind::IncompatibleInput:
        return DIDBAN_INCOMPATIBLE_INPUT;
    case didban::ErrorKind::OutputFailed:
        return DIDBAN_OUTPUT_FAILED;
    default:
        return DIDBAN_INTERNAL;
    }
}

void tell(char** error, const char* message) noexcept
{
    if (!error)
        return;
    try {
        *error = copy(didban::redact(message));
    } catch (const std::bad_alloc&) { // the status says it
    }
}

/// Runs `work` and turns whatever it throws into a status and a message.
template <class Work>
didban_status guarded(char** error, Work work) noexcept
{
    if (error)
        *error = nullptr;
    try {
        work();
        return DIDBAN_OK;
    } catch (const didban::Error& e) {
        tell(error, e.what());
        return status_of(e.kind());
    } catch (const std::exception& e) {
        tell(error, e.what());
    } catch (...) {
        tell(error, "unknown failure");
    }
    return DIDBAN_INTERNAL;
}

void need(const void* argument, const char* name)
{
    if (!argument)
        throw didban::Error(didban::ErrorKind::Usage, std::string(name) + " is NULL");
}

didban::Date day(const char* text, const char* name)
{
    need(text, name);
    return didban::asked_day(text, name);
}

std::optional<didban::Date> optional_day(const char* text, const char* name)
{
    return text ? std::optional(day(text, name)) : std::nullopt;
}

void give(const std::string& text, char** out)
{
    *out = copy(text);
    if (!*out)
        throw std::bad_alloc();
}

} // namespace

int didban_abi_version(void)
{
    return DIDBAN_ABI_VERSION;
}

didban_status didban_open(const char* city, didban_service** service, char** error)
{
    return guarded(error, [&] {
        need(service, "service");
        *service = nullptr;
        need(city, "city");
        *service = new didban_service{didban::ParcelService::open(city)};
    });
}

void didban_close(didban_service* service)
{
    delete service;
}

didban_status didban_reload(const didban_service* service, char** error)
{
    return guarded(error, [&] {
        need(service, "service");
        service->service.reload();
    });
}

didban_status didban_get_limit(const didban_service* service, const char* parcel_id, const char* on,
                               const char* quantity_name, didban_limit* limit, char** error)
{
    return didban_get_limit_known(service, parcel_id, on, nullptr, quantity_name, limit, error);
}

didban_status didban_get_limit_known(const didban_service* service, const char* parcel_id, const char* on,
                                     const char* known, const char* quantity_name, didban_limit* limit, char** error)
{
    return guarded(error, [&] {
        need(service, "service");
        need(parcel_id, "parcel_id");
        need(quantity_name, "quantity");
        need(limit, "limit");
        const auto q = didban::quantity(quantity_name);
        if (!q)
            throw didban::Error(didban::ErrorKind::Usage,
                                std::string("quantity \"") + quantity_name +
                                    "\" is not known; write floors, height, coverage, floor_area_ratio, …");
        const didban::ParcelRules rules =
            service->service.rules_for(parcel_id, day(on, "on"), optional_day(known, "known"));
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        *limit = {DIDBAN_UNKNOWN, none, none, none, none};
        const didban::QuantityAnswer* a = rules.find(*q);
        if (!a)
            return;
        limit->outcome = static_cast<didban_outcome>(a->outcome);
        if (a->maximum) {
            limit->maximum_low = a->maximum->low;
            limit->maximum_high = a->maximum->high;
        }
        if (a->minimum) {
            limit->minimum_low = a->minimum->low;
            limit->minimum_high = a->minimum->high;
        }
    });
}

static_assert(static_cast<int>(didban::Outcome::Allowed) == DIDBAN_ALLOWED &&
              static_cast<int>(didban::Outcome::Limited) == DIDBAN_LIMITED &&
              static_cast<int>(didban::Outcome::Forbidden) == DIDBAN_FORBIDDEN &&
              static_cast<int>(didban::Outcome::NotRegulated) == DIDBAN_NOT_REGULATED &&
              static_cast<int>(didban::Outcome::Unknown) == DIDBAN_UNKNOWN &&
              static_cast<int>(didban::Outcome::NeedsInquiry) == DIDBAN_NEEDS_INQUIRY);

didban_status didban_rules_json(const didban_service* service, const char* parcel_id, const char* on, const char* known,
                                char** json, char** error)
{
    return guarded(error, [&] {
        need(service, "service");
        need(parcel_id, "parcel_id");
        need(json, "json");
        *json = nullptr;
        give(service->service.rules_for(parcel_id, day(on, "on"), optional_day(known, "known")).json(), json);
    });
}

didban_status didban_assess_json(const didban_service* service, const char* parcel_id, const char* proposal,
                                 const char* on, char** json, char** error)
{
    return didban_assess_known_json(service, parcel_id, proposal, on, nullptr, json, error);
}

didban_status didban_assess_known_json(const didban_service* service, const char* parcel_id, const char* proposal,
                                       const char* on, const char* known, char** json, char** error)
{
    return guarded(error, [&] {
        need(service, "service");
        need(parcel_id, "parcel_id");
        need(proposal, "proposal");
        need(json, "json");
        *json = nullptr;
        give(didban::assessment_json(service->service.assess(parcel_id, didban::parse_proposal(proposal, "proposal"),
                                                             optional_day(on, "on"), optional_day(known, "known"))),
             json);
    });
}

didban_status didban_parcel_json(const didban_service* service, const char* parcel_id, const char* on,
                                 const char* known, double radius_m, char** json, char** error)
{
    return guarded(error, [&] {
        need(service, "service");
        need(parcel_id, "parcel_id");
        need(json, "json");
        *json = nullptr;
        give(service->service.parcel_json(parcel_id, day(on, "on"), optional_day(known, "known"), radius_m), json);
    });
}

didban_status didban_parcel_at(const didban_service* service, double lon, double lat, char** id, char** error)
{
    return guarded(error, [&] {
        need(service, "service");
        need(id, "id");
        *id = nullptr;
        if (const auto found = service->service.parcel_at(lon, lat))
            give(*found, id);
    });
}

didban_status didban_ids_json(const didban_service* service, char** json, char** error)
{
    return guarded(error, [&] {
        need(service, "service");
        need(json, "json");
        *json = nullptr;
        give(Json(service->service.ids()).dump() + "\n", json);
    });
}

didban_status didban_ids_like_json(const didban_service* service, const char* beginning, size_t most, char** json,
                                   char** error)
{
    return guarded(error, [&] {
        need(service, "service");
        need(beginning, "beginning");
        need(json, "json");
        *json = nullptr;
        give(Json(service->service.ids_like(beginning, most)).dump() + "\n", json);
    });
}

didban_status didban_rules_batch_json(const didban_service* service, const char* parcel_ids, const char* on,
                                      const char* known, char** json, char** error)
{
    return guarded(error, [&] {
        need(service, "service");
        need(parcel_ids, "parcel_ids");
        need(json, "json");
        *json = nullptr;
        give(service->service.rules_json(didban::read_ids(parcel_ids, "parcel_ids"), day(on, "on"),
                                         optional_day(known, "known")),
             json);
    });
}

didban_status didban_assess_batch_json(const didban_service* service, const char* assessments, const char* on,
                                       char** json, char** error)
{
    return didban_assess_batch_known_json(service, assessments, on, nullptr, json, error);
}

didban_status didban_assess_batch_known_json(const didban_service* service, const char* assessments, const char* on,
                                             const char* known, char** json, char** error)
{
    return guarded(error, [&] {
        need(service, "service");
        need(assessments, "assessments");
        need(json, "json");
        *json = nullptr;
        give(service->service.assessments_json(didban::read_proposals(assessments, "assessments"),
                                               optional_day(on, "on"), optional_day(known, "known")),
             json);
    });
}

didban_status didban_polygon_rules_json(const didban_service* service, const char* polygon, const char* crs,
                                        const char* on, const char* known, char** json, char** error)
{
    return guarded(error, [&] {
        need(service, "service");
        need(polygon, "polygon");
        need(json, "json");
        *json = nullptr;
        give(service->service.drawn_rules_json(polygon, crs ? crs : "", day(on, "on"), optional_day(known, "known")),
             json);
    });
}

didban_status didban_inquire(const didban_service* service, const char* parcel_id, const char* inquiry, char** answer,
                             char** error)
{
    return guarded(error, [&] {
        need(service, "service");
        need(parcel_id, "parcel_id");
        need(inquiry, "inquiry");
        need(answer, "answer");
        *answer = nullptr;
        give(service->service.inquire(parcel_id, didban::read_inquiry(inquiry, "inquiry", didban::InquiryKeys::All)),
             answer);
    });
}

didban_status didban_verify_json(const char* answer, const char* public_key, int allow_unknown_key, char** json,
                                 char** error)
{
    return guarded(error, [&] {
        need(answer, "answer");
        need(json, "json");
        *json = nullptr;
        std::vector<std::string> keys;
        if (public_key)
            keys.emplace_back(public_key);
        give(didban::verify_answer_json(answer, keys, allow_unknown_key != 0), json);
    });
}

void didban_free(char* text)
{
    std::free(text);
}
