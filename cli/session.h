#pragma once
#include "didban/ports/data_access.h"
#include "exit_code.h"
#include "pipelines/run/run_options.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>

namespace didban::cli {

/// What main hands to every command: the services, the options that all share, and the place for the exit code.
struct Session {
    const DataAccess& data;
    RunOptions run;
    bool quiet{false};
    bool verbose{false};
    bool log_json{false};
    int exit_code{Done};
};

/// Adds --quiet, --verbose and --log-json.
void add_log_options(CLI::App& command, Session& session);
/// Adds the above and --threads, --tile-size and --memory.
void add_run_options(CLI::App& command, Session& session);

/// Does the work of a command; to the message of an Error of this kind it adds what the options of the command offer.
void with_advice(ErrorKind kind, const std::string& advice, const std::function<void()>& work);

} // namespace didban::cli
