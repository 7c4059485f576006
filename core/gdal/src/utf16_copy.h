#pragma once
#include <memory>
#include <string>

namespace didban::gdal {

/// A UTF-8 copy, in the folder for temporary files, of a text file that spreadsheets saved as UTF-16. Only this process
/// can reach it: it has no name there, and is gone with the object or the process, however that ends.
class Utf16Copy {
public:
    /// nullptr unless `path` is a .csv, .txt or .tsv file that starts with a UTF-16 byte order mark or `encoding` names
    /// UTF-16.
    static std::unique_ptr<Utf16Copy> make_if_needed(const std::string& path, const std::string& encoding);
    ~Utf16Copy();
    Utf16Copy(const Utf16Copy&) = delete;
    Utf16Copy& operator=(const Utf16Copy&) = delete;
    /// For OGR's CSV driver.
    [[nodiscard]] std::string path() const { return "CSV:/proc/self/fd/" + std::to_string(descriptor_); }

private:
    Utf16Copy();
    void write(const std::string& text) const;
    int descriptor_{-1};
};

} // namespace didban::gdal
