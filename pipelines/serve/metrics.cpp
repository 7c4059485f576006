#include "pipelines/serve/metrics.h"

#include "didban/base/number_text.h"

namespace didban {

namespace {

void head(std::string& out, const char* name, const char* kind, const char* help)
{
    out += std::string("# HELP ") + name + " " + help + "\n# TYPE " + name + " " + kind + "\n";
}

} // namespace

void Metrics::count(std::string_view route, std::string_view method, int status, double seconds)
{
    const std::lock_guard lock(mutex_);
    ++requests_[{std::string(route), std::string(method), status}];
    auto found = latency_.find(route);
    if (found == latency_.end())
        found = latency_.emplace(route, Latency{}).first;
    Latency& latency = found->second;
    for (std::size_t i = 0; i < edges.size(); ++i)
        latency.up_to[i] += seconds <= edges[i] ? 1U : 0U;
    ++latency.count;
    latency.seconds += seconds;
}

void Metrics::count_reload(bool done)
{
    ++(done ? reloads_ : failed_reloads_);
}

std::string Metrics::text() const
{
    const std::lock_guard lock(mutex_);
    std::string out;
    head(out, "didban_http_requests_total", "counter", "Requests answered, by route, method and status.");
    for (const auto& [of, n] : requests_)
        out += "didban_http_requests_total{route=\"" + std::get<0>(of) + "\",method=\"" + std::get<1>(of) +
               "\",status=\"" + std::to_string(std::get<2>(of)) + "\"} " + std::to_string(n) + "\n";
    const std::string name = "didban_http_request_duration_seconds";
    head(out, name.c_str(), "histogram", "From the whole request to its answer.");
    for (const auto& [route, latency] : latency_) {
        const std::string of = "{route=\"" + route + "\"";
        for (std::size_t i = 0; i < edges.size(); ++i)
            out += name + "_bucket" + of + ",le=\"" + text::significant(edges[i], 9) + "\"} " +
                   std::to_string(latency.up_to[i]) + "\n";
        out += name + "_bucket" + of + ",le=\"+Inf\"} " + std::to_string(latency.count) + "\n";
        out += name + "_sum" + of + "} " + text::significant(latency.seconds, 9) + "\n";
        out += name + "_count" + of + "} " + std::to_string(latency.count) + "\n";
    }
    head(out, "didban_reloads_total", "counter", "Times that the data of the city was loaded again, by result.");
    out += "didban_reloads_total{result=\"done\"} " + std::to_string(reloads_) + "\n";
    out += "didban_reloads_total{result=\"failed\"} " + std::to_string(failed_reloads_) + "\n";
    return out;
}

} // namespace didban
