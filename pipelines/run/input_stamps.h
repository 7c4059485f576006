#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace didban {

/// Notices that an input was replaced or written to while a run read it: its digest in run.json would then speak of
/// other bytes than the results were made of. One thread at a time.
class InputStamps {
public:
    /// Remembers size, time and identity of a file, and of those that belong to it (the parts of a shapefile). To be
    /// called before the file is read. What is no file (a database) is passed over.
    void add(const std::string& path);
    /// Throws Error{UnreadableInput} naming the first file that is no longer the one that was added.
    void check() const;

private:
    struct Stamp {
        std::string path;
        std::uintmax_t size{};
        std::int64_t seconds{}, nanoseconds{};
        std::uint64_t device{}, inode{};
        bool operator==(const Stamp&) const = default;
    };
    static Stamp stamp(const std::string& path);
    std::vector<Stamp> stamps_;
};

/// A file and those beside it without which it says nothing (a shapefile's .dbf, .shx, .prj, .cpg), sorted.
[[nodiscard]] std::vector<std::string> parts_of_input(const std::string& path);

} // namespace didban
