#include "didban/base/error.h"
#include "didban/base/output_path.h"
#include "didban/crypto/sha256.h"
#include "pipelines/inquiry/inquiry.h"
#include "pipelines/parcel/answer_json.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/file.h>
#include <unistd.h>

namespace didban {

namespace {

/// Hash that stands before the first line.
const std::string no_line(64, '0');

class LogFile {
public:
    explicit LogFile(const std::string& path)
        : path_(path), fd_(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0640))
    {
        if (fd_ < 0 || ::flock(fd_, LOCK_EX) != 0)
            fail();
    }
    ~LogFile()
    {
        if (fd_ >= 0)
            ::close(fd_);
    }
    LogFile(const LogFile&) = delete;
    LogFile& operator=(const LogFile&) = delete;
    [[nodiscard]] std::string last_line() const
    {
        const off_t size = ::lseek(fd_, 0, SEEK_END);
        std::string tail;
        for (off_t at = size; at > 0;) {
            const auto piece = static_cast<std::size_t>(std::min<off_t>(at, 4096));
            at -= static_cast<off_t>(piece);
            std::string bytes(piece, '\0');
            if (::pread(fd_, bytes.data(), piece, at) != static_cast<ssize_t>(piece))
                fail();
            tail.insert(0, bytes);
            const auto body = tail.find_last_not_of('\n');
            const auto start = body == std::string::npos ? std::string::npos : tail.rfind('\n', body);
            if (start != std::string::npos)
                return tail.substr(start + 1, body - start);
            if (at == 0 && body != std::string::npos)
                return tail.substr(0, body + 1);
        }
        return {};
    }
    void append(const std::string& line) const
    {
        if (::write(fd_, line.data(), line.size()) != static_cast<ssize_t>(line.size()) || ::fsync(fd_) != 0)
            fail();
    }

private:
    [[noreturn]] void fail() const
    {
        throw Error(output_error_kind({errno, std::generic_category()}),
                    path_ + ": the audit log cannot be written (" + std::strerror(errno) +
                        "); no answer is given without a log line");
    }
    std::string path_;
    int fd_;
};

} // namespace

void append_audit(const std::string& path, std::string_view answer)
{
    const Json envelope = Json::parse(answer);
    const Json& payload = envelope["payload"];
    const LogFile log(path);
    const std::string last = log.last_line();
    const Json line{{"time", payload["issued_at"]},
                    {"request_id", payload["request_id"]},
                    {"consumer", payload["consumer"]},
                    {"purpose", payload["purpose"]},
                    {"parcel_id", payload["parcel_id"]},
                    {"imagery", payload["imagery"]["state"]},
                    {"answer_sha256", sha256_hex(answer)},
                    {"key_id", envelope["signature"]["key_id"]},
                    {"previous_sha256", last.empty() ? no_line : sha256_hex(last)}};
    log.append(canonical(line) + "\n");
}

std::size_t first_broken_audit_line(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw Error(ErrorKind::UnreadableInput, path + ": the audit log cannot be opened; check the path");
    std::string line, previous = no_line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        const Json entry = Json::parse(line, nullptr, false);
        if (entry.is_discarded() || !entry.is_object() || entry.value("previous_sha256", "") != previous)
            return number;
        previous = sha256_hex(line);
    }
    return 0;
}

} // namespace didban
