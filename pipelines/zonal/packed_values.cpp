#include "pipelines/zonal/packed_values.h"

#include <cstring>

namespace didban {

namespace {

template <class T>
void put(std::string& bytes, const T& value)
{
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
T get(const std::string& bytes, std::size_t& at)
{
    T value;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    at += sizeof value;
    return value;
}

} // namespace

void PackedValues::add(const std::vector<FieldValue>& row)
{
    columns_ = row.size();
    for (const FieldValue& value : row) {
        bytes_.push_back(static_cast<char>(value.index()));
        if (const auto* whole = std::get_if<std::int64_t>(&value)) {
            put(bytes_, *whole);
        } else if (const auto* number = std::get_if<double>(&value)) {
            put(bytes_, *number);
        } else if (const auto* text = std::get_if<std::string>(&value)) {
            put(bytes_, text->size());
            bytes_.append(*text);
        }
    }
}

void PackedValues::take(std::vector<FieldValue>& row)
{
    row.resize(columns_);
    for (FieldValue& value : row) {
        switch (bytes_[next_++]) {
        case 1:
            value = get<std::int64_t>(bytes_, next_);
            break;
        case 2:
            value = get<double>(bytes_, next_);
            break;
        case 3: {
            const auto size = get<std::size_t>(bytes_, next_);
            value = bytes_.substr(next_, size);
            next_ += size;
            break;
        }
        default:
            value = std::monostate{};
        }
    }
}

} // namespace didban
