#include "pipelines/run/result_folder.h"

#include "didban/base/error.h"
#include "didban/base/output_path.h"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace didban {

namespace fs = std::filesystem;

namespace {

constexpr int attempts = 100; ///< to take a folder that others make and remove meanwhile

/// Whether the name still leads to the folder that was opened.
bool still_there(int fd, const std::string& path)
{
    struct stat opened {
    }, named{};
    return ::fstat(fd, &opened) == 0 && ::stat(path.c_str(), &named) == 0 && opened.st_ino == named.st_ino &&
           opened.st_dev == named.st_dev;
}

} // namespace

ResultFolder::ResultFolder(const std::string& path) : path_(path)
{
    for (int i = 0; i < attempts; ++i) {
        std::error_code ignored;
        made_ = !fs::exists(path, ignored);
        make_output_folder(path);
        fd_ = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd_ < 0)
            continue;
        if (::flock(fd_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
            ::close(fd_);
            throw Error(ErrorKind::Usage, path + ": another run is writing into this folder; wait until it has ended "
                                                 "or name another folder");
        }
        if (still_there(fd_, path))
            return;
        ::close(fd_);
    }
    throw Error(ErrorKind::Usage,
                path + ": cannot be used as output folder (it cannot be opened); check it and its permissions");
}

ResultFolder::~ResultFolder()
{
    std::error_code ignored;
    if (made_)
        fs::remove(path_, ignored); // only when empty
    ::close(fd_);
}

} // namespace didban
