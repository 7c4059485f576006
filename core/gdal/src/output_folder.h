#pragma once
#include <filesystem>
#include <string>

namespace didban::gdal {

/// A hidden folder beside the target in which its files are written under their own names; publish() moves them into
/// place, the main one last. Without publish() the folder is removed with all it holds.
class OutputFolder {
public:
    /// Throws Error{Usage} when the target cannot be written, Error{OutputFailed} when the disk is full.
    explicit OutputFolder(const std::string& target);
    ~OutputFolder();
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;
    [[nodiscard]] std::string file() const { return (folder_ / target_.filename()).string(); }
    void publish();

private:
    std::filesystem::path target_;
    std::filesystem::path folder_;
};

} // namespace didban::gdal
