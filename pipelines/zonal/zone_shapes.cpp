#include "pipelines/zonal/zone_shapes.h"

#include <span>

namespace didban {

namespace {

struct Stretch {
    std::size_t begin, end;
};

Stretch stretch(const std::vector<std::uint32_t>& ends, std::size_t i)
{
    return {i == 0 ? 0 : ends[i - 1], ends[i]};
}

std::uint32_t end_of(std::size_t size)
{
    return static_cast<std::uint32_t>(size);
}

} // namespace

void ZoneShapes::Block::add(const Ring& ring)
{
    points.insert(points.end(), ring.begin(), ring.end());
    rings.push_back(end_of(points.size()));
}

void ZoneShapes::Block::fit()
{
    points.shrink_to_fit();
    for (auto* ends : {&rings, &parts, &zones})
        ends->shrink_to_fit();
}

void ZoneShapes::add(const MultiPolygon& shape)
{
    if (size_++ % zones_per_block == 0) {
        if (!blocks_.empty())
            blocks_.back().fit();
        blocks_.emplace_back();
    }
    Block& block = blocks_.back();
    const std::size_t points = block.points.size(), rings = block.rings.size();
    for (const Polygon& part : shape.parts) {
        block.add(part.outer);
        for (const Ring& hole : part.holes)
            block.add(hole);
        block.parts.push_back(end_of(block.rings.size()));
    }
    block.zones.push_back(end_of(block.parts.size()));
    bytes_ += (block.points.size() - points) * sizeof(Point) +
              (block.rings.size() - rings + shape.parts.size() + 1) * sizeof(std::uint32_t);
}

bool ZoneShapes::empty(std::size_t zone) const
{
    const auto [first, last] = stretch(blocks_[zone / zones_per_block].zones, zone % zones_per_block);
    return first == last;
}

Box ZoneShapes::bounds(std::size_t zone) const
{
    const Block& block = blocks_[zone / zones_per_block];
    Box box;
    const auto [part, end] = stretch(block.zones, zone % zones_per_block);
    for (std::size_t p = part; p < end; ++p) {
        const auto [from, to] = stretch(block.rings, stretch(block.parts, p).begin);
        for (std::size_t i = from; i < to; ++i)
            box.include(block.points[i]);
    }
    return box;
}

void ZoneShapes::read(std::size_t zone, MultiPolygon& out) const
{
    const Block& block = blocks_[zone / zones_per_block];
    const auto copy = [&](std::size_t ring, Ring& to) {
        const auto [from, end] = stretch(block.rings, ring);
        const auto points = std::span(block.points).subspan(from, end - from);
        to.assign(points.begin(), points.end());
    };
    const auto [first, last] = stretch(block.zones, zone % zones_per_block);
    out.parts.resize(last - first);
    for (std::size_t p = first; p < last; ++p) {
        Polygon& part = out.parts[p - first];
        const auto [outer, end] = stretch(block.parts, p);
        copy(outer, part.outer);
        part.holes.resize(end - outer - 1);
        for (std::size_t hole = outer + 1; hole < end; ++hole)
            copy(hole, part.holes[hole - outer - 1]);
    }
}

void ZoneShapes::drop(std::size_t zone)
{
    Block& block = blocks_[zone / zones_per_block];
    if (++block.dropped == block.zones.size())
        block = {};
}

} // namespace didban
