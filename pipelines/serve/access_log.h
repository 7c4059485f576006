#pragma once
#include <string>

namespace didban {

/// A file that whole lines are added to; several processes may add to one. Thread-safe.
class AccessLog {
public:
    /// Opens `path`, or makes it; "" = a log that is never added to. Throws Error{Usage} when it cannot be written.
    explicit AccessLog(const std::string& path);
    ~AccessLog();
    AccessLog(const AccessLog&) = delete;
    AccessLog& operator=(const AccessLog&) = delete;

    /// `line` with its end. A line that a full disk does not take is lost: it stops no answer.
    void add(const std::string& line) const;

private:
    int fd_{-1};
};

} // namespace didban
