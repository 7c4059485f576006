#include "pipelines/serve/http_server.h"

#include "didban/base/error.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <atomic>
#include <functional>
#include <optional>
#include <set>
#include <thread>

namespace didban {

namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = net::ip::tcp;
using std::chrono::milliseconds;

constexpr std::size_t header_bytes = 16384;
constexpr std::size_t piece_bytes = 8192;
constexpr milliseconds idle_time{60'000};
constexpr milliseconds farewell_time{1000};
/// A client that takes an answer slower than this is given up.
constexpr std::size_t least_bytes_per_ms = 100;

/// A field that is given once; one that stands twice could be read differently by the gateway before us.
std::string single(const http::fields& fields, const char* name)
{
    const auto [first, last] = fields.equal_range(name);
    if (first == last)
        return {};
    if (std::next(first) != last)
        throw HttpRefusal{400, std::string("the header ") + name + " stands twice; send it once"};
    const auto value = first->value();
    return {value.data(), value.size()};
}

} // namespace

struct HttpServer::Impl {
    class Connection;

    Impl(const HttpLimits& l, HttpService& s)
        : limits(l), service(s), acceptor(io), pause(io),
          workers(static_cast<std::size_t>(
              l.threads > 0 ? l.threads : std::max(2, static_cast<int>(std::thread::hardware_concurrency()))))
    {
    }

    void accept();
    void begin_stop();
    bool make_room(const Connection* newest);
    void one_left();

