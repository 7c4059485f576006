#pragma once
#include "pipelines/zonal/packed_values.h"
#include "pipelines/zonal/zone_shapes.h"

#include <functional>
#include <optional>
#include <span>

namespace didban {

/// Rows of zones that wait for their statistics, and are handed on in their own order as soon as they have them. One
/// thread at a time.
class ZoneRows {
public:
    /// `figures`: statistics of one zone, all bands together. `exact`: they may be whole numbers of 64 bits.
    ZoneRows(std::size_t figures, bool exact, bool keep_shapes)
        : figures_(figures), exact_(exact), keep_shapes_(keep_shapes)
    {
    }

    void add(const Feature& row);
    [[nodiscard]] std::size_t size() const { return size_; }
    /// That all rows keep busy once they have their statistics.
    [[nodiscard]] std::size_t bytes() const;
    /// The narrowest type that holds every value of a column; text when there is none.
    [[nodiscard]] FieldType type_of(std::size_t column) const;

    /// Receives a row (its shape empty unless it was kept) and its statistics.
    using Write = std::function<void(Feature& row, std::span<const long double> figures)>;
    /// The statistics of a zone: it and those behind it that waited for it alone go to `write`, and are forgotten.
    void finish(std::size_t zone, std::span<const long double> figures, const Write& write);

private:
    struct Block {
        PackedValues values;
        std::vector<bool> finished;
        std::vector<double> figures;
        std::vector<long double> exact_figures; ///< instead of the former
    };
    struct Column {
        bool text{false}, whole{false}, real{false};
    };
    void keep(Block& block, std::size_t place, std::span<const long double> figures);
    void hand_on(Block& block, const Write& write);

    std::size_t figures_;
    bool exact_, keep_shapes_;
    std::vector<Column> columns_;
    std::vector<Block> blocks_;
    ZoneShapes shapes_; ///< as read
    std::size_t size_{0}, value_bytes_{0}, written_{0};
    Feature row_;
    std::vector<long double> row_figures_;
};

} // namespace didban
