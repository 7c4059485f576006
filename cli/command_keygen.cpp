#include "commands.h"
#include "didban/crypto/ed25519.h"
#include "key_files.h"

#include <cstdio>

namespace didban::cli {

void add_keygen(CLI::App& app, Session& session)
{
    auto prefix = std::make_shared<std::string>("inquiry");
    auto* command = app.add_subcommand("keygen", "Makes an Ed25519 key pair for signed answers");
    command->add_option("-o,--output,PREFIX", *prefix, "PREFIX.key (private) and PREFIX.pub are written")
        ->capture_default_str();
    add_log_options(*command, session);
    command->footer("Beside city.toml the pair named inquiry is found by itself. Publish PREFIX.pub with its id.\n"
                    "Example: didban keygen -o khoy/inquiry");
    command->callback([prefix] {
        write_key_pair(*prefix);
        std::printf("%s\n", PublicKey::from_file(*prefix + ".pub").id().c_str());
    });
}

} // namespace didban::cli
