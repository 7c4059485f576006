#pragma once
#include "pipelines/serve/http.h"
#include "pipelines/serve/metrics.h"
#include "pipelines/serve/routes.h"

#include <functional>
#include <optional>
#include <string>

namespace didban {

/// The answers of a city behind an HTTP server: finds the route, keeps to its parameters, turns errors into statuses
/// with a message in JSON, and counts.
class CityHttp : public HttpService {
public:
    /// `log` takes one line of JSON per request, from any thread.
    CityHttp(ServedCity city, Metrics& metrics, std::function<void(const std::string&)> log);

    [[nodiscard]] bool is_quick(const HttpRequest& request) const noexcept override;
    [[nodiscard]] HttpResponse answer(HttpRequest request) noexcept override;
    [[nodiscard]] HttpResponse refuse(int status, const std::string& why) noexcept override;

private:
    void note(const HttpRequest& request, std::string_view route, const HttpResponse& response) noexcept;

    ServedCity city_;
    Metrics& metrics_;
    std::function<void(const std::string&)> log_;
};

} // namespace didban
