#include "pipelines/shard/part_file.h"

#include "didban/base/error.h"
#include "didban/crypto/sha256.h"
#include "didban/report/text_file.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <zlib.h>

namespace didban {

namespace {

constexpr std::size_t digest_length = 64; ///< SHA-256 in hexadecimal, at the end of the file
constexpr int fast = 1;

/// The first line, which says of what the part is.
std::string head_of(const ShardPlan& plan, const std::string& phase, int job)
{
    return "didban part 1 " + plan.key + " " + phase + " " + std::to_string(job) + "\n";
}

void put(std::string& out, std::uint64_t number)
{
    out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

/// SHA-256 of a file without its last bytes, and those.
struct Sealed {
    std::string digest, said;
};
Sealed seal_of(std::ifstream& in, std::uintmax_t size)
{
    Sha256 all;
    std::array<char, 1 << 16> buffer{};
    for (std::uintmax_t left = size - digest_length; left > 0;) {
        in.read(buffer.data(), static_cast<std::streamsize>(std::min<std::uintmax_t>(left, buffer.size())));
        const auto got = in.gcount();
        if (got <= 0)
            return {};
        all.add(std::string_view(buffer.data(), static_cast<std::size_t>(got)));
        left -= static_cast<std::uintmax_t>(got);
    }
    Sealed out{all.finish_hex(), std::string(digest_length, '\0')};
    in.read(out.said.data(), digest_length);
    return out;
}

/// "" = whole.
std::string what_is_wrong(const ShardPlan& plan, const std::string& phase, int job)
{
    const std::string path = plan.part(phase, job);
    std::ifstream in(path, std::ios::binary);
    std::error_code none;
    const auto size = std::filesystem::file_size(path, none);
    if (!in || none)
        return "is missing";
    const std::string head = head_of(plan, phase, job);
    if (size < head.size() + digest_length)
        return "is damaged";
    const Sealed seal = seal_of(in, size);
    if (seal.digest.empty() || seal.digest != seal.said)
        return "is damaged";
    in.clear();
    in.seekg(0);
    std::string begins(head.size(), '\0');
    in.read(begins.data(), static_cast<std::streamsize>(begins.size()));
    return begins == head ? "" : "is of another plan";
}

} // namespace

PartWriter::PartWriter(const ShardPlan& plan, std::string phase, int job)
    : path_(plan.part(phase, job)), head_(head_of(plan, phase, job))
{
}

void PartWriter::add(std::size_t cell, const std::string& answer)
{
    uLongf packed = compressBound(answer.size());
    std::string bytes(packed, '\0');
    if (compress2(reinterpret_cast<Bytef*>(bytes.data()), &packed, reinterpret_cast<const Bytef*>(answer.data()),
                  answer.size(), fast) != Z_OK)
        throw Error(ErrorKind::Internal, path_ + ": the answer of a cell could not be compressed");
    put(body_, cell);
    put(body_, answer.size());
    put(body_, packed);
    body_.append(bytes, 0, packed);
    ++cells_;
}

void PartWriter::finish()
{
    put(head_, cells_);
    Sha256 all;
    TextFile file(path_);
    for (const std::string* part : {&head_, &body_}) {
        all.add(*part);
        file.write(*part);
    }
    file.write(all.finish_hex());
    file.finish();
}

PartReader::PartReader(const ShardPlan& plan, const std::string& phase, int job) : path_(plan.part(phase, job))
{
    if (const std::string wrong = what_is_wrong(plan, phase, job); !wrong.empty())
        throw Error(ErrorKind::UnreadableInput, path_ + ": " + wrong + "; run `" + plan.command(phase, job) + "`");
    std::ifstream file(path_, std::ios::binary);
    const auto number = [&] {
        std::uint64_t value{};
        file.read(reinterpret_cast<char*>(&value), sizeof value);
        return value;
    };
    file.seekg(static_cast<std::streamoff>(head_of(plan, phase, job).size()));
    for (std::uint64_t left = number(); left > 0 && file; --left) {
        const std::uint64_t cell = number();
        Place place;
        place.size = number();
        place.packed = number();
        place.at = static_cast<std::uint64_t>(file.tellg());
        cells_.emplace(cell, place);
        file.seekg(static_cast<std::streamoff>(place.packed), std::ios::cur);
    }
}

std::string PartReader::read(std::size_t cell) const
{
    const auto found = cells_.find(cell);
    if (found == cells_.end())
        throw Error(ErrorKind::Internal, path_ + ": does not hold cell " + std::to_string(cell));
    const Place& place = found->second;
    std::string packed(place.packed, '\0'), out(place.size, '\0');
    std::ifstream file(path_, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(place.at));
    file.read(packed.data(), static_cast<std::streamsize>(packed.size()));
    if (!file)
        throw Error(ErrorKind::UnreadableInput, path_ + ": cannot be read any more; check the disk");
    uLongf size = out.size();
    if (uncompress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(packed.data()),
                   packed.size()) != Z_OK ||
        size != out.size())
        throw Error(ErrorKind::UnreadableInput, path_ + ": was changed while it was read; run the command again");
    return out;
}

bool part_is_whole(const ShardPlan& plan, const std::string& phase, int job)
{
    return what_is_wrong(plan, phase, job).empty();
}

} // namespace didban
