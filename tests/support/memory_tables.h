#pragma once
#include "didban/base/error.h"
#include "didban/base/text.h"
#include "didban/ports/feature_source.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace didban::test {

/// A table that was written down in a test.
struct MemoryTable {
    std::string name;
    Crs crs;
    std::vector<std::string> fields;
    std::vector<Feature> rows; ///< fids are given when it is put down: 1, 2, …
};

/// A table of texts without shapes, from lines of cells parted by commas; the first line names the columns.
inline MemoryTable table_of_texts(const std::string& lines)
{
    const auto parted = [](const std::string& text, char by) {
        std::vector<std::string> out{""};
        for (const char c : text)
            if (c == by)
                out.emplace_back();
            else
                out.back() += c;
        return out;
    };
    MemoryTable table;
    for (const std::string& line : parted(lines, '\n')) {
        if (line.empty())
            continue;
        if (table.fields.empty()) {
            table.fields = parted(line, ',');
            continue;
        }
        Feature row;
        for (std::string& cell : parted(line, ','))
            row.values.emplace_back(std::move(cell));
        table.rows.push_back(std::move(row));
    }
    return table;
}

/// Reads a MemoryTable as FeatureQuery asks.
class MemoryFeatures : public FeatureSource {
public:
    MemoryFeatures(std::shared_ptr<const MemoryTable> table, FeatureQuery query)
        : table_(std::move(table)), query_(std::move(query)), name_(query_.source + ", layer " + table_->name)
    {
        if (query_.fields.empty())
            query_.fields = table_->fields;
        for (const std::string& field : query_.fields)
            columns_.push_back(column(field));
    }
    [[nodiscard]] const std::string& name() const override { return name_; }
    [[nodiscard]] const std::vector<std::string>& fields() const override { return query_.fields; }
    [[nodiscard]] const Crs& crs() const override { return table_->crs; }
    [[nodiscard]] std::int64_t count() const override { return static_cast<std::int64_t>(table_->rows.size()); }
    bool next(Feature& feature) override
    {
        for (; at_ < table_->rows.size(); ++at_) {
            const Feature& row = table_->rows[at_];
            if (!wanted(row))
                continue;
            feature.fid = row.fid;
            feature.values.clear();
            for (const std::size_t c : columns_)
                feature.values.push_back(row.values.at(c));
            feature.geometry = query_.geometry ? row.geometry : FeatureGeometry{};
            ++at_;
            return true;
        }
        return false;
    }

private:
    [[nodiscard]] std::size_t column(const std::string& field) const
    {
        const auto found = std::find(table_->fields.begin(), table_->fields.end(), field);
        if (found == table_->fields.end())
            throw Error(ErrorKind::Configuration, name_ + ": there is no column \"" + field + "\"; did you mean \"" +
                                                      text::nearest(field, table_->fields) + "\"?");
        return static_cast<std::size_t>(found - table_->fields.begin());
    }
    [[nodiscard]] bool wanted(const Feature& row) const
    {
        if (query_.area && !bounds(row.geometry.polygons).meets(*query_.area))
            return false;
        return !query_.only ||
               std::find(query_.only->values.begin(), query_.only->values.end(),
                         as_text(row.values.at(column(query_.only->field)))) != query_.only->values.end();
    }

    std::shared_ptr<const MemoryTable> table_;
    FeatureQuery query_;
    std::string name_;
    std::vector<std::size_t> columns_;
    std::size_t at_{};
};

} // namespace didban::test
