#include "pipelines/ground/cadastre_blocks.h"

#include "didban/base/renovation_code.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace didban {

namespace {

constexpr double square_m = 250;

std::string square_name(const Box& box)
{
    const auto corner = [](double v) { return std::to_string(std::llround(std::floor(v / square_m) * square_m)); };
    return "E" + corner(box.x0) + " N" + corner(box.y0);
}

std::string block_name(const Parcel& parcel, const Box& box, bool by_code)
{
    const auto code = by_code ? parse_renovation_code(parcel.key) : std::nullopt;
    if (!code)
        return square_name(box);
    const auto& part = code->code.part;
    return std::to_string(part[0]) + "-" + std::to_string(part[1]) + "-" + std::to_string(part[2]);
}

CadastreBlocks grouped(const std::vector<Parcel>& parcels, bool by_code)
{
    std::map<std::string, std::size_t> index;
    CadastreBlocks out;
    std::vector<std::size_t> without;
    for (std::size_t i = 0; i < parcels.size(); ++i) {
        const Box box = bounds(parcels[i].shape);
        if (box.empty()) {
            out.of_parcel.push_back(0);
            without.push_back(i);
            continue;
        }
        const auto [at, added] = index.emplace(block_name(parcels[i], box, by_code), out.blocks.size());
        if (added)
            out.blocks.push_back({at->first, {}, {}});
        CadastreBlock& block = out.blocks[at->second];
        block.parcels.push_back(&parcels[i].shape);
        block.box.include({box.x0, box.y0});
        block.box.include({box.x1, box.y1});
        out.of_parcel.push_back(at->second);
    }
    for (const std::size_t i : without)
        out.of_parcel[i] = out.blocks.size();
    return out;
}

} // namespace

CadastreBlocks cadastre_blocks(const std::vector<Parcel>& parcels)
{
    CadastreBlocks by_code = grouped(parcels, true);
    const auto large = std::count_if(by_code.blocks.begin(), by_code.blocks.end(),
                                     [](const CadastreBlock& b) { return b.parcels.size() >= least_parcels_of_block; });
    return 2 * large >= static_cast<std::ptrdiff_t>(by_code.blocks.size()) ? by_code : grouped(parcels, false);
}

} // namespace didban
