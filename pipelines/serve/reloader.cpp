#include "pipelines/serve/reloader.h"

#include "didban/base/error.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <csignal>

namespace didban {

namespace net = boost::asio;
using Failed = boost::system::error_code;

struct Reloader::Impl {
    Impl(const ParcelService& s, int every, Metrics& m, const RunOptions& r)
        : service(s), every_s(every), metrics(m), run(r), hangup(io, SIGHUP), timer(io)
    {
    }

    void on_hangup()
    {
        hangup.async_wait([this](Failed failed, int) {
            if (failed)
                return;
            load([this] {
                service.reload(run.stop);
                return true;
            });
            on_hangup();
        });
    }
    void on_time()
    {
        timer.expires_after(std::chrono::seconds(every_s));
        timer.async_wait([this](Failed failed) {
            if (failed)
                return;
            load([this] { return service.reload_if_changed(run.stop); });
            on_time();
        });
    }
    template <class Load>
    void load(Load reload)
    {
        try {
            if (!reload())
                return;
            metrics.count_reload(true);
            run.log.info("the data of the city was loaded again");
            last_failure.clear();
        } catch (const std::exception& e) {
            if (run.stop.stop_requested())
                return;
            metrics.count_reload(false);
            if (e.what() != last_failure)
                run.log.warn("the data of the city could not be loaded again, answers go on from the old: " +
                             std::string(e.what()));
            last_failure = e.what();
        }
    }

    const ParcelService& service;
    int every_s;
    Metrics& metrics;
    RunOptions run;
    std::string last_failure;
    net::io_context io{1};
    net::signal_set hangup;
    net::steady_timer timer;
    std::jthread thread;
};

Reloader::Reloader(const ParcelService& service, int every_s, Metrics& metrics, const RunOptions& run)
    : impl_(std::make_unique<Impl>(service, every_s, metrics, run))
{
    impl_->on_hangup();
    if (every_s > 0)
        impl_->on_time();
    impl_->thread = std::jthread([this] { impl_->io.run(); });
}

Reloader::~Reloader()
{
    impl_->io.stop();
}

} // namespace didban
