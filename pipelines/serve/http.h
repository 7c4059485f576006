#pragma once
#include <chrono>
#include <string>
#include <utility>

namespace didban {

/// A request as it came in whole; texts are bytes of a stranger.
struct HttpRequest {
    std::string method, target, content_type, body;
    std::string request_id, consumer; ///< X-Request-Id, X-Consumer; "" = not given
    std::chrono::steady_clock::time_point arrived{std::chrono::steady_clock::now()};
};

struct HttpResponse {
    int status{200};
    std::string body{};
    std::string content_type{"application/json"};
    std::string request_id{};
    std::string allow{}; ///< with 405: the methods that there are
};

/// Thrown where a request is refused; the message says what is wrong and what to do.
struct HttpRefusal {
    int status;
    std::string message;
};

/// What stands behind a server. All members may be called by several threads at once and never throw.
class HttpService {
public:
    virtual ~HttpService() = default;
    /// The answer takes no time worth mentioning: it may be given where connections are served.
    [[nodiscard]] virtual bool is_quick(const HttpRequest& request) const noexcept = 0;
    [[nodiscard]] virtual HttpResponse answer(HttpRequest request) noexcept = 0;
    /// Refuses what never became a whole request, or came at a bad time.
    [[nodiscard]] virtual HttpResponse refuse(int status, const std::string& why) noexcept = 0;
};

} // namespace didban
