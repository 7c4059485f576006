#pragma once
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// The files of one work folder: the list of names that are ours, and what a finished step says of its files.
namespace didban::work_files {

/// Names on the list of a work folder; nullopt when it has none, and so is none of ours.
[[nodiscard]] std::optional<std::set<std::string>> read_list(const std::filesystem::path& folder);
/// Puts a name on the list, made when it is missing. Throws Error{OutputFailed}.
void add_to_list(const std::filesystem::path& folder, const std::string& name);
/// Removes what the list names, and the folder when it is then empty. With `results_only` just the prepared results.
void clear(const std::filesystem::path& folder, bool results_only);

/// A step that was done: its files with their digests, and its text.
struct DoneStep {
    struct File {
        std::string name, sha256;
    };
    std::vector<File> files;
    std::string text;
};
/// Throws Error{OutputFailed}.
void write_step(const std::filesystem::path& file, const DoneStep& step);
/// nullopt when there is none, or when it is not whole.
[[nodiscard]] std::optional<DoneStep> read_step(const std::filesystem::path& file);
/// Whether a file has this digest; false when it cannot be read.
[[nodiscard]] bool has_digest(const std::filesystem::path& file, const std::string& sha256);

/// Brings a file or folder onto the disk. What cannot be brought there (some file systems) is left to the system.
void sync(const std::filesystem::path& path);

/// Whether every file of a publication is whole, be it prepared or in place already.
[[nodiscard]] bool results_are_whole(const std::filesystem::path& work, const std::filesystem::path& folder,
                                     const DoneStep& results);
/// Puts the files of a publication that are prepared into `folder`: run.json goes first and comes last. What the lines
/// of `results.text` name below `folder` goes before they come, with its folder where that is then empty. Throws
/// filesystem_error.
void place_results(const std::filesystem::path& work, const std::filesystem::path& folder, const DoneStep& results);

constexpr const char* results_folder = "results";
constexpr const char* step_suffix = ".done";
constexpr const char* run_record = "run.json";
constexpr const char* publication = "publication.done";

} // namespace didban::work_files
