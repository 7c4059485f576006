#include "output_arguments.h"

#include "didban/base/output_path.h"
#include "didban/report/text_file.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace didban::cli {

namespace {

bool to_stdout(const std::string& path)
{
    return path.empty() || path == "-";
}

bool is_stream(const std::string& path)
{
    std::error_code ignored;
    const auto kind = std::filesystem::status(path, ignored).type();
    return kind == std::filesystem::file_type::character || kind == std::filesystem::file_type::fifo;
}

} // namespace

void check_result(const std::string& path)
{
    if (!to_stdout(path) && !is_stream(path))
        check_output_file(path);
}

void write_result(const std::string& text, const std::string& path)
{
    if (to_stdout(path)) {
        std::fwrite(text.data(), 1, text.size(), stdout);
    } else if (is_stream(path)) {
        std::ofstream stream(path, std::ios::binary);
        if (!(stream << text).flush())
            throw Error(ErrorKind::OutputFailed, path + ": cannot be written");
    } else {
        write_text_file(path, text);
    }
}

} // namespace didban::cli
