#include "pipelines/inquiry/audit_log.h"

#include "didban/base/error.h"
#include "didban/base/output_path.h"
#include "didban/crypto/sha256.h"
#include "pipelines/inquiry/audit_parts.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace didban {

namespace {

[[noreturn]] void cannot_write(const std::string& path, const std::string& why, ErrorKind kind)
{
    throw Error(kind, path + ": the audit log cannot be written (" + why + "); no answer is given without a log line");
}

/// A file of the log, open and locked against other writers.
class LogFile {
public:
    LogFile(const std::string& path, int flags, int mode)
        : path_(path), fd_(::open(path.c_str(), flags | O_CLOEXEC, mode))
    {
        struct stat info {};
        if (fd_ < 0 || ::fstat(fd_, &info) != 0 || ::flock(fd_, LOCK_EX) != 0)
            fail();
        if (!S_ISREG(info.st_mode))
            cannot_write(path_, "it is not a plain file", ErrorKind::Usage);
    }
    ~LogFile()
    {
        if (fd_ >= 0)
            ::close(fd_);
    }
    LogFile(const LogFile&) = delete;
    LogFile& operator=(const LogFile&) = delete;

    /// Up to `most` bytes from the end.
    [[nodiscard]] std::string tail(std::size_t most) const
    {
        const off_t size = ::lseek(fd_, 0, SEEK_END);
        std::string bytes(static_cast<std::size_t>(std::min<off_t>(size, static_cast<off_t>(most))), '\0');
        const off_t at = size - static_cast<off_t>(bytes.size());
        if (size < 0 || ::pread(fd_, bytes.data(), bytes.size(), at) != static_cast<ssize_t>(bytes.size()))
            fail();
        return bytes;
    }
    [[nodiscard]] off_t size() const { return ::lseek(fd_, 0, SEEK_END); }
    void cut(off_t size) const
    {
        if (::ftruncate(fd_, size) != 0)
            fail();
    }
    void write(const std::string& text, off_t at) const
    {
        for (std::size_t done = 0; done < text.size();) {
            const ssize_t n = ::pwrite(fd_, text.data() + done, text.size() - done, at + static_cast<off_t>(done));
            if (n < 0 && errno == EINTR)
                continue;
            if (n <= 0)
                fail();
            done += static_cast<std::size_t>(n);
        }
        if (::fsync(fd_) != 0)
            fail();
    }

private:
    [[noreturn]] void fail() const
    {
        const int why = errno;
        cannot_write(path_, std::strerror(why), output_error_kind({why, std::generic_category()}));
    }
    std::string path_;
    int fd_;
};

/// Puts the head in place of the old one: at any moment one of them is whole.
void write_head(const std::string& path, const std::string& text)
{
    const std::string fresh = path + ".new";
    try {
        LogFile(fresh, O_WRONLY | O_CREAT | O_TRUNC, 0640).write(text, 0);
        if (::rename(fresh.c_str(), path.c_str()) != 0)
            cannot_write(path, std::strerror(errno), ErrorKind::OutputFailed);
    } catch (const Error&) {
        ::unlink(fresh.c_str());
        throw;
    }
    const std::filesystem::path folder = std::filesystem::absolute(path).parent_path();
    if (const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); fd >= 0) {
        ::fsync(fd);
        ::close(fd);
    }
}

[[noreturn]] void altered(const std::string& path, const std::string& why)
{
    throw Error(ErrorKind::OutputFailed,
                path + ": " + why + ", so the audit log was altered; no answer is given. Keep it with " + path +
                    ".head as evidence (`didban verify --audit` says more), move both away and ask again");
}

/// Where the log ends: the number and hash of its last line. Throws when that is not what the head says.
audit::Head end_of_log(const std::string& path, const std::string& last)
{
    const audit::Head head = audit::read_head(path, {});
    if (!head.fault.empty())
        altered(path, head.fault);
    if (last.empty()) {
        if (head.lines > 0)
            altered(path, "its head speaks of " + std::to_string(head.lines) + " lines and there is none");
        return head;
    }
    const std::string hash = sha256_hex(last);
    if (head.lines > 0 && head.last_sha256 == hash)
        return head;
    // A crash between the line and its head: the line is signed and follows.
    const OpenedSeal line = open_seal(last, {});
    if (line.holds && audit::number_of(line.body) == head.lines + 1 &&
        text_at(line.body, "previous_sha256") == head.last_sha256)
        return {head.lines + 1, hash, line.key_id, {}};
    altered(path, "its last line is not number " + std::to_string(head.lines) + " of its head");
}

} // namespace

void append_audit(const std::string& path, std::string_view answer, const PrivateKey& key)
{
    const Json envelope = Json::parse(answer);
    const Json& payload = envelope["payload"];
    const LogFile log(path, O_RDWR | O_CREAT, 0640);
    const std::string tail = log.tail(2 * audit::longest_line);
    const auto end = tail.rfind('\n');
    const std::size_t whole = end == std::string::npos ? 0 : end + 1;
    const auto before = whole < 2 ? std::string::npos : tail.rfind('\n', whole - 2);
    const std::size_t start = before == std::string::npos ? 0 : before + 1;
    const std::string last = whole == 0 ? std::string{} : tail.substr(start, whole - 1 - start);
    if ((whole > 0 && last.empty()) || tail.size() - whole > audit::longest_line)
        altered(path, "its last line is not one that is written");
    const audit::Head known = end_of_log(path, last);

    const off_t at = log.size() - static_cast<off_t>(tail.size() - whole);
    log.cut(at);
    const std::string line = seal({{"line", known.lines + 1},
                                   {"time", payload["issued_at"]},
                                   {"request_id", payload["request_id"]},
                                   {"consumer", payload["consumer"]},
                                   {"purpose", payload["purpose"]},
                                   {"parcel_id", payload["parcel_id"]},
                                   {"imagery", payload["imagery"]["state"]},
                                   {"answer_sha256", sha256_hex(answer)},
                                   {"previous_sha256", known.last_sha256}},
                                  key);
    try {
        log.write(line + "\n", at);
        write_head(audit::head_path(path), audit::sealed_head(known.lines + 1, sha256_hex(line), key));
    } catch (const Error&) {
        log.cut(at);
        throw;
    }
}

} // namespace didban
