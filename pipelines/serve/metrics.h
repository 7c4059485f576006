#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>

namespace didban {

/// What a service counts, as the text that Prometheus reads. Thread-safe.
class Metrics {
public:
    /// `route` is a template such as "/v1/parcels/{id}", never a text of the client.
    void count(std::string_view route, std::string_view method, int status, double seconds);
    void count_reload(bool done);
    [[nodiscard]] std::string text() const;

private:
    static constexpr std::array<double, 13> edges{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                  0.1,    0.25,  0.5,    1,     2.5,  10};
    struct Latency {
        std::array<std::uint64_t, edges.size()> up_to{};
        std::uint64_t count{0};
        double seconds{0};
    };
    mutable std::mutex mutex_;
    std::map<std::tuple<std::string, std::string, int>, std::uint64_t> requests_;
    std::map<std::string, Latency, std::less<>> latency_;
    std::atomic<std::uint64_t> reloads_{0}, failed_reloads_{0};
};

} // namespace didban
