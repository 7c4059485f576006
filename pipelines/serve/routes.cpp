#include "pipelines/serve/routes.h"

#include "didban/base/asked_day.h"
#include "didban/base/clock.h"
#include "didban/base/error.h"
#include "didban/crypto/canonical_json.h"
#include "didban/crypto/ed25519.h"
#include "didban/report/parcel_rules.h"
#include "pipelines/service/read_requests.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <limits>
#include <nlohmann/json.hpp>

namespace didban {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_ids = 1000;

std::string text_of(const RoutedRequest& request, const std::string& name)
{
    const auto found = request.query.find(name);
    return found == request.query.end() ? std::string() : found->second;
}

std::optional<Date> day_of(const RoutedRequest& request, const std::string& name)
{
    const std::string text = text_of(request, name);
    return text.empty() ? std::nullopt : std::optional(asked_day(text, name));
}

Date on(const RoutedRequest& request)
{
    const auto day = day_of(request, "on");
    return day ? *day : today_in_tehran();
}

double number_of(const RoutedRequest& request, const std::string& name, std::pair<double, double> range,
                 std::optional<double> otherwise = {})
{
    const std::string text = text_of(request, name);
    if (text.empty() && otherwise)
        return *otherwise;
    double value = std::numeric_limits<double>::quiet_NaN();
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc{} || end != text.data() + text.size() || !(value >= range.first && value <= range.second))
        throw HttpRefusal{400, name + " \"" + text + "\": write a number from " + ecmascript_number(range.first) +
                                   " to " + ecmascript_number(range.second)};
    return value;
}

/// Runs what asks about a parcel: where the cadastre has none with this id, that is 404.
template <class Ask>
HttpResponse about_parcel(const ServedCity& city, const std::string& id, Ask ask)
{
    try {
        return {.body = ask(id)};
    } catch (const Error& e) {
        if (e.kind() == ErrorKind::Usage && !city.service.has(id))
            throw HttpRefusal{404, e.what()};
        throw;
    }
}

/// Runs what reads or uses the body; what is wrong with it is the client's to mend.
template <class Use>
auto with_body(const RoutedRequest& request, Use use)
{
    const std::string& type = request.http.content_type;
    if (!type.empty() && type.find("json") == std::string::npos)
        throw HttpRefusal{415, "Content-Type " + type + ": send JSON as application/json"};
    try {
        return use(request.http.body);
    } catch (const Error& e) {
        if (e.kind() == ErrorKind::Internal || e.kind() == ErrorKind::OutputFailed)
            throw;
        throw HttpRefusal{Json::accept(request.http.body) ? 422 : 400, e.what()};
    }
}

template <class List>
void check_items(const ServedCity& city, const List& list)
{
    if (list.size() > city.most_items)
        throw HttpRefusal{413, std::to_string(list.size()) + " items; ask for at most " +
                                   std::to_string(city.most_items) + " at once"};
}

HttpResponse health(const ServedCity&, const RoutedRequest&)
{
    return {.body = "{\"status\":\"ok\"}\n"};
}

HttpResponse metrics(const ServedCity& city, const RoutedRequest&)
{
    return {.body = city.metrics.text(), .content_type = "text/plain; version=0.0.4"};
}

HttpResponse description(const ServedCity&, const RoutedRequest&)
{
    return {.body = std::string(openapi_text())};
}

HttpResponse schema(const ServedCity&, const RoutedRequest&)
{
    return {.body = std::string(answers_schema_text())};
}

HttpResponse search(const ServedCity& city, const RoutedRequest& request)
{
    const std::string text = text_of(request, "search");
    if (text.empty())
        throw HttpRefusal{400, "search: write the beginning of a parcel id, for example /v1/parcels?search=3-1-10"};
    const auto most = static_cast<std::size_t>(number_of(request, "limit", {1, static_cast<double>(most_ids)}, 20));
    auto ids = city.service.ids_like(text, most + 1);
    const bool more = ids.size() > most;
    if (more)
        ids.pop_back();
    return {.body = Json{{"parcel_ids", ids}, {"more", more}}.dump(2) + "\n"};
}

/// What gives the file of a parcel as it is asked for.
auto file_of(const ServedCity& city, const RoutedRequest& request)
{
    return [&city, day = on(request), known = day_of(request, "known"),
            radius = number_of(request, "radius_m", {0, 5000}, 200)](const std::string& id) {
        return city.service.parcel_json(id, day, known, radius);
    };
}

HttpResponse parcel(const ServedCity& city, const RoutedRequest& request)
{
    return about_parcel(city, request.parts[0], file_of(city, request));
}

HttpResponse parcel_at(const ServedCity& city, const RoutedRequest& request)
{
    const double lon = number_of(request, "lon", {-180, 180}), lat = number_of(request, "lat", {-90, 90});
    const auto file = file_of(city, request);
    const auto id = city.service.parcel_at(lon, lat);
    if (!id)
        throw HttpRefusal{404, text_of(request, "lon") + "," + text_of(request, "lat") +
                                   ": no parcel there; the order is longitude, latitude"};
    return {.body = file(*id)};
}

