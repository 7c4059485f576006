#include "key_files.h"

#include "didban/base/error.h"
#include "didban/base/output_path.h"
#include "didban/base/read_text_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <string_view>
#include <unistd.h>

namespace didban::cli {

namespace {

/// A file with this ending of a prefix, and how its text begins.
struct Half {
    const char* ending;
    std::string_view beginning;
    int mode;
};
constexpr Half private_half{".key", "-----BEGIN PRIVATE KEY-----", 0600};
constexpr Half public_half{".pub", "-----BEGIN PUBLIC KEY-----", 0644};

/// The beginning of a key without its end: what a full disk leaves. Nothing in it can be used or lost.
bool is_unfinished(const std::string& path, const Half& half)
{
    if (!std::filesystem::is_regular_file(path) || std::filesystem::file_size(path) > 4096)
        return false;
    const std::string text = read_text_file(path);
    return (half.beginning.starts_with(text) || text.starts_with(half.beginning)) &&
           text.find("-----END") == std::string::npos;
}

bool is_absent(const std::string& prefix, const Half& half)
{
    const std::string path = prefix + half.ending;
    return !std::filesystem::exists(path) || is_unfinished(path, half);
}

[[noreturn]] void exists_already(const std::string& path)
{
    throw Error(ErrorKind::Usage,
                path + ": exists already; keys are never overwritten, choose another name or move it away");
}

bool write_all(int fd, const std::string& text)
{
    for (std::size_t done = 0; done < text.size();) {
        const ssize_t n = ::write(fd, text.data() + done, text.size() - done);
        if (n < 0 && errno != EINTR)
            return false;
        done += n > 0 ? static_cast<std::size_t>(n) : 0;
    }
    return ::fsync(fd) == 0;
}

/// Takes the place of nothing, or of an unfinished file.
void place(const std::string& prefix, const Half& half, const std::string& text)
{
    const std::string path = prefix + half.ending;
    const std::string fresh = path + "." + std::to_string(::getpid()) + ".new";
    const int fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, half.mode);
    bool done = fd >= 0 && write_all(fd, text);
    int why = errno;
    if (fd >= 0 && ::close(fd) != 0 && done) {
        done = false;
        why = errno;
    }
    if (done && is_unfinished(path, half))
        ::unlink(path.c_str());
    if (done && ::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) != 0) {
        done = false;
        why = errno;
    }
    if (done)
        return;
    if (fd >= 0)
        ::unlink(fresh.c_str());
    if (why == EEXIST)
        exists_already(path);
    throw Error(output_error_kind({why, std::generic_category()}),
                path + ": cannot be written (" + std::strerror(why) +
                    "); name a folder that exists and may be written");
}

} // namespace

void write_key_pair(const std::string& prefix)
{
    for (const Half& half : {private_half, public_half})
        if (!is_absent(prefix, half))
            exists_already(prefix + half.ending);
    const PrivateKey key = PrivateKey::generate();
    place(prefix, private_half, key.pem());
    try {
        place(prefix, public_half, key.public_key().pem());
    } catch (const Error&) {
        ::unlink((prefix + private_half.ending).c_str());
        throw;
    }
}

PrivateKey own_key(const std::string& prefix, const Log& log)
{
    const std::string secret = prefix + private_half.ending, open = prefix + public_half.ending;
    if (is_absent(prefix, private_half) && is_absent(prefix, public_half)) {
        write_key_pair(prefix);
        log.warn("no signing key yet: made " + secret + " (keep it secret) and " + open + " (publish it)");
    }
    const PrivateKey key = PrivateKey::from_file(secret);
    if (is_absent(prefix, public_half)) {
        place(prefix, public_half, key.public_key().pem());
        log.warn("wrote " + open + " again from " + secret);
    }
    return key;
}

} // namespace didban::cli
