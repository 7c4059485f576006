#pragma once
#include <string>

namespace didban {

/// The folder that a run puts its results into, held by one run at a time: two would mix their files. The hold is
/// advisory and of the operating system, so it ends with the process however that ends; on file systems that know no
/// locks nothing is held. One thread at a time.
class ResultFolder {
public:
    /// Makes the folder where it is missing. Throws Error{Usage} when results cannot be written there, or when another
    /// run holds it.
    explicit ResultFolder(const std::string& path);
    /// Removes the folder again when it was made here and nothing was put into it.
    ~ResultFolder();
    ResultFolder(const ResultFolder&) = delete;
    ResultFolder& operator=(const ResultFolder&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
    bool made_{false};
    int fd_{-1};
};

} // namespace didban
