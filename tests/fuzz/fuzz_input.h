#pragma once
#include "didban/base/error.h"
#include "support/temporary_folder.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

/// What every fuzz target shares. A target is one function that takes bytes as the text of one kind of input; it may
/// read them or refuse them with didban::Error, and nothing else.
namespace didban::fuzz {

inline std::string_view text_of(const std::uint8_t* bytes, std::size_t size)
{
    return {reinterpret_cast<const char*>(bytes), size};
}

/// Calls a reader; any exception but didban::Error ends the process, for it would end the program.
template <class Read>
int read_or_refuse(Read read)
{
    try {
        read();
    } catch (const Error&) {
    } catch (const std::exception& e) {
        std::fprintf(stderr, "an exception that no caller expects: %s\n", e.what());
        std::abort();
    }
    return 0;
}

/// The bytes as a file of the given name in a folder of this process, for readers that take paths.
inline std::string as_file(const std::string& name, std::string_view bytes)
{
    static const test::TemporaryFolder folder;
    const std::string path = (folder / name).string();
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
}

} // namespace didban::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
