#include "didban/report/text_file.h"

#include "didban/base/error.h"
#include "didban/base/output_path.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace didban {

TextFile::TextFile(std::string path) : path_(std::move(path)), part_(path_ + ".part")
{
    check_output_file(path_);
    file_.reset(std::fopen(part_.c_str(), "wb"));
    if (!file_)
        throw Error(output_error_kind({errno, std::generic_category()}),
                    path_ + ": cannot be written (" + std::strerror(errno) + "); check the folder and its permissions");
}

TextFile::~TextFile()
{
    if (!file_)
        return;
    file_.reset();
    std::error_code ignored;
    std::filesystem::remove(part_, ignored);
}

void TextFile::write(std::string_view text)
{
    if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size())
        throw Error(ErrorKind::OutputFailed,
                    path_ + ": cannot be written (" + std::strerror(errno) + "); is the disk full?");
}

void TextFile::finish()
{
    if (std::fflush(file_.get()) != 0)
        throw Error(ErrorKind::OutputFailed,
                    path_ + ": cannot be written (" + std::strerror(errno) + "); is the disk full?");
    file_.reset();
    std::error_code failed;
    std::filesystem::rename(part_, path_, failed);
    if (failed) {
        std::error_code ignored;
        std::filesystem::remove(part_, ignored);
        throw Error(ErrorKind::OutputFailed, path_ + ": cannot be given its name (" + failed.message() + ")");
    }
}

void write_text_file(const std::string& path, std::string_view text)
{
    TextFile file(path);
    file.write(text);
    file.finish();
}

} // namespace didban
