#pragma once
#include <memory>
#include <string>

namespace didban::gdal {

/// A UTF-8 copy, in the folder for temporary files, of a text file that spreadsheets saved as UTF-16. Removed with the
/// object.
class Utf16Copy {
public:
    /// nullptr unless `path` is a .csv, .txt or .tsv file that starts with a UTF-16 byte order mark or `encoding` names
    /// UTF-16.
    static std::unique_ptr<Utf16Copy> make_if_needed(const std::string& path, const std::string& encoding);
    ~Utf16Copy();
    Utf16Copy(const Utf16Copy&) = delete;
    Utf16Copy& operator=(const Utf16Copy&) = delete;
    [[nodiscard]] const std::string& path() const noexcept { return path_; }

private:
    explicit Utf16Copy(std::string path) : path_(std::move(path)) {}
    std::string path_;
};

} // namespace didban::gdal
