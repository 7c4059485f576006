#include "pipelines/zonal/zone_rows.h"

#include <algorithm>

namespace didban {

void ZoneRows::add(const Feature& row)
{
    if (size_++ % zones_per_block == 0)
        blocks_.emplace_back();
    Block& block = blocks_.back();
    const std::size_t before = block.values.bytes();
    block.values.add(row.values);
    value_bytes_ += block.values.bytes() - before;
    block.finished.push_back(false);
    if (keep_shapes_)
        shapes_.add(row.geometry.polygons);
    columns_.resize(std::max(columns_.size(), row.values.size()));
    for (std::size_t c = 0; c < row.values.size(); ++c) {
        columns_[c].text = columns_[c].text || std::holds_alternative<std::string>(row.values[c]);
        columns_[c].whole = columns_[c].whole || std::holds_alternative<std::int64_t>(row.values[c]);
        columns_[c].real = columns_[c].real || std::holds_alternative<double>(row.values[c]);
    }
}

std::size_t ZoneRows::bytes() const
{
    return value_bytes_ + shapes_.bytes() + size_ * figures_ * (exact_ ? sizeof(long double) : sizeof(double));
}

FieldType ZoneRows::type_of(std::size_t column) const
{
    const Column seen = column < columns_.size() ? columns_[column] : Column{};
    if (seen.text)
        return FieldType::Text;
    return seen.real ? FieldType::Real : seen.whole ? FieldType::Integer : FieldType::Text;
}

void ZoneRows::finish(std::size_t zone, std::span<const long double> figures, const Write& write)
{
    Block& block = blocks_[zone / zones_per_block];
    keep(block, zone % zones_per_block, figures);
    while (written_ < size_) {
        Block& next = blocks_[written_ / zones_per_block];
        if (!next.finished[written_ % zones_per_block])
            break;
        hand_on(next, write);
    }
}

void ZoneRows::keep(Block& block, std::size_t place, std::span<const long double> figures)
{
    const auto store = [&](auto& into) {
        into.resize(block.finished.size() * figures_);
        std::transform(figures.begin(), figures.end(), into.begin() + static_cast<std::ptrdiff_t>(place * figures_),
                       [](long double v) { return static_cast<std::decay_t<decltype(into.front())>>(v); });
    };
    if (exact_)
        store(block.exact_figures);
    else
        store(block.figures);
    block.finished[place] = true;
}

void ZoneRows::hand_on(Block& block, const Write& write)
{
    const std::size_t place = written_ % zones_per_block;
    const auto from = static_cast<std::ptrdiff_t>(place * figures_), to = from + static_cast<std::ptrdiff_t>(figures_);
    if (exact_)
        row_figures_.assign(block.exact_figures.begin() + from, block.exact_figures.begin() + to);
    else
        row_figures_.assign(block.figures.begin() + from, block.figures.begin() + to);
    block.values.take(row_.values);
    if (keep_shapes_) {
        shapes_.read(written_, row_.geometry.polygons);
        row_.geometry.null = row_.geometry.polygons.empty();
        shapes_.drop(written_);
    }
    if (place + 1 == block.finished.size())
        block = {};
    ++written_;
    write(row_, row_figures_);
}

} // namespace didban
