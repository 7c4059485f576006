#include "key_files.h"

#include "didban/base/error.h"
#include "didban/base/output_path.h"
#include "didban/crypto/ed25519.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace didban::cli {

namespace {

void write_new(const std::string& path, const std::string& text, int mode)
{
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0 && errno == EEXIST)
        throw Error(ErrorKind::Usage,
                    path + ": exists already; keys are never overwritten, choose another name or move it away");
    const bool written = fd >= 0 && ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    const bool closed = fd >= 0 && ::close(fd) == 0;
    if (!written || !closed)
        throw Error(output_error_kind({errno, std::generic_category()}),
                    path + ": cannot be written (" + std::strerror(errno) +
                        "); name a folder that exists and may be written");
}

} // namespace

void write_key_pair(const std::string& prefix)
{
    const PrivateKey key = PrivateKey::generate();
    write_new(prefix + ".key", key.pem(), 0600);
    write_new(prefix + ".pub", key.public_key().pem(), 0644);
}

} // namespace didban::cli
