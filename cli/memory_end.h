#pragma once
#include <exception>

namespace didban::cli {

/// Whether `e` tells of a lack of memory, in the words of the standard or in those of a library.
bool tells_of_lacking_memory(const std::exception& e);

/// Says on standard error what the program needs, without needing memory for it; the exit code that goes with it.
int fail_without_memory();

} // namespace didban::cli
