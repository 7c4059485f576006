#include "plain_output.h"

#include "didban/base/error.h"
#include "didban/base/plain_text.h"
#include "didban/base/redact.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace didban::cli {

namespace {

constexpr std::size_t longest_message = 2000;

/// What stands between the printer and the descriptor: the line that is not complete yet, and the first error.
struct Passage {
    std::FILE* original{stdout};
    std::string line;
    int error{0};

    void send(const std::string& text)
    {
        for (std::size_t at = 0; at < text.size() && error == 0;) {
            const ssize_t n = ::write(STDOUT_FILENO, text.data() + at, text.size() - at);
            if (n > 0)
                at += static_cast<std::size_t>(n);
            else if (errno != EINTR)
                error = n < 0 ? errno : EIO;
        }
    }

    void take(const char* bytes, std::size_t size)
    {
        line.append(bytes, size);
        const std::size_t end = line.rfind('\n');
        if (end == std::string::npos)
            return;
        send(text::for_terminal(std::string_view(line).substr(0, end + 1)));
        line.erase(0, end + 1);
    }

    void end()
    {
        send(text::for_terminal(line));
        line.clear();
    }
};

Passage passage;

/// The printer is never told of a failure: PlainOutput::finish() is the one place that reports it.
ssize_t take(void*, const char* bytes, std::size_t size) noexcept
{
    passage.take(bytes, size);
    return static_cast<ssize_t>(size);
}

} // namespace

PlainOutput::PlainOutput()
{
    std::signal(SIGPIPE, SIG_IGN);
    std::fflush(stdout);
    cookie_io_functions_t functions{};
    functions.write = take;
    std::FILE* const file = ::fopencookie(nullptr, "w", functions);
    if (file == nullptr)
        return;
    std::setvbuf(file, nullptr, ::isatty(STDOUT_FILENO) == 1 ? _IOLBF : _IOFBF, 1U << 16U);
    passage.original = stdout;
    stdout = file;
}

PlainOutput::~PlainOutput()
{
    if (stdout == passage.original)
        return;
    std::fclose(stdout);
    stdout = passage.original;
    passage.end();
}

bool PlainOutput::finish()
{
    std::fflush(stdout);
    passage.end();
    if (passage.error != 0 && passage.error != EPIPE)
        throw Error(ErrorKind::OutputFailed, std::string("standard output cannot be written (") +
                                                 std::strerror(passage.error) + "); what was printed is not complete");
    return passage.error == 0;
}

std::string plain_message(std::string_view text)
{
    // The rest of an endless text is dropped before it is searched: no secret can lose the word that gives it away.
    const std::string visible = text::shortened(text::for_terminal(redact(text.substr(0, 1U << 16U))), longest_message);
    std::string out;
    for (const char c : visible)
        out += c == '\n' ? "\n  " : std::string(1, c);
    return out;
}

} // namespace didban::cli
