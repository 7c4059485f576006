#include "commands.h"
#include "didban/base/error.h"
#include "key_files.h"
#include "parcel_options.h"
#include "pipelines/inquiry/audit_log.h"
#include "pipelines/inquiry/inquiry.h"

#include <chrono>
#include <filesystem>

namespace didban::cli {

namespace {

struct Options {
    std::string city, parcel, purpose, since, on, key, audit, request_id, consumer, out;
    int valid_days{30};
};

void run(const Options& o, const Session& session)
{
    check_result(o.out);
    InquiryRequest request;
    request.purpose = inquiry_purpose(o.purpose).value();
    request.since = day_or_today(o.since, "--since");
    request.on = day_or_today(o.on, "--on");
    request.request_id = o.request_id;
    request.consumer = o.consumer;
    request.valid_days = o.valid_days;
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    request.issued_at = Instant{std::chrono::duration_cast<std::chrono::seconds>(now).count()};
    if (request.on < request.since)
        throw Error(ErrorKind::Usage,
                    "--since " + o.since + " is later than the day of the answer, " + request.on.iso());

    const auto book = ParcelBook::load(session.data, o.city, session.run);
    const std::size_t parcel = book->at(o.parcel);
    const ParcelFile file =
        make_parcel_file(*book, parcel, request.on, {}, 0, parcel_history(session.data, *book, parcel, session.run));
    const std::filesystem::path folder = std::filesystem::path(book->city().city.file).parent_path();
    const std::string beside = folder.empty() ? "" : folder.string() + "/";
    const PrivateKey key = o.key.empty() ? own_key(beside + "inquiry", session.run.log) : PrivateKey::from_file(o.key);
    const std::string answer = signed_inquiry(*book, file, request, key);
    append_audit(o.audit.empty() ? beside + "audit.jsonl" : o.audit, answer, key);
    write_result(answer, o.out);
}

} // namespace

void add_inquire(CLI::App& app, Session& session)
{
    auto o = std::make_shared<Options>();
    auto* command = app.add_subcommand("inquire", "A signed answer for a bank or notary: certificate, plan values, "
                                                  "open cases, and what imagery says since a day");
    command->add_option("CITY", o->city, "city.toml, or the folder that holds it")->required();
    command->add_option("--parcel", o->parcel, "Parcel id")->required();
    command->add_option("--purpose", o->purpose, "mortgage or transfer")
        ->required()
        ->check(CLI::IsMember({"mortgage", "transfer"}));
    command->add_option("--since", o->since, "Day of the certificate that is relied on, 2024-03-20 or 1403/01/01")
        ->required();
    command->add_option("--on", o->on, "Plan values and cases as of this day; left out: today");
    command->add_option("--key", o->key,
                        "Private key (didban keygen); left out: inquiry.key beside city.toml, made on first use");
    command->add_option("--request-id", o->request_id, "Id of the request in the exchange; left out: derived");
    command->add_option("--consumer", o->consumer, "Who asks, as the exchange names the body; no person's name");
    command->add_option("--valid-days", o->valid_days, "Days that the answer is good for")
        ->check(CLI::Range(1, 3650))
        ->capture_default_str();
    command->add_option("--audit", o->audit,
                        "Append-only signed log, its head beside it; left out: audit.jsonl beside city.toml");
    command->add_option("-o,--output", o->out, "File to write; left out: standard output");
    add_run_options(*command, session);
    command->footer(
        "Imagery says unchanged, changed or not_observed; the last is no statement that nothing changed.\n"
        "Example: didban inquire khoy --parcel 7-12-104-3 --purpose mortgage --since 1403/01/01 -o answer.json");
    command->callback([o, &session] { run(*o, session); });
}

} // namespace didban::cli
