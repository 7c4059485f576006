#pragma once
#include <stdexcept>
#include <string>

namespace didban {

/// What kind of thing went wrong; the program turns it into its exit code.
enum class ErrorKind {
    Usage,             ///< wrong option or argument, an output that cannot be there (exit 2)
    Configuration,     ///< city.toml, rules.toml or a model card is wrong (exit 2)
    UnreadableInput,   ///< a file or table is missing, broken or of the wrong kind (exit 2)
    IncompatibleInput, ///< readable inputs that do not belong together: CRS, extent, size (exit 2)
    Unregistrable,     ///< two images that could not be co-registered reliably (exit 1)
    OutputFailed,      ///< the result could not be written: disk full, … (exit 1)
    Interrupted,       ///< the caller asked to stop (exit 130)
    Internal           ///< a broken invariant of this program (exit 1)
};

/// "Cannot do it": the message names the input, what is wrong and what to do.
/// Answers such as "no permit", "unknown" or "not seen" are values, never errors.
class Error : public std::runtime_error {
public:
    Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
    [[nodiscard]] ErrorKind kind() const noexcept { return kind_; }

private:
    ErrorKind kind_;
};

} // namespace didban
