#pragma once
#include "didban/parcel_service.h"
#include "pipelines/serve/http.h"
#include "pipelines/serve/metrics.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace didban {

/// What the routes answer from.
struct ServedCity {
    const ParcelService& service;
    const Metrics& metrics;
    std::size_t most_items;                ///< of one batch
    std::string key_file, audit_log;       ///< of inquiries
    std::vector<std::string> trusted_keys; ///< files of public keys besides the one that belongs to key_file
};

/// One request that a route was found for.
struct RoutedRequest {
    const HttpRequest& http;
    std::vector<std::string> parts; ///< what stands in the place of each {…}
    std::map<std::string, std::string> query;
};

struct Route {
    std::string_view method, path;       ///< "/v1/parcels/{id}/rules"
    std::vector<std::string_view> query; ///< the parameters that it knows
    bool quick;
    /// Throws Error and HttpRefusal.
    HttpResponse (*answer)(const ServedCity& city, const RoutedRequest& request);
};

/// All of them; docs/openapi.json describes each.
[[nodiscard]] const std::vector<Route>& routes();

/// docs/openapi.json and docs/answers.schema.json.
[[nodiscard]] std::string_view openapi_text();
[[nodiscard]] std::string_view answers_schema_text();

} // namespace didban
