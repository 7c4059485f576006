#include "commands.h"
#include "didban/base/clock.h"
#include "didban/base/read_text_file.h"
#include "pipelines/inquiry/audit_log.h"
#include "pipelines/inquiry/case_bundle.h"
#include "pipelines/inquiry/give_answer.h"

#include <cstdio>
#include <filesystem>

namespace didban::cli {

namespace verify_command {

struct Options {
    std::string file;
    std::vector<std::string> keys;
    bool audit{false}, allow_unknown_key{false};
};

std::vector<PublicKey> trusted_keys(const Options& o)
{
    std::vector<PublicKey> keys;
    for (const std::string& path : o.keys)
        keys.push_back(PublicKey::from_file(path));
    return keys;
}

void verify_answer(const Options& o, Session& session)
{
    const std::string text = read_text_file(o.file, "give an answer of didban inquire or a case's bundle.json");
    if (is_bundle(text)) {
        const VerifiedBundle bundle = verify_bundle(text, std::filesystem::path(o.file).parent_path().string(),
                                                    trusted_keys(o), o.allow_unknown_key);
        std::fputs(verified_json(bundle).c_str(), stdout);
        if (!bundle.valid)
            session.exit_code = Failed;
        return;
    }
    const VerifiedAnswer answer = verify_inquiry(
        text, {.trusted = trusted_keys(o), .allow_unknown_key = o.allow_unknown_key, .now = this_second()});
    std::fputs(verified_json(answer).c_str(), stdout);
    if (!answer.valid)
        session.exit_code = Failed;
}

void verify_log(const Options& o, Session& session)
{
    const AuditCheck check = check_audit(o.file, trusted_keys(o));
    std::fputs(audit_json(check).c_str(), stdout);
    if (!check.reason.empty())
        session.exit_code = Failed;
}

} // namespace verify_command

void add_verify(CLI::App& app, Session& session)
{
    using namespace verify_command;
    auto o = std::make_shared<Options>();
    auto* command = app.add_subcommand("verify", "Checks a signed answer offline; one changed character fails");
    command->add_option("FILE", o->file, "Answer of didban inquire, or bundle.json of a case with its files beside it")
        ->required();
    command->add_option("--key", o->keys, "Public key that the city has published; may stand several times")
        ->allow_extra_args(false);
    command->add_flag("--allow-unknown-key", o->allow_unknown_key,
                      "Without --key: take an answer that only the key inside it vouches for. It is then whole, and "
                      "nobody says who signed");
    command->add_flag("--audit", o->audit,
                      "FILE is an audit log with its head beside it: check that no line was changed or taken out");
    add_log_options(*command, session);
    command->footer(
        "Exit code 0: valid; 1: not valid (changed, expired, not yet valid, signed by a key that is not known); 2: the "
        "file cannot be read.\nExample: didban verify answer.json --key khoy/inquiry.pub");
    command->callback([o, &session] { o->audit ? verify_log(*o, session) : verify_answer(*o, session); });
}

} // namespace didban::cli
