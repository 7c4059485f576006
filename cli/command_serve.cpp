#include "commands.h"
#include "number_range.h"
#include "pipelines/serve/serve.h"

namespace didban::cli {

void add_serve(CLI::App& app, Session& session)
{
    auto o = std::make_shared<ServeOptions>();
    auto* command =
        app.add_subcommand("serve", "Answers over HTTP what the library answers, for systems that cannot link it");
    command->add_option("CITY", o->city, "city.toml, or the folder that holds it")->required();
    command->add_option("--port", o->port, "Port to listen on; 0: any free one")
        ->check(CLI::Range(0, 65535))
        ->capture_default_str();
    command->add_option("--host", o->host, "Numeric address to listen on; 127.0.0.1 and ::1 are this machine alone")
        ->capture_default_str();
    command->add_option("--max-body", o->most_body_kb, "Largest body of a request")
        ->check(between(1, 1 << 20, "KB"))
        ->capture_default_str();
    command->add_option("--max-batch", o->most_items, "Most parcels or proposals in one request")
        ->check(between(1, 100000, "items"))
        ->capture_default_str();
    command->add_option("--max-connections", o->most_connections, "Most connections at once")
        ->check(between(1, 60000, "connections"))
        ->capture_default_str();
    command
        ->add_option("--time-limit", o->time_limit_s,
                     "Seconds that a request may take to arrive, to wait for its turn, and its answer to be taken")
        ->check(between(0.1, 3600, "seconds"))
        ->capture_default_str();
    command
        ->add_option("--reload-every", o->reload_every_s,
                     "Seconds between looks at the city's files; 0: they are loaded again on SIGHUP only")
        ->check(between(0, 86400, "seconds"))
        ->capture_default_str();
    command->add_option("--key", o->key_file,
                        "Private key that answers are signed with (didban keygen); left out: inquiry.key beside "
                        "city.toml, never made here");
    command
        ->add_option("--trust", o->trusted_keys, "A further public key whose answers verify; may stand several times")
        ->allow_extra_args(false);
    command->add_option("--audit", o->audit_log,
                        "Append-only signed log, its head beside it; left out: audit.jsonl beside city.toml");
    command->add_option("--access-log", o->access_log, "File that a line of JSON per request is added to");
    add_log_options(*command, session);
    command->add_option("--threads", session.run.threads, "Threads to use; 0 = all cores. Never changes the result")
        ->check(CLI::Range(0, 1024));
    command->footer("There are no users and no passwords: a gateway in front says who may ask.\n"
                    "Example: didban serve khoy --port 8420");
    command->callback([o, &session] { serve(*o, session.run); });
}

} // namespace didban::cli
