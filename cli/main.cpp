#include "commands.h"
#include "didban/base/error.h"
#include "didban/base/number_text.h"
#include "didban/base/text.h"
#include "didban/gdal/allowed_drivers.h"
#include "didban/gdal/gdal_data_access.h"
#include "didban/gdal/process_settings.h"
#include "memory_end.h"
#include "plain_output.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <sstream>
#include <string_view>
#include <thread>
#include <unistd.h>

namespace {

/// Turns SIGINT and SIGTERM into a stop request, on a thread of its own, so that running work ends at its next tile and
/// cleans up behind itself. What cannot end that soon (a long read, a lock of a database) is ended with the process:
/// every result gets its name in one step, so nothing half-written has one.
class SignalWatch {
public:
    explicit SignalWatch(std::stop_source& stop)
    {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGINT);
        sigaddset(&signals_, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
        thread_ = std::jthread([this, &stop](const std::stop_token& end) {
            const timespec pause{0, 200'000'000};
            while (!end.stop_requested())
                if (sigtimedwait(&signals_, nullptr, &pause) > 0) {
                    stop.request_stop();
                    leave_when_late(end, pause);
                }
        });
    }

private:
    void leave_when_late(const std::stop_token& end, const timespec& pause) const
    {
        using Clock = std::chrono::steady_clock;
        const auto late = Clock::now() + std::chrono::milliseconds(1300);
        while (!end.stop_requested()) {
            if (Clock::now() >= late) {
                constexpr std::string_view said = "didban: error: interrupted; run the same command again\n";
                (void)!::write(STDERR_FILENO, said.data(), said.size());
                ::_exit(didban::cli::exit_code(didban::ErrorKind::Interrupted));
            }
            sigtimedwait(&signals_, nullptr, &pause); // a further signal asks for what is under way already
        }
    }

    sigset_t signals_{};
    std::jthread thread_;
};

/// The first word is the command: a wrong one deserves better than "a subcommand is required".
void check_command(const CLI::App& app, int argc, char** argv)
{
    if (argc < 2 || argv[1][0] == '-')
        return;
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(command->get_name());
    if (std::find(names.begin(), names.end(), argv[1]) != names.end())
        return;
    const std::string near = didban::text::nearest(argv[1], names);
    throw didban::Error(didban::ErrorKind::Usage, "there is no command \"" + std::string(argv[1]) + "\"" +
                                                      (near.empty() ? "" : "; did you mean \"" + near + "\"?") +
                                                      " `didban --help` lists them");
}

int fail(didban::ErrorKind kind, const char* message)
{
    std::fprintf(stderr, "didban: error: %s\n", didban::cli::plain_message(message).c_str());
    return didban::cli::exit_code(kind);
}

/// What the option parser has to say: help goes to standard output, a complaint to standard error.
int explain(const CLI::App& app, const CLI::ParseError& complaint)
{
    std::ostringstream help, errors;
    const int status = app.exit(complaint, help, errors);
    std::fputs(help.str().c_str(), stdout);
    if (!errors.str().empty())
        std::fprintf(stderr, "%s\n", didban::cli::plain_message(errors.str()).c_str());
    return status == 0 ? didban::cli::Done : didban::cli::WrongInput;
}

/// Everything but the last word on standard output.
int run(int argc, char** argv)
{
    using namespace didban::cli;
    try {
        std::stop_source stop;
        const SignalWatch watch(stop);
        didban::set_gdal_for_this_process();
        const didban::GdalDataAccess data;
        Session session{.data = data, .run = {}};
        session.run.stop = stop.get_token();

        CLI::App app{"Didban compares imagery with parcels, permits and plans, and says where to look.", "didban"};
        app.require_subcommand(1);
        app.set_version_flag("--version", DIDBAN_VERSION);
        add_commands(app, session);
        for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
            command
                ->add_option("--allow-driver", "Also open inputs with this GDAL driver, for example WFS; it may read "
                                               "other files or ask the network. May be repeated")
                ->each(didban::allow_driver);
        check_command(app, argc, argv);
        try {
            app.parse(argc, argv);
        } catch (const CLI::ParseError& e) {
            return explain(app, e);
        }
        if (const didban::NetworkUse use = didban::network_use(); use.requests > 0 && session.run.log.info)
            session.run.log.info("read " + didban::text::fixed(static_cast<double>(use.bytes) / 1e6, 1) +
                                 " MB over the network in " + std::to_string(use.requests) + " requests");
        return session.exit_code;
    } catch (const didban::Error& e) {
        return fail(e.kind(), e.what());
    } catch (const std::exception& e) {
        return tells_of_lacking_memory(e) ? fail_without_memory() : fail(didban::ErrorKind::Internal, e.what());
    }
}

} // namespace

int main(int argc, char** argv)
{
    using namespace didban::cli;
    PlainOutput output;
    const int code = run(argc, argv);
    try {
        return output.finish() || code != Done ? code : ClosedPipe;
    } catch (const didban::Error& e) {
        const int failed = fail(e.kind(), e.what());
        return code == Done ? failed : code;
    }
}
