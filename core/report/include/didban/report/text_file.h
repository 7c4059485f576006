#pragma once
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace didban {

/// Writes a text file under a temporary name beside its own; only finish() gives it that. One thread at a time.
class TextFile {
public:
    /// Throws Error{Usage} when no file can be written under that name, Error{OutputFailed} when the disk is full.
    explicit TextFile(std::string path);
    ~TextFile(); ///< without finish(): nothing is left behind
    TextFile(const TextFile&) = delete;
    TextFile& operator=(const TextFile&) = delete;
    void write(std::string_view text);
    /// Throws Error{OutputFailed} when the disk is full or the file cannot be renamed.
    void finish();

private:
    struct Close {
        void operator()(std::FILE* f) const noexcept { std::fclose(f); }
    };
    std::string path_, part_;
    std::unique_ptr<std::FILE, Close> file_;
};

/// All of it at once, with the same care.
void write_text_file(const std::string& path, std::string_view text);

} // namespace didban
