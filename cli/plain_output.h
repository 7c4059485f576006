#pragma once
#include <string>
#include <string_view>

namespace didban::cli {

/// While it lives, all that is printed to standard output has its terminal escapes made visible on the way, whoever
/// prints it, and a write that fails is remembered. One per process.
class PlainOutput {
public:
    PlainOutput();
    ~PlainOutput();
    PlainOutput(const PlainOutput&) = delete;
    PlainOutput& operator=(const PlainOutput&) = delete;

    /// Writes what is left. False when the reader closed its pipe, which needs no message. Throws Error{OutputFailed}
    /// when something could not be written.
    [[nodiscard]] bool finish();
};

/// A message for the terminal or the log: without passwords and escapes, in one piece of a sane length.
[[nodiscard]] std::string plain_message(std::string_view text);

} // namespace didban::cli
