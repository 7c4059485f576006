#include "didban/base/output_path.h"

#include <filesystem>
#include <unistd.h>

namespace didban {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse_folder(const std::string& folder, const std::string& why)
{
    throw Error(ErrorKind::Usage, folder + ": cannot be used as output folder (" + why + "); name another folder");
}

[[noreturn]] void refuse_file(const std::string& file, const std::string& why, const std::string& remedy)
{
    throw Error(ErrorKind::Usage, file + ": cannot be written (" + why + "); " + remedy);
}

bool of_gdal(const std::string& path)
{
    return path.rfind("/vsi", 0) == 0;
}

bool may_create_in(const fs::path& folder)
{
    return ::access(folder.c_str(), W_OK | X_OK) == 0;
}

} // namespace

void check_output_folder(const std::string& folder)
{
    if (folder.empty())
        throw Error(ErrorKind::Usage, "the name of the output folder is empty; name one");
    std::error_code failed;
    fs::path existing = fs::absolute(folder, failed).lexically_normal();
    if (!existing.has_filename())
        existing = existing.parent_path();
    const fs::path wanted = existing;
    while (!fs::exists(existing, failed) && existing.has_parent_path() && existing != existing.parent_path())
        existing = existing.parent_path();
    if (!fs::is_directory(existing, failed))
        refuse_folder(folder, existing == wanted ? "it is a file" : existing.string() + " is a file");
    if (!may_create_in(existing))
        refuse_folder(folder, std::string(existing == wanted ? "it" : existing.string()) + " cannot be written to");
}

void make_output_folder(const std::string& folder)
{
    check_output_folder(folder);
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (!fs::is_directory(folder)) // some systems report a failure for a name that ends in "/" and then exists
        refuse_folder(folder, failed.message());
}

void check_output_file(const std::string& file)
{
    if (file.empty())
        throw Error(ErrorKind::Usage, "the name of the output file is empty; name one");
    if (of_gdal(file))
        return;
    std::error_code failed;
    const fs::path path(file);
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    if (fs::is_directory(path, failed))
        refuse_file(file, "it is a folder", "name a file in it");
    if (fs::exists(path, failed) && !fs::is_regular_file(path, failed))
        refuse_file(file, "it is a device or a pipe", "name a plain file");
    if (!fs::exists(folder, failed))
        refuse_file(file, "the folder " + folder.string() + " does not exist", "make it or name another");
    if (!fs::is_directory(folder, failed))
        refuse_file(file, folder.string() + " is a file, not a folder", "name another folder");
    if (!may_create_in(folder))
        refuse_file(file, "no permission to write into " + folder.string(), "name another folder");
}

void check_not_an_input(const std::string& file, std::initializer_list<std::string> inputs)
{
    for (const std::string& input : inputs) {
        std::error_code neither;
        if (!input.empty() && fs::equivalent(file, input, neither))
            refuse_file(file, "it is an input of this command", "name another file");
    }
}

ErrorKind output_error_kind(const std::error_code& why)
{
    for (const std::errc fault :
         {std::errc::no_space_on_device, std::errc::file_too_large, std::errc::io_error, std::errc::too_many_files_open,
          std::errc::too_many_files_open_in_system, std::errc::not_enough_memory, std::errc::interrupted})
        if (why == fault)
            return ErrorKind::OutputFailed;
    return ErrorKind::Usage;
}

} // namespace didban
