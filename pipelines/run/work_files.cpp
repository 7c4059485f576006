#include "pipelines/run/work_files.h"

#include "didban/base/error.h"
#include "didban/crypto/sha256.h"
#include "didban/report/text_file.h"

#include <algorithm>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>
#include <unistd.h>

namespace didban::work_files {

namespace fs = std::filesystem;

namespace {

constexpr const char* list_name = "didban-files.txt";
constexpr const char* list_title = "Files of a Didban run; it removes what is named here and nothing else";
constexpr std::string_view partial_prefix = ".partial-";

std::optional<std::string> text_of(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(in), {});
}

/// A listed name, or one that a writer made of it for as long as it writes.
bool is_ours(const std::string& name, const std::set<std::string>& listed)
{
    return std::any_of(listed.begin(), listed.end(),
                       [&](const std::string& l) { return name == l || name.rfind(l + ".", 0) == 0; });
}

void remove_listed(const fs::path& folder, const std::string& prefix, const std::set<std::string>& listed)
{
    std::error_code ignored;
    std::vector<fs::path> ours;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        const bool partial = name.rfind(partial_prefix, 0) == 0; // a folder of files that are written together
        if (partial ? listed.count(prefix + name.substr(partial_prefix.size())) > 0
                    : !entry.is_directory() && is_ours(prefix + name, listed))
            ours.push_back(entry.path());
    }
    for (const fs::path& p : ours)
        fs::remove_all(p, ignored);
}

/// Listed files in folders below that of the results ("results/evidence/C1/before.png"), and those folders once they
/// are empty.
void remove_nested_results(const fs::path& folder, const std::set<std::string>& listed)
{
    std::error_code ignored;
    for (const std::string& name : listed) {
        const fs::path path(name);
        if (std::distance(path.begin(), path.end()) < 3 || *path.begin() != results_folder ||
            std::find(path.begin(), path.end(), "..") != path.end())
            continue;
        fs::remove(folder / path, ignored);
        fs::remove(folder / (name + ".part"), ignored);
        for (fs::path up = path.parent_path(); up != results_folder && fs::remove(folder / up, ignored);)
            up = up.parent_path();
    }
}

} // namespace

std::optional<std::set<std::string>> read_list(const fs::path& folder)
{
    std::ifstream in(folder / list_name);
    std::string line;
    if (!in || !std::getline(in, line) || line != list_title)
        return std::nullopt;
    std::set<std::string> names;
    while (std::getline(in, line))
        if (!line.empty())
            names.insert(line);
    return names;
}

void add_to_list(const fs::path& folder, const std::string& name)
{
    const fs::path list = folder / list_name;
    std::error_code ignored;
    const bool made = fs::exists(list, ignored);
    std::ofstream out(list, std::ios::app);
    if (!made)
        out << list_title << '\n';
    out << name << '\n' << std::flush;
    if (!out)
        throw Error(ErrorKind::OutputFailed, list.string() + ": cannot be written; check the disk and the permissions");
}

void clear(const fs::path& folder, bool results_only)
{
    const auto listed = read_list(folder);
    if (!listed)
        return;
    std::error_code ignored;
    remove_listed(folder / results_folder, std::string(results_folder) + "/", *listed);
    remove_nested_results(folder, *listed);
    if (results_only)
        return;
    fs::remove(folder / results_folder, ignored);
    remove_listed(folder, "", *listed);
    fs::remove(folder / list_name, ignored);
    fs::remove(folder, ignored);
}

void write_step(const fs::path& file, const DoneStep& step)
{
    std::ostringstream body;
    body << step.files.size() << '\n';
    for (const DoneStep::File& f : step.files)
        body << f.sha256 << ' ' << f.name << '\n';
    body << step.text;
    write_text_file(file.string(), sha256_hex(body.str()) + "\n" + body.str());
}

std::optional<DoneStep> read_step(const fs::path& file)
{
    const auto text = text_of(file);
    const auto end = text ? text->find('\n') : std::string::npos;
    if (end == std::string::npos || sha256_hex(std::string_view(*text).substr(end + 1)) != text->substr(0, end))
        return std::nullopt;
    std::istringstream body(text->substr(end + 1));
    DoneStep step;
    std::size_t count = 0;
    body >> count;
    for (std::size_t i = 0; i < count; ++i) {
        DoneStep::File f;
        body >> f.sha256 >> f.name;
        step.files.push_back(std::move(f));
    }
    body.ignore(); // the end of the last line
    step.text.assign(std::istreambuf_iterator<char>(body), {});
    return step;
}

bool has_digest(const fs::path& file, const std::string& sha256)
{
    std::error_code ignored;
    if (!fs::is_regular_file(file, ignored))
        return false;
    try {
        return sha256_file(file.string()) == sha256;
    } catch (const Error&) {
        return false;
    }
}

void sync(const fs::path& path)
{
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    ::fsync(fd);
    ::close(fd);
}

bool results_are_whole(const fs::path& work, const fs::path& folder, const DoneStep& results)
{
    return std::all_of(results.files.begin(), results.files.end(), [&](const DoneStep::File& f) {
        return has_digest(work / results_folder / f.name, f.sha256) || has_digest(folder / f.name, f.sha256);
    });
}

void place_results(const fs::path& work, const fs::path& folder, const DoneStep& results)
{
    const fs::path prepared = work / results_folder;
    std::error_code ignored;
    std::vector<DoneStep::File> files = results.files;
    std::stable_partition(files.begin(), files.end(), [](const DoneStep::File& f) { return f.name != run_record; });
    if (!files.empty() && files.back().name == run_record && fs::exists(prepared / run_record, ignored))
        fs::remove(folder / run_record);
    std::istringstream outdated(results.text);
    for (std::string name; std::getline(outdated, name);) {
        fs::remove(folder / name);
        fs::remove((folder / name).parent_path(), ignored);
    }
    sync(folder);
    for (const DoneStep::File& f : files)
        if (fs::exists(prepared / f.name, ignored)) {
            sync(prepared / f.name);
            fs::create_directories((folder / f.name).parent_path());
            fs::rename(prepared / f.name, folder / f.name);
        }
    sync(folder);
}

} // namespace didban::work_files
