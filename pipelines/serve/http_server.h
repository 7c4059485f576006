#pragma once
#include "pipelines/serve/http.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>

namespace didban {

struct HttpLimits {
    std::size_t body_bytes{1 << 20};
    std::size_t connections{1000};
    std::size_t waiting{1000};              ///< requests that wait for a thread; more are refused with 503
    std::chrono::milliseconds time{10'000}; ///< for a request to arrive, to wait for its turn, and to be taken
    int threads{0};                         ///< that answer; 0 = all cores
};

/// An HTTP/1.1 server: one thread carries all connections, others answer, so that slow or idle clients take nobody's
/// turn. Requests of one connection are answered in their order.
class HttpServer {
public:
    /// Binds host (a numeric address) and port; 0 = any free one. Throws Error{Usage}.
    HttpServer(const std::string& host, std::uint16_t port, const HttpLimits& limits, HttpService& service);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// "127.0.0.1:8420", "[::1]:8420".
    [[nodiscard]] std::string address() const;
    [[nodiscard]] bool is_loopback() const;
    /// Serves until a stop is requested; then takes no new connection, lets what runs end within a second, and returns.
    void run(const std::stop_token& stop);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace didban
