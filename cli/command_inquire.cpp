#include "commands.h"
#include "didban/base/clock.h"
#include "key_files.h"
#include "parcel_options.h"
#include "pipelines/inquiry/give_answer.h"

namespace didban::cli {

namespace inquire_command {

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
    request.issued_at = this_second();

    const auto book = ParcelBook::load(session.data, o.city, session.run);
    const PrivateKey key =
        o.key.empty() ? own_key(folder_of(*book) + "inquiry", session.run.log) : PrivateKey::from_file(o.key);
    const std::string answer = give_answer(session.data, *book, book->at(o.parcel), request, key, o.audit, session.run);
    write_result(answer, o.out);
}

} // namespace inquire_command

void add_inquire(CLI::App& app, Session& session)
{
    using namespace inquire_command;
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
