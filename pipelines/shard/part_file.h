#pragma once
#include "pipelines/shard/shard_plan.h"

#include <cstdint>
#include <map>
#include <string>

namespace didban {

/// What one job measured: the answers of the lattice cells of its block in one pass, compressed, with a digest of
/// everything. One thread at a time.
class PartWriter {
public:
    PartWriter(const ShardPlan& plan, std::string phase, int job);
    void add(std::size_t cell, const std::string& answer);
    /// Gives the file its name. Throws Error{OutputFailed}.
    void finish();

private:
    std::string path_, head_, body_;
    std::uint64_t cells_{};
};

/// Holds no file open, so that a merge can have thousands. Thread-safe.
class PartReader {
public:
    /// Throws Error{UnreadableInput} naming the job to run when the part is missing or not whole.
    PartReader(const ShardPlan& plan, const std::string& phase, int job);
    /// Throws Error{Internal} for a cell that the part does not hold.
    [[nodiscard]] std::string read(std::size_t cell) const;

private:
    struct Place {
        std::uint64_t at{}, packed{}, size{};
    };
    std::string path_;
    std::map<std::size_t, Place> cells_;
};

/// Whether the part of a job is there and whole.
[[nodiscard]] bool part_is_whole(const ShardPlan& plan, const std::string& phase, int job);

} // namespace didban