    HttpLimits limits;
    HttpService& service;
    std::set<Connection*> connections;
    bool full{false}, stopping{false}, over{false};
    std::atomic<std::size_t> waiting{0};
    net::io_context io{1}; ///< after what the connections that it still holds at its end make use of
    tcp::acceptor acceptor;
    net::steady_timer pause;  ///< before the next connection is taken; at the end, before the last one is cut
    net::thread_pool workers; ///< last: its threads end before what they use
};

/// One client. All members run on the thread of `io`.
class HttpServer::Impl::Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(Impl& server, tcp::socket socket) : server_(server), stream_(std::move(socket))
    {
        server_.connections.insert(this);
    }
    ~Connection()
    {
        server_.connections.erase(this);
        server_.one_left();
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    [[nodiscard]] bool is_idle() const { return idle_; }
    [[nodiscard]] std::chrono::steady_clock::time_point idle_since() const { return idle_since_; }
    void close()
    {
        idle_ = false;
        beast::error_code ignored;
        stream_.socket().close(ignored);
    }

    void wait_for_request()
    {
        if (buffer_.size() > 0) { // the next request came along with the last one
            read_header();
            return;
        }
        rest();
        stream_.expires_after(idle_time);
        stream_.async_read_some(buffer_.prepare(piece_bytes),
                                [self = shared_from_this()](beast::error_code failed, std::size_t n) {
                                    self->idle_ = false;
                                    if (failed)
                                        return;
                                    self->buffer_.commit(n);
                                    self->read_header();
                                });
    }

private:
    void rest()
    {
        idle_ = true;
        idle_since_ = std::chrono::steady_clock::now();
    }
    void read_header()
    {
        head_only_ = false;
        parser_.emplace();
        parser_->header_limit(static_cast<std::uint32_t>(header_bytes));
        parser_->body_limit(server_.limits.body_bytes);
        stream_.expires_after(server_.limits.time); // for header and body together
        http::async_read_header(
            stream_, buffer_, *parser_,
            [self = shared_from_this()](beast::error_code failed, std::size_t) { self->header_read(failed); });
    }
    void header_read(beast::error_code failed)
    {
        if (failed) {
            broken(failed);
            return;
        }
        if (beast::iequals(parser_->get()[http::field::expect], "100-continue")) {
            static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
            net::async_write(stream_, net::buffer(go_on),
                             [self = shared_from_this()](beast::error_code failed_now, std::size_t) {
                                 if (!failed_now)
                                     self->read_body();
                             });
            return;
        }
        read_body();
    }
    void read_body()
    {
        http::async_read(stream_, buffer_, *parser_,
                         [self = shared_from_this()](beast::error_code failed, std::size_t) {
                             failed ? self->broken(failed) : self->dispatch();
                         });
    }
    void broken(beast::error_code why)
    {
        if (why == http::error::body_limit)
            refuse(413, "the body is larger than " + std::to_string(server_.limits.body_bytes) +
                            " bytes; send less at once");
        else if (why == http::error::header_limit)
            refuse(431, "the header is larger than " + std::to_string(header_bytes) + " bytes; send less");
        else if (why.category() == make_error_code(http::error::end_of_stream).category() &&
                 why != http::error::end_of_stream && why != http::error::partial_message)
            refuse(400, "not an HTTP request (" + why.message() + ")");
    }
    void refuse(int status, const std::string& why)
    {
        keep_ = false;
        respond(server_.service.refuse(status, why));
    }

    void dispatch()
    {
        stream_.expires_never();
        const auto message = parser_->release();
        keep_ = message.keep_alive();
        head_only_ = message.method() == http::verb::head;
        HttpRequest request;
        try {
            const auto method = message.method_string();
            request.method = head_only_ ? "GET" : std::string(method.data(), method.size());
            request.target = std::string(message.target().data(), message.target().size());
            request.content_type = single(message, "Content-Type");
            request.request_id = single(message, "X-Request-Id");
            request.consumer = single(message, "X-Consumer");
            request.body = message.body();
        } catch (const HttpRefusal& refusal) {
            refuse(refusal.status, refusal.message);
            return;
        }
        if (server_.service.is_quick(request)) {
            respond(server_.service.answer(std::move(request)));
            return;
        }
        if (server_.waiting >= server_.limits.waiting) {
            refuse(503, "too many requests are waiting; try again in a moment");
            return;
        }
        ++server_.waiting;
        net::post(server_.workers, [self = shared_from_this(), request = std::move(request)]() mutable {
            work(std::move(self), std::move(request));
        });
    }
    /// On a thread of the workers. The connection goes back to the thread of `io` and ends there.
    static void work(std::shared_ptr<Connection> self, HttpRequest request)
    {
        Impl& server = self->server_;
        const bool late = std::chrono::steady_clock::now() - request.arrived > server.limits.time;
        HttpResponse response =
            late ? server.service.refuse(503, "the request waited too long for its turn; try again in a moment")
                 : server.service.answer(std::move(request));
        --server.waiting;
        net::post(server.io, [self = std::move(self), response = std::move(response)]() mutable {
            self->respond(std::move(response));
        });
    }

    void respond(HttpResponse response)
    {
        keep_ = keep_ && !server_.stopping;
        response_ = {};
        response_.result(static_cast<unsigned>(response.status));
        response_.set(http::field::content_type, response.content_type);
        response_.set(http::field::cache_control, "no-store");
        response_.set("X-Content-Type-Options", "nosniff");
        if (!response.request_id.empty())
            response_.set("X-Request-Id", response.request_id);
        if (!response.allow.empty())
            response_.set(http::field::allow, response.allow);
        if (response.status == 503)
            response_.set(http::field::retry_after, "1");
        response_.keep_alive(keep_);
        response_.content_length(response.body.size());
        if (!head_only_)
            response_.body() = std::move(response.body);
        stream_.expires_after(server_.limits.time +
                              milliseconds(static_cast<long>(response_.body().size() / least_bytes_per_ms)));
        http::async_write(stream_, response_, [self = shared_from_this()](beast::error_code failed, std::size_t) {
            if (failed)
                return;
            self->keep_ && !self->server_.stopping ? self->wait_for_request() : self->say_farewell();
        });
    }
    /// Takes what the client still sends, so that it gets to read our last answer.
    void say_farewell()
    {
        beast::error_code ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        stream_.expires_after(farewell_time);
        discard();
    }
    void discard()
    {
        rest();
        buffer_.clear();
        stream_.async_read_some(buffer_.prepare(piece_bytes),
                                [self = shared_from_this()](beast::error_code failed, std::size_t) {
                                    if (!failed)
                                        self->discard();
                                });
    }

    Impl& server_;
    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    std::optional<http::request_parser<http::string_body>> parser_;
    http::response<http::string_body> response_;
    bool idle_{false}, keep_{false}, head_only_{false};
    std::chrono::steady_clock::time_point idle_since_;
};

/// Closes the connection that has been idle longest, other than `newest`. False when all are at work.
bool HttpServer::Impl::make_room(const Connection* newest)
{
    Connection* oldest = nullptr;
    for (Connection* c : connections)
        if (c != newest && c->is_idle() && (!oldest || c->idle_since() < oldest->idle_since()))
            oldest = c;
    if (oldest)
        oldest->close();
    return oldest != nullptr;
}

void HttpServer::Impl::accept()
{
    acceptor.async_accept([this](beast::error_code failed, tcp::socket socket) {
        if (stopping)
            return;
        if (failed) { // no more file descriptors: wait until some are free
            pause.expires_after(milliseconds(100));
            pause.async_wait([this](beast::error_code) {
                if (!stopping)
                    accept();
            });
            return;
        }
        beast::error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        const auto newest = std::make_shared<Connection>(*this, std::move(socket));
        newest->wait_for_request();
        full = connections.size() > limits.connections && !make_room(newest.get());
        if (!full) // else the next one that ends calls again
            accept();
    });
}

/// A connection has ended.
void HttpServer::Impl::one_left()
{
    if (over)
        return;
    if (stopping && connections.empty())
        pause.cancel();
    if (!stopping && full && connections.size() <= limits.connections) {
        full = false;
        accept();
    }
}

void HttpServer::Impl::begin_stop()
{
    stopping = true;
    beast::error_code ignored;
    acceptor.close(ignored);
    for (Connection* c : connections)
        if (c->is_idle())
            c->close();
    if (connections.empty())
        return;
    pause.expires_after(farewell_time);
    pause.async_wait([this](beast::error_code failed) {
        if (!failed)
            io.stop();
    });
}

HttpServer::HttpServer(const std::string& host, std::uint16_t port, const HttpLimits& limits, HttpService& service)
    : impl_(std::make_unique<Impl>(limits, service))
{
    beast::error_code failed;
    const auto where = net::ip::make_address(host, failed);
    if (failed)
        throw Error(ErrorKind::Usage, "--host " + host + ": not a numeric address; write 127.0.0.1 or ::1");
    const tcp::endpoint endpoint(where, port);
    tcp::acceptor& acceptor = impl_->acceptor;
    acceptor.open(endpoint.protocol(), failed);
    if (!failed)
        acceptor.set_option(net::socket_base::reuse_address(true), failed);
    if (!failed)
        acceptor.bind(endpoint, failed);
    if (!failed)
        acceptor.listen(net::socket_base::max_listen_connections, failed);
    if (failed)
        throw Error(ErrorKind::Usage, "--host " + host + " --port " + std::to_string(port) + ": cannot be used (" +
                                          failed.message() + "); choose another address or port");
}

HttpServer::~HttpServer() = default;

std::string HttpServer::address() const
{
    const auto endpoint = impl_->acceptor.local_endpoint();
    const std::string host = endpoint.address().to_string();
    return (endpoint.address().is_v6() ? "[" + host + "]" : host) + ":" + std::to_string(endpoint.port());
}

bool HttpServer::is_loopback() const
{
    return impl_->acceptor.local_endpoint().address().is_loopback();
}

void HttpServer::run(const std::stop_token& stop)
{
    const std::stop_callback stopped(stop, [this] { net::post(impl_->io, [this] { impl_->begin_stop(); }); });
    impl_->accept();
    impl_->io.run();
    impl_->over = true;
    impl_->workers.stop(); // what waits is not begun any more
    impl_->workers.join();
}

} // namespace didban
