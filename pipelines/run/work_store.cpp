#include "pipelines/run/work_store.h"

#include "didban/base/error.h"
#include "didban/report/text_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace didban {

namespace fs = std::filesystem;

namespace {

constexpr const char* step_suffix = ".done";

/// Empties a folder but for one entry.
void clear_others(const fs::path& folder, const std::string& keep)
{
    std::vector<fs::path> others;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().filename() != keep)
            others.push_back(entry.path());
    for (const fs::path& p : others)
        fs::remove_all(p);
}

} // namespace

RunState::RunState(std::string folder, const std::string& key) : folder_(std::move(folder))
{
    const fs::path dir(folder_);
    root_ = (dir / ".work").string();
    work_ = (dir / ".work" / key).string();
    try {
        made_folder_ = fs::create_directories(dir);
        fs::create_directories(root_);
        clear_others(root_, key);
        fs::create_directories(work_);
        fs::remove_all(fs::path(work_) / "results");
        fs::create_directories(fs::path(work_) / "results");
        for (const auto& entry : fs::directory_iterator(work_))
            any_step_ = any_step_ || entry.path().extension() == step_suffix;
    } catch (const fs::filesystem_error& e) {
        throw Error(ErrorKind::Usage, folder_ + ": cannot be used as output folder (" + e.code().message() +
                                          "); check the path and its permissions");
    }
}

RunState::~RunState()
{
    if (published_)
        return;
    std::error_code ignored;
    fs::remove_all(fs::path(work_) / "results", ignored);
    if (any_step_)
        return;
    fs::remove_all(root_, ignored);
    if (made_folder_)
        fs::remove(folder_, ignored); // only when empty
}

std::string RunState::work(const std::string& name) const
{
    return (fs::path(work_) / name).string();
}

std::string RunState::result(const std::string& name) const
{
    return (fs::path(work_) / "results" / name).string();
}

bool RunState::finished(const std::string& step, std::string& text) const
{
    std::ifstream file(work(step + step_suffix), std::ios::binary);
    if (!file)
        return false;
    text.assign(std::istreambuf_iterator<char>(file), {});
    return true;
}

void RunState::finish_step(const std::string& step, const std::string& text)
{
    TextFile file(work(step + step_suffix));
    file.write(text);
    file.finish();
    any_step_ = true;
}

void RunState::publish(bool keep_work)
{
    try {
        std::vector<fs::path> files;
        for (const auto& entry : fs::directory_iterator(fs::path(work_) / "results"))
            if (entry.is_regular_file())
                files.push_back(entry.path());
        std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) {
            const bool a_last = a.filename() == "run.json", b_last = b.filename() == "run.json";
            return a_last != b_last ? b_last : a < b;
        });
        for (const fs::path& from : files)
            fs::rename(from, fs::path(folder_) / from.filename());
        published_ = true;
        if (!keep_work)
            fs::remove_all(root_);
    } catch (const fs::filesystem_error& e) {
        throw Error(ErrorKind::OutputFailed,
                    folder_ + ": results could not be put in place (" + e.code().message() + ")");
    }
}

} // namespace didban
