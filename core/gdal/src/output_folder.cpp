#include "output_folder.h"

#include "didban/base/error.h"
#include "didban/base/output_path.h"

#include <algorithm>
#include <vector>

namespace didban::gdal {

namespace fs = std::filesystem;

OutputFolder::OutputFolder(const std::string& target)
    : target_(target), folder_(target_.parent_path() / (".partial-" + target_.filename().string()))
{
    check_output_file(target);
    std::error_code error;
    fs::remove_all(folder_, error); // what a killed run left
    fs::create_directory(folder_, error);
    if (error)
        throw Error(output_error_kind(error), target + ": cannot be written (" + error.message() +
                                                  "); choose a folder that exists and may be written");
}

OutputFolder::~OutputFolder()
{
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

void OutputFolder::publish()
{
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder_))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::stable_partition(files.begin(), files.end(),
                          [&](const fs::path& file) { return file.filename() != target_.filename(); });
    for (const fs::path& file : files) {
        std::error_code error;
        fs::rename(file, target_.parent_path() / file.filename(), error);
        if (error)
            throw Error(ErrorKind::OutputFailed,
                        target_.string() + ": cannot be put in place (" + error.message() + ")");
    }
}

} // namespace didban::gdal
