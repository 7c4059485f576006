#include "pipelines/serve/access_log.h"

#include "didban/base/error.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace didban {

AccessLog::AccessLog(const std::string& path)
{
    if (path.empty())
        return;
    fd_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
    if (fd_ < 0)
        throw Error(ErrorKind::Usage, path + ": the access log cannot be written (" + std::strerror(errno) +
                                          "); name a file in a folder that exists and may be written");
}

AccessLog::~AccessLog()
{
    if (fd_ >= 0)
        ::close(fd_);
}

void AccessLog::add(const std::string& line) const
{
    (void)!::write(fd_, line.data(), line.size()); // one call: lines of several writers do not mix
}

} // namespace didban
