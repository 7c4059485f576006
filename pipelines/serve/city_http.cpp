#include "pipelines/serve/city_http.h"

#include "didban/base/error.h"
#include "didban/base/redact.h"
#include "didban/base/text.h"
#include "pipelines/serve/request_target.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace didban {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longest_name = 128;

std::string dump(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

HttpResponse error_response(int status, const std::string& why, const std::string& request_id) noexcept
{
    try {
        return {.status = status,
                .body = dump({{"status", status}, {"error", redact(why)}, {"request_id", request_id}}),
                .request_id = request_id};
    } catch (const std::exception&) {
        return {.status = status, .body = "{\"error\":\"out of memory\"}\n"};
    }
}

std::string new_request_id()
{
    static thread_local std::random_device source;
    constexpr std::string_view digits = "0123456789abcdef";
    std::string id;
    while (id.size() < 32)
        id += digits[source() & 15U];
    return id;
}

/// Names that go into logs and signed answers: of a sane length, and nothing in them but visible text.
void check_name(const std::string& text, const char* header)
{
    if (text.size() > longest_name || !text::is_valid_utf8(text) ||
        std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
        throw HttpRefusal{400, std::string("the header ") + header + " must be UTF-8 text of at most " +
                                   std::to_string(longest_name) + " bytes without control characters"};
}

int status_of(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Usage:
        return 400;
    case ErrorKind::Internal:
        return 500;
    default: // the city's own data or log: nothing that the client could mend
        return 503;
    }
}

std::vector<std::string> template_parts(std::string_view path)
{
    return parse_target(path).path;
}

bool is_open(std::string_view part)
{
    return part.starts_with('{');
}

/// What stands in place of {…}, when the path is one of this template.
std::optional<std::vector<std::string>> matched(const std::vector<std::string>& parts,
                                                const std::vector<std::string>& path)
{
    if (parts.size() != path.size())
        return std::nullopt;
    std::vector<std::string> open;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (is_open(parts[i]) && !path[i].empty())
            open.push_back(path[i]);
        else if (parts[i] != path[i])
            return std::nullopt;
    }
    return open;
}

struct Found {
    const Route* route{nullptr};
    std::vector<std::string> open;
    std::string allow; ///< methods of this path, when none is the one that was asked
};

Found find_route(const std::string& method, const std::vector<std::string>& path)
{
    static const auto parts = [] {
        std::vector<std::vector<std::string>> all;
        for (const Route& route : routes())
            all.push_back(template_parts(route.path));
        return all;
    }();
    Found found;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto open = matched(parts[i], path);
        if (!open)
            continue;
        const Route& route = routes()[i];
        if (route.method == method)
            return {&route, std::move(*open), {}};
        found.allow += (found.allow.empty() ? "" : ", ") + std::string(route.method);
    }
    return found;
}

void check_query(const Route& route, const std::map<std::string, std::string>& query)
{
    for (const auto& [name, value] : query)
        if (std::find(route.query.begin(), route.query.end(), name) == route.query.end()) {
            const std::vector<std::string> known(route.query.begin(), route.query.end());
            const std::string near = text::nearest(name, known);
            throw HttpRefusal{400, "unknown parameter \"" + name + "\"" +
                                       (near.empty() ? "; see /openapi.json" : "; did you mean \"" + near + "\"?")};
        }
}

} // namespace

CityHttp::CityHttp(ServedCity city, Metrics& metrics, std::function<void(const std::string&)> log)
    : city_(std::move(city)), metrics_(metrics), log_(std::move(log))
{
}

bool CityHttp::is_quick(const HttpRequest& request) const noexcept
{
    return std::any_of(routes().begin(), routes().end(),
                       [&](const Route& r) { return r.quick && r.path == request.target; });
}

HttpResponse CityHttp::answer(HttpRequest request) noexcept
{
    const Route* route = nullptr;
    HttpResponse response;
    try {
        check_name(request.consumer, "X-Consumer");
        std::string id = std::move(request.request_id);
        request.request_id = {};
        check_name(id, "X-Request-Id");
        request.request_id = id.empty() ? new_request_id() : std::move(id);
        RequestTarget target = parse_target(request.target);
        Found found = find_route(request.method, target.path);
        route = found.route;
        if (!route && !found.allow.empty()) {
            response = error_response(405, "this address takes " + found.allow + " only", request.request_id);
            response.allow = found.allow;
        } else if (!route) {
            throw HttpRefusal{404, "there is no such address; /openapi.json lists them"};
        } else {
            check_query(*route, target.query);
            response = route->answer(city_, {request, std::move(found.open), std::move(target.query)});
            response.request_id = request.request_id;
        }
    } catch (const HttpRefusal& refusal) {
        response = error_response(refusal.status, refusal.message, request.request_id);
    } catch (const Error& e) {
        response = error_response(status_of(e.kind()), e.what(), request.request_id);
    } catch (const std::bad_alloc&) {
        response = error_response(503, "not enough memory for this answer; ask for less at once", request.request_id);
    } catch (const std::exception& e) {
        response = error_response(500, e.what(), request.request_id);
    }
    note(request, route ? route->path : "none", response);
    return response;
}

HttpResponse CityHttp::refuse(int status, const std::string& why) noexcept
{
    HttpResponse response = error_response(status, why, "");
    note({}, "none", response);
    return response;
}

void CityHttp::note(const HttpRequest& request, std::string_view route, const HttpResponse& response) noexcept
{
    try {
        const double seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - request.arrived).count();
        const bool known = request.method == "GET" || request.method == "POST";
        metrics_.count(route, known ? request.method : "other", response.status, seconds);
        if (log_)
            log_(dump({{"request_id", request.request_id},
                       {"consumer", request.consumer},
                       {"method", request.method},
                       {"target", request.target},
                       {"status", response.status},
                       {"bytes", response.body.size()},
                       {"ms", std::round(seconds * 1e5) / 100}}));
    } catch (const std::exception&) { // the answer counts for more than its line
    }
}

} // namespace didban
