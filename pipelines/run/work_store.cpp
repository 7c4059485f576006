#include "pipelines/run/work_store.h"

#include "didban/base/error.h"
#include "didban/crypto/sha256.h"
#include "pipelines/run/work_files.h"

#include <algorithm>
#include <filesystem>

namespace didban {

namespace fs = std::filesystem;
using namespace work_files;

namespace {

std::vector<fs::path> folders_in(const fs::path& root)
{
    std::vector<fs::path> out;
    for (const auto& entry : fs::directory_iterator(root))
        if (entry.is_directory() && !entry.is_symlink())
            out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

/// A run ended while its results went to their places: what is prepared is whole, so it goes there now.
void complete_publication(const fs::path& work, const fs::path& folder, const RunOptions& run)
{
    const fs::path journal = work / publication;
    std::error_code ignored;
    if (!read_list(work) || !fs::exists(journal, ignored))
        return;
    if (const auto results = read_step(journal); results && results_are_whole(work, folder, *results)) {
        place_results(work, folder, *results);
        run.log.info(folder.string() + ": the results of a run that ended before all were in place are now complete");
    } else {
        fs::remove(folder / run_record, ignored);
        run.log.warn(folder.string() + ": a run ended while its results were put in place and some of them are lost; "
                                       "until this run has ended the folder holds results of different runs");
    }
    fs::remove(journal, ignored);
}

} // namespace

WorkStore::WorkStore(const ResultFolder& folder, const std::string& key, const InputStamps& inputs,
                     const RunOptions& run)
    : inputs_(inputs), run_(run), folder_(folder.path()), root_((fs::path(folder_) / ".work").string()),
      work_((fs::path(root_) / key).string())
{
    for (const std::string& path : {root_, work_})
        if (fs::is_symlink(path) || (fs::exists(path) && !fs::is_directory(path)))
            throw Error(ErrorKind::Usage, path + ": is a link or a file, but work files would be kept in a folder of "
                                                 "that name; move it away or name another output folder");
    try {
        fs::create_directories(root_);
        for (const fs::path& other : folders_in(root_)) {
            complete_publication(other, folder_, run_);
            clear(other, other == fs::path(work_));
        }
        fs::create_directories(fs::path(work_) / results_folder);
        if (const auto listed = read_list(work_))
            listed_ = *listed;
        for (const std::string& name : listed_)
            any_step_ = any_step_ || (fs::path(name).extension() == step_suffix && fs::exists(fs::path(work_) / name));
    } catch (const fs::filesystem_error& e) {
        throw Error(ErrorKind::Usage, folder_ + ": cannot be used as output folder (" + e.code().message() +
                                          "); check the path and its permissions");
    }
}

WorkStore::~WorkStore()
{
    if (publishing_) // placed, or left for the next run to place
        return;
    std::error_code ignored;
    clear(work_, any_step_);
    if (any_step_)
        return;
    fs::remove(fs::path(work_) / results_folder, ignored);
    fs::remove(work_, ignored);
    fs::remove(root_, ignored); // only when empty
}

std::string WorkStore::note(const std::string& name)
{
    const std::string path = (fs::path(work_) / name).string();
    if (listed_.count(name) == 0) {
        std::error_code ignored;
        if (fs::exists(fs::symlink_status(path, ignored)))
            throw Error(ErrorKind::Usage, path + ": stands where a work file would be made, and no run made it; move "
                                                 "it away or name another output folder");
        add_to_list(work_, name);
        listed_.insert(name);
    }
    return path;
}

std::string WorkStore::work(const std::string& name)
{
    return note(name);
}

std::string WorkStore::result(const std::string& name)
{
    const std::string path = note(std::string(results_folder) + "/" + name);
    fs::create_directories(fs::path(path).parent_path());
    return path;
}

std::string WorkStore::result_digest(const std::string& name)
{
    std::string& digest = digests_[name];
    if (digest.empty())
        digest = sha256_file(result(name));
    return digest;
}

bool WorkStore::finished(const std::string& step, std::string& text)
{
    const std::string path = note(step + step_suffix);
    std::error_code ignored;
    if (!fs::exists(path, ignored))
        return false;
    const auto done = read_step(path);
    const auto damaged = [&](const std::string& what) {
        run_.log.warn(what + ": is damaged and is made again");
        fs::remove(path, ignored);
        return false;
    };
    if (!done)
        return damaged(path);
    for (const DoneStep::File& f : done->files)
        if (!has_digest(fs::path(work_) / f.name, f.sha256))
            return damaged((fs::path(work_) / f.name).string());
    text = done->text;
    return true;
}

void WorkStore::finish_step(const std::string& step, const std::string& text, const std::vector<std::string>& files)
{
    check_inputs();
    const auto in_file = [&](const std::string& name) { return fs::exists(fs::path(work_) / name); };
    if (!std::all_of(files.begin(), files.end(), in_file))
        return;
    DoneStep done{{}, text};
    for (const std::string& name : files)
        done.files.push_back({name, sha256_file((fs::path(work_) / name).string())});
    write_step(note(step + step_suffix), done);
    any_step_ = true;
}

void WorkStore::publish(bool keep_work, const std::vector<std::string>& outdated)
{
    try {
        const fs::path prepared = fs::path(work_) / results_folder;
        DoneStep results;
        for (const std::string& name : outdated)
            results.text += name + "\n";
        for (const auto& entry : fs::recursive_directory_iterator(prepared))
            if (entry.is_regular_file()) {
                const std::string name = entry.path().lexically_relative(prepared).string();
                results.files.push_back({name, result_digest(name)});
            }
        std::sort(results.files.begin(), results.files.end(),
                  [](const DoneStep::File& a, const DoneStep::File& b) { return a.name < b.name; });
        const std::string journal = note(publication);
        write_step(journal, results);
        publishing_ = true;
        sync(journal);
        sync(work_);
        place_results(work_, folder_, results);
        fs::remove(journal);
        if (!outdated.empty())
            run_.log.info(folder_ + ": removed " + std::to_string(outdated.size()) +
                          " files of an earlier run that this one does not write");
        if (!keep_work) {
            clear(work_, false);
            std::error_code ignored;
            fs::remove(root_, ignored); // only when empty
        }
    } catch (const fs::filesystem_error& e) {
        throw Error(ErrorKind::OutputFailed,
                    folder_ + ": results could not be put in place (" + e.code().message() + ")");
    }
}

} // namespace didban