HttpResponse rules(const ServedCity& city, const RoutedRequest& request)
{
    const Date day = on(request);
    const auto known = day_of(request, "known");
    return about_parcel(city, request.parts[0],
                        [&](const std::string& id) { return city.service.rules_for(id, day, known).json(); });
}

HttpResponse limit(const ServedCity& city, const RoutedRequest& request)
{
    const auto asked = quantity(request.parts[1]);
    if (!asked)
        throw HttpRefusal{404, "quantity \"" + request.parts[1] +
                                   "\" is not known; write floors, height, coverage, floor_area_ratio, …"};
    const Date day = on(request);
    const auto known = day_of(request, "known");
    return about_parcel(city, request.parts[0], [&](const std::string& id) {
        const ParcelRules rules = city.service.rules_for(id, day, known);
        const QuantityAnswer* found = rules.find(*asked);
        if (!found)
            throw HttpRefusal{404, "no rule of the plan speaks of " + request.parts[1] + " on parcel " +
                                       rules.parcel_id + "; that is no statement that anything is allowed"};
        return limit_json(*found, rules.answer, rules.pending());
    });
}

HttpResponse assess(const ServedCity& city, const RoutedRequest& request)
{
    const Date day = on(request);
    const auto known = day_of(request, "known");
    return with_body(request, [&](const std::string& body) {
        const Proposal proposal = parse_proposal(body, "proposal");
        return about_parcel(city, request.parts[0], [&](const std::string& id) {
            return assessment_json(city.service.assess(id, proposal, day, known));
        });
    });
}

HttpResponse many_rules(const ServedCity& city, const RoutedRequest& request)
{
    const auto ids = with_body(request, [](const std::string& body) { return read_ids(body, "parcel_ids"); });
    check_items(city, ids);
    return {.body = city.service.rules_json(ids, on(request), day_of(request, "known"))};
}

HttpResponse many_assessments(const ServedCity& city, const RoutedRequest& request)
{
    const auto proposals =
        with_body(request, [](const std::string& body) { return read_proposals(body, "assessments"); });
    check_items(city, proposals);
    return {.body = city.service.assessments_json(proposals, on(request), day_of(request, "known"))};
}

HttpResponse polygon_rules(const ServedCity& city, const RoutedRequest& request)
{
    const Date day = on(request);
    const auto known = day_of(request, "known");
    return {.body = with_body(request, [&](const std::string& body) {
                return city.service.drawn_rules_json(body, text_of(request, "crs"), day, known);
            })};
}

HttpResponse inquiry(const ServedCity& city, const RoutedRequest& request)
{
    ServiceInquiry asked = with_body(
        request, [](const std::string& body) { return read_inquiry(body, "inquiry", InquiryKeys::Question); });
    if (!std::filesystem::exists(city.key_file))
        throw HttpRefusal{503, "this service has no key to sign answers with; make one with didban keygen"};
    asked.request_id = request.http.request_id;
    asked.consumer = request.http.consumer;
    asked.key_file = city.key_file;
    asked.audit_log = city.audit_log;
    return about_parcel(city, request.parts[0], [&](const std::string& id) { return city.service.inquire(id, asked); });
}

HttpResponse verification(const ServedCity& city, const RoutedRequest& request)
{
    std::vector<std::string> keys;
    if (std::filesystem::exists(city.key_file))
        keys.push_back(PublicKey::from_file(city.key_file).pem());
    for (const std::string& file : city.trusted_keys)
        keys.push_back(PublicKey::from_file(file).pem());
    return {.body = with_body(request, [&](const std::string& body) { return verify_answer_json(body, keys, false); })};
}

} // namespace

const std::vector<Route>& routes()
{
    static const std::vector<Route> all{
        {"GET", "/healthz", {}, true, health},
        {"GET", "/metrics", {}, true, metrics},
        {"GET", "/openapi.json", {}, true, description},
        {"GET", "/answers.schema.json", {}, true, schema},
        {"GET", "/v1/parcels", {"search", "limit"}, false, search},
        {"GET", "/v1/parcels/{id}", {"on", "known", "radius_m"}, false, parcel},
        {"GET", "/v1/parcel-at", {"lon", "lat", "on", "known", "radius_m"}, false, parcel_at},
        {"GET", "/v1/parcels/{id}/rules", {"on", "known"}, false, rules},
        {"GET", "/v1/parcels/{id}/limits/{quantity}", {"on", "known"}, false, limit},
        {"POST", "/v1/parcels/{id}/assess", {"on", "known"}, false, assess},
        {"POST", "/v1/parcels/{id}/inquiry", {}, false, inquiry},
        {"POST", "/v1/rules", {"on", "known"}, false, many_rules},
        {"POST", "/v1/assess", {"on", "known"}, false, many_assessments},
        {"POST", "/v1/polygon/rules", {"on", "known", "crs"}, false, polygon_rules},
        {"POST", "/v1/verify", {}, false, verification},
    };
    return all;
}

} // namespace didban
