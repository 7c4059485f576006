#pragma once
#include "pipelines/run/run_options.h"

#include <string>
#include <vector>

namespace didban::train {

/// The Python training code of the program: beside the installed models (share/didban/training), in the source tree, or
/// where the environment variable DIDBAN_TRAINING says. Throws Error{Configuration} when it is nowhere.
[[nodiscard]] std::string training_folder();

/// Throws Error{Configuration} naming what Debian packages /usr/bin/python3 lacks for the training code.
void check_python(const std::string& training);

struct PythonAnswer {
    int code{};                     ///< exit status; -1 = ended by a signal
    std::vector<std::string> lines; ///< of both its outputs
};

/// Runs `python3 -m module arguments…` with the training code; its lines go to the log as they come. When a stop is
/// asked for, it is ended and Error{Interrupted} thrown. Throws Error{Configuration} when Python cannot be started.
[[nodiscard]] PythonAnswer run_python(const std::string& training, const std::string& module,
                                      const std::vector<std::string>& arguments, const RunOptions& run);

} // namespace didban::train
