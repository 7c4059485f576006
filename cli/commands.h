#pragma once
#include "session.h"

/// One function per subcommand, each in command_<name>.cpp: binds the options and calls one pipeline.
namespace didban::cli {

// clang-format off
// One line per command, in the order of the help page.
#define DIDBAN_COMMANDS(X) \
    X(init) \
    X(check) \
    X(align) \
    X(zonal) \
    X(evaluate) \
    X(simulate) \
    X(detect) \
    X(watch) \
    X(shard) \
    X(merge) \
    X(judge) \
    X(sweep) \
    X(cases) \
    X(plan_visits) \
    X(stats) \
    X(parcel) \
    X(assess) \
    X(inquire) \
    X(verify) \
    X(keygen) \
    X(serve) \
    X(siting) \
    X(diff_plan) \
    X(import_plan) \
    X(train)

// clang-format on

#define DIDBAN_DECLARE(name) void add_##name(CLI::App& app, Session& session);
DIDBAN_COMMANDS(DIDBAN_DECLARE)
#undef DIDBAN_DECLARE

inline void add_commands(CLI::App& app, Session& session)
{
#define DIDBAN_ADD(name) add_##name(app, session);
    DIDBAN_COMMANDS(DIDBAN_ADD)
#undef DIDBAN_ADD
    (void)app;
    (void)session;
}

} // namespace didban::cli
