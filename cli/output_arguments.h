#pragma once
#include <string>

/// Results that are text: they go to a file or, without one or with "-", to standard output.
namespace didban::cli {

/// To be asked before the long work. A device or a pipe may be named too. Throws Error{Usage} when nothing can be
/// written there.
void check_result(const std::string& path);

/// A plain file only appears when it is complete. Throws Error{OutputFailed}, Error{Usage}.
void write_result(const std::string& text, const std::string& path);

} // namespace didban::cli
