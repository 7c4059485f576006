#include "session.h"

#include "plain_output.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>
#include <mutex>
#include <unistd.h>

namespace didban::cli {

namespace {

void write_line(const Session& session, const char* level, const std::string& text)
{
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    if (session.log_json)
        std::fprintf(stderr, "%s\n",
                     nlohmann::ordered_json{{"level", level}, {"message", plain_message(text)}}.dump().c_str());
    else
        std::fprintf(stderr, "%s%s\n", std::string_view(level) == "warning" ? "warning: " : "",
                     plain_message(text).c_str());
}

/// A bar that redraws itself, on terminals only; elsewhere a line per finished step.
class ProgressLine {
public:
    explicit ProgressLine(const Session& session) : session_(session), terminal_(isatty(STDERR_FILENO) == 1) {}
    void operator()(const std::string& what, double done, double total)
    {
        const std::lock_guard lock(mutex_);
        if (session_.quiet || session_.log_json || !terminal_)
            return;
        const int percent = total > 0 ? static_cast<int>(100 * done / total) : 0;
        if (what == what_ && percent == percent_)
            return;
        what_ = what;
        percent_ = percent;
        std::fprintf(stderr, "\r\033[K%s %d %%%s", plain_message(what).c_str(), percent, percent >= 100 ? "\n" : "");
    }

private:
    const Session& session_;
    bool terminal_;
    std::mutex mutex_;
    std::string what_;
    int percent_{-1};
};

} // namespace

void add_log_options(CLI::App& command, Session& session)
{
    command.add_flag("-q,--quiet", session.quiet, "Say nothing but errors");
    command.add_flag("-v,--verbose", session.verbose, "Say more about each step");
    command.add_flag("--log-json", session.log_json, "Log to stderr as one JSON object per line");
    session.run.log.info = [&session](const std::string& text) {
        if (!session.quiet)
            write_line(session, "info", text);
    };
    session.run.log.warn = [&session](const std::string& text) {
        if (!session.quiet)
            write_line(session, "warning", text);
    };
    session.run.log.progress = [line = std::make_shared<ProgressLine>(session)](
                                   const std::string& what, double done, double total) { (*line)(what, done, total); };
}

void add_run_options(CLI::App& command, Session& session)
{
    add_log_options(command, session);
    command.add_option("--threads", session.run.threads, "Threads to use; 0 = all cores. Never changes the result")
        ->check(CLI::Range(0, 1024));
    command
        .add_option("--tile-size", session.run.tile_size,
                    "Pixels read at once along each axis. Never changes the result")
        ->check(CLI::Range(64, 1 << 16))
        ->capture_default_str();
    command.add_option("--memory", session.run.memory_mb, "Upper limit for memory, MB")
        ->check(CLI::Range(256, 1 << 22))
        ->capture_default_str();
}

void with_advice(ErrorKind kind, const std::string& advice, const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& e) {
        if (e.kind() != kind)
            throw;
        throw Error(kind, std::string(e.what()) + "; " + advice);
    }
}

} // namespace didban::cli
