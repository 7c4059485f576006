#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace didban {

/// Notices that an input was replaced or written to while a run read it: its digest in run.json would then speak of
/// other bytes than the results were made of. One thread at a time.
class InputStamps {
public:
    /// Remembers size, time and identity of a file, and of those that belong to it (parts_of_input). To be
    /// called before the file is read. What is no file (a database) is passed over.
    void add(const std::string& path);
    /// Throws Error{UnreadableInput} naming the first file that is no longer the one that was added, or that came to
    /// belong to one since.
    void check() const;

    struct Stamp {
        std::string path;
        std::uintmax_t size{};
        std::int64_t seconds{}, nanoseconds{}; ///< of the last change, since 1970
        std::uint64_t device{}, inode{};
        bool operator==(const Stamp&) const = default;
    };
    /// Of a file as it is now; size and times 0 when there is none.
    [[nodiscard]] static Stamp stamp(const std::string& path);
    /// Of everything that was added, in order.
    [[nodiscard]] const std::vector<Stamp>& stamps() const { return stamps_; }

private:
    std::vector<Stamp> stamps_;
    std::vector<std::pair<std::string, std::vector<std::string>>> parts_; ///< of each file that was added
};

/// A file and those beside it that say what it means, sorted: a shapefile's .dbf, .shx, .prj, .cpg; an image's mask,
/// overviews, world file and GDAL's notes (.msk, .ovr, .tfw, .aux.xml and their like).
[[nodiscard]] std::vector<std::string> parts_of_input(const std::string& path);

} // namespace didban
