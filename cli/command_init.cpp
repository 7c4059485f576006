#include "commands.h"
#include "pipelines/init/init_city.h"

#include <cstdio>

namespace didban::cli {

void add_init(CLI::App& app, Session& session)
{
    auto folder = std::make_shared<std::string>();
    auto* command = app.add_subcommand("init", "Write a commented city.toml and rules.toml to start from");
    command->add_option("DIR", *folder, "Folder for the two files; made when it is not there")->required();
    add_log_options(*command, session);
    command->footer("Example: didban init khoy");
    command->callback([folder, &session] {
        for (const std::string& file : init_city(*folder))
            std::printf("%s\n", file.c_str());
        session.run.log.info("edit city.toml, then run: didban check " + *folder);
        session.exit_code = Done;
    });
}

} // namespace didban::cli
