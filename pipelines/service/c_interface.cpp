#include "didban/didban.h"

#include "didban/base/error.h"
#include "didban/base/redact.h"
#include "didban/parcel_service.h"

#include <cstdlib>
#include <cstring>
#include <limits>
#include <new>

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
    if (const auto date = didban::Date::parse_iso(text))
        return *date;
    throw didban::Error(didban::ErrorKind::Usage,
                        std::string(name) + " \"" + text + "\" is not a day; write it as 2026-03-21");
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
        const didban::ParcelRules rules = service->service.rules_for(parcel_id, day(on, "on"));
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
        const std::optional<didban::Date> known_day = known ? std::optional(day(known, "known")) : std::nullopt;
        give(service->service.rules_for(parcel_id, day(on, "on"), known_day).json(), json);
    });
}

didban_status didban_assess_json(const didban_service* service, const char* parcel_id, const char* proposal,
                                 const char* on, char** json, char** error)
{
    return guarded(error, [&] {
        need(service, "service");
        need(parcel_id, "parcel_id");
        need(proposal, "proposal");
        need(json, "json");
        *json = nullptr;
        const std::optional<didban::Date> as_of = on ? std::optional(day(on, "on")) : std::nullopt;
        give(didban::assessment_json(
                 service->service.assess(parcel_id, didban::parse_proposal(proposal, "proposal"), as_of)),
             json);
    });
}

void didban_free(char* text)
{
    std::free(text);
}
