#include "didban/base/read_text_file.h"

#include "didban/base/error.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace didban {

namespace {

constexpr std::size_t piece = std::size_t{1} << 16;

[[noreturn]] void refuse(const std::string& path, const std::string& what)
{
    throw Error(ErrorKind::UnreadableInput, path + ": " + what);
}

std::string too_long(std::size_t most, const std::string& remedy)
{
    const std::string size = most >> 20 ? std::to_string(most >> 20) + " MiB" : std::to_string(most) + " bytes";
    return "longer than " + size + ", which no file of this kind is; " + remedy;
}

/// A file that is open for reading.
class Input {
public:
    Input(const std::string& path, const std::string& remedy) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC))
    {
        if (fd_ < 0)
            refuse(path, std::string("cannot be opened (") + std::strerror(errno) + "); " + remedy);
    }
    ~Input() { ::close(fd_); }
    Input(const Input&) = delete;
    Input& operator=(const Input&) = delete;
    [[nodiscard]] ssize_t read(char* to, std::size_t bytes) const
    {
        ssize_t n = 0;
        do
            n = ::read(fd_, to, bytes);
        while (n < 0 && errno == EINTR);
        return n;
    }

private:
    int fd_;
};

} // namespace

std::string read_text_file(const std::string& path, const std::string& remedy, std::size_t most)
{
    const Input in(path, remedy);
    std::string text;
    for (;;) {
        const std::size_t before = text.size();
        const std::size_t wanted = std::min(piece, most + 1 - before);
        text.resize(before + wanted);
        const ssize_t n = in.read(text.data() + before, wanted);
        if (n < 0)
            refuse(path, std::string("cannot be read (") + std::strerror(errno) +
                             "); give a text file, not a folder or a device");
        text.resize(before + static_cast<std::size_t>(n));
        if (text.find('\0', before) != std::string::npos)
            refuse(path, "not a text file, it holds zero bytes; " + remedy);
        if (text.size() > most)
            refuse(path, too_long(most, remedy));
        if (n == 0)
            break;
    }
    if (text.starts_with("\xEF\xBB\xBF"))
        text.erase(0, 3);
    return text;
}

} // namespace didban
