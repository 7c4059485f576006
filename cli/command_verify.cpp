#include "commands.h"
#include "parcel_options.h"
#include "pipelines/inquiry/inquiry.h"

#include <nlohmann/json.hpp>

#include <cstdio>

namespace didban::cli {

namespace {

struct Options {
    std::string file, key;
    bool audit{false};
};

void verify_answer(const Options& o, Session& session)
{
    std::optional<PublicKey> trusted;
    if (!o.key.empty())
        trusted = PublicKey::from_file(o.key);
    const VerifiedAnswer a = verify_inquiry(read_text_file(o.file), trusted);
    nlohmann::ordered_json result{{"valid", a.valid}};
    if (a.valid) {
        result.update({{"key_id", a.key_id},
                       {"key_trusted", trusted.has_value()},
                       {"request_id", a.request_id},
                       {"purpose", a.purpose},
                       {"parcel_id", a.parcel_id},
                       {"issued_at", a.issued_at},
                       {"valid_until", a.valid_until},
                       {"imagery", a.imagery}});
        if (!trusted)
            session.run.log.warn("compare key_id with the one the city publishes, or give its public key with --key");
    } else {
        result["reason"] = a.reason;
        session.exit_code = Failed;
    }
    std::puts(result.dump(2).c_str());
}

void verify_log(const Options& o, Session& session)
{
    const std::size_t line = first_broken_audit_line(o.file);
    std::puts(nlohmann::ordered_json{
        {"valid", line == 0},
        {"first_broken_line", line == 0 ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(line)}}
                  .dump(2)
                  .c_str());
    if (line != 0)
        session.exit_code = Failed;
}

} // namespace

void add_verify(CLI::App& app, Session& session)
{
    auto o = std::make_shared<Options>();
    auto* command = app.add_subcommand("verify", "Checks a signed answer offline; one changed byte fails");
    command->add_option("FILE", o->file, "Answer of didban inquire")->required();
    command->add_option("--key", o->key,
                        "The city's public key; without it the key inside the answer is used, which proves wholeness "
                        "but not who signed");
    command->add_flag("--audit", o->audit, "FILE is an audit log: check that no line was changed or taken out");
    add_log_options(*command, session);
    command->footer("Exit code 0: valid; 1: not valid; 2: the file cannot be read.\nExample: didban verify answer.json "
                    "--key khoy/inquiry.pub");
    command->callback([o, &session] { o->audit ? verify_log(*o, session) : verify_answer(*o, session); });
}

} // namespace didban::cli
