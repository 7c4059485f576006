// Stands in for the fuzzer where there is none: gives a target every file of its corpus, and seeded mutations of each.
// Usage: fuzz_NAME CORPUS [MUTATIONS per file]
#include "fuzz/fuzz_input.h"

#include <algorithm>
#include <iterator>
#include <random>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

Bytes read(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// One to four small damages: a byte changed, a piece left out, said twice, or taken from elsewhere.
Bytes mutated(Bytes bytes, std::mt19937_64& random)
{
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % std::max<std::size_t>(n, 1)); };
    static constexpr std::uint8_t odd[] = {0,   '"', '\\', '[', ']',  '{',  '}',  '<', '>',
                                           '=', '.', '-',  '9', 0x80, 0xff, '\n', ';', ','};
    for (std::size_t n = 1 + below(4); n > 0 && !bytes.empty(); --n) {
        const std::size_t at = below(bytes.size()), length = std::min(bytes.size() - at, 1 + below(32));
        const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(at);
        switch (below(4)) {
        case 0:
            bytes[at] = odd[below(std::size(odd))];
            break;
        case 1:
            bytes.erase(from, from + static_cast<std::ptrdiff_t>(length));
            break;
        case 2: {
            const Bytes piece(from, from + static_cast<std::ptrdiff_t>(length));
            bytes.insert(from, piece.begin(), piece.end());
            break;
        }
        default:
            bytes[at] = bytes[below(bytes.size())];
            break;
        }
    }
    return bytes;
}

} // namespace

int main(int count, char** arguments)
{
    if (count < 2 || !fs::is_directory(arguments[1])) {
        std::fprintf(stderr, "usage: %s CORPUS [MUTATIONS]\n", arguments[0]);
        return 2;
    }
    const long mutations = count > 2 ? std::atol(arguments[2]) : 100;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(arguments[1]))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    long inputs = 0;
    for (const fs::path& file : files) {
        const Bytes whole = read(file);
        std::mt19937_64 random(20260321);
        for (long i = 0; i <= mutations; ++i, ++inputs) {
            const Bytes bytes = i == 0 ? whole : mutated(whole, random);
            didban::fuzz::as_file("last_input", didban::fuzz::text_of(bytes.data(), bytes.size()));
            LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
        }
    }
    std::printf("%ld inputs read or refused\n", inputs);
    return files.empty() ? 1 : 0;
}
