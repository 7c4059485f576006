#include "utf16_copy.h"

#include "didban/base/error.h"
#include "didban/base/text.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace didban::gdal {

namespace {

enum class Order { None, Little, Big };

Order byte_order(const std::string& path, const std::string& encoding)
{
    std::string extension = text::matching_key(std::filesystem::path(path).extension().string());
    if (extension != ".csv" && extension != ".txt" && extension != ".tsv")
        return Order::None;
    std::array<char, 2> mark{};
    std::ifstream(path, std::ios::binary).read(mark.data(), mark.size());
    if (mark[0] == '\xFF' && mark[1] == '\xFE')
        return Order::Little;
    if (mark[0] == '\xFE' && mark[1] == '\xFF')
        return Order::Big;
    const std::string name = text::matching_key(encoding);
    if (name.rfind("utf-16", 0) != 0 && name.rfind("utf16", 0) != 0)
        return Order::None;
    return name.size() > 2 && name.substr(name.size() - 2) == "be" ? Order::Big : Order::Little;
}

bool ends_in_high_surrogate(const std::string& units, Order order)
{
    const auto high_byte = static_cast<unsigned char>(units[units.size() - (order == Order::Little ? 1 : 2)]);
    return high_byte >= 0xD8 && high_byte <= 0xDB;
}

[[noreturn]] void cannot_write()
{
    throw Error(ErrorKind::OutputFailed, std::filesystem::temp_directory_path().string() +
                                             ": a copy of a UTF-16 table cannot be written (" + std::strerror(errno) +
                                             "); free space in the folder for temporary files (TMPDIR)");
}

} // namespace

std::unique_ptr<Utf16Copy> Utf16Copy::make_if_needed(const std::string& path, const std::string& encoding)
{
    const Order order = byte_order(path, encoding);
    if (order == Order::None)
        return nullptr;
    std::unique_ptr<Utf16Copy> copy(new Utf16Copy);
    std::ifstream in(path, std::ios::binary);
    std::string carried;
    std::string block(1U << 20U, '\0');
    bool first = true;
    while (in) {
        in.read(block.data(), static_cast<std::streamsize>(block.size()));
        std::string units = carried + block.substr(0, static_cast<std::size_t>(in.gcount()));
        carried.clear();
        if (units.empty())
            break;
        if (in && ends_in_high_surrogate(units, order)) {
            carried = units.substr(units.size() - 2);
            units.resize(units.size() - 2);
        }
        if (first && units.size() >= 2 &&
            (units.compare(0, 2, "\xFF\xFE") == 0 || units.compare(0, 2, "\xFE\xFF") == 0))
            units.erase(0, 2);
        first = false;
        copy->write(text::from_utf16(units, order == Order::Little));
    }
    return copy;
}

Utf16Copy::Utf16Copy()
{
    std::string name = (std::filesystem::temp_directory_path() / "didban-XXXXXX").string();
    descriptor_ = ::mkostemp(name.data(), O_CLOEXEC); // mode 0600
    if (descriptor_ < 0)
        cannot_write();
    ::unlink(name.c_str());
}

void Utf16Copy::write(const std::string& text) const
{
    for (std::size_t done = 0; done < text.size();) {
        const ssize_t n = ::write(descriptor_, text.data() + done, text.size() - done);
        if (n < 0 && errno != EINTR)
            cannot_write();
        done += n > 0 ? static_cast<std::size_t>(n) : 0;
    }
}

Utf16Copy::~Utf16Copy()
{
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

} // namespace didban::gdal
