#include "field_reader.h"

#include "didban/base/error.h"

#include <ogr_feature.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>

namespace didban::gdal {

namespace {

std::string iso_time(const OGRFeature& feature, int index)
{
    int year{}, month{}, day{}, hour{}, minute{}, zone{};
    float second{};
    if (feature.GetFieldAsDateTime(index, &year, &month, &day, &hour, &minute, &second, &zone) == 0)
        return {};
    const OGRFieldType type = feature.GetFieldDefnRef(index)->GetType();
    std::array<char, 96> text{};
    if (type == OFTDate)
        std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", year, month, day);
    else if (type == OFTTime)
        std::snprintf(text.data(), text.size(), "%02d:%02d:%02d", hour, minute, static_cast<int>(second));
    else
        std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d", year, month, day, hour, minute,
                      static_cast<int>(second));
    std::string iso = text.data();
    if (type == OFTDateTime && zone == 100) {
        iso += "Z";
    } else if (type == OFTDateTime && zone > 1) { // in quarters of an hour, 100 = UTC
        const int quarters = std::abs(zone - 100);
        std::snprintf(text.data(), text.size(), "%c%02d:%02d", zone < 100 ? '-' : '+', quarters / 4, quarters % 4 * 15);
        iso += text.data();
    }
    return iso;
}

std::string joined(const OGRFeature& feature, int index, TextDecoder& decode)
{
    std::string text;
    for (char** item = feature.GetFieldAsStringList(index); item != nullptr && *item != nullptr; ++item)
        text.append(text.empty() ? "" : "; ").append(decode(*item));
    return text;
}

} // namespace

FieldValue read_field(const OGRFeature& feature, int index, TextDecoder& decode)
{
    if (!feature.IsFieldSetAndNotNull(index))
        return {};
    switch (feature.GetFieldDefnRef(index)->GetType()) {
    case OFTInteger:
    case OFTInteger64:
        return static_cast<std::int64_t>(feature.GetFieldAsInteger64(index));
    case OFTReal: {
        const double number = feature.GetFieldAsDouble(index);
        return std::isfinite(number) ? FieldValue(number) : FieldValue{};
    }
    case OFTDate:
    case OFTTime:
    case OFTDateTime:
        return iso_time(feature, index);
    case OFTStringList:
        return joined(feature, index, decode);
    case OFTBinary:
        return {};
    case OFTString: {
        const char* const bytes = feature.GetFieldAsString(index);
        if (const std::size_t size = std::strlen(bytes); size > longest_text)
            throw Error(ErrorKind::UnreadableInput,
                        std::string("column \"") + feature.GetFieldDefnRef(index)->GetNameRef() + "\" holds " +
                            std::to_string(size >> 20U) + " MB of text, more than any record; mend or drop the row");
        const int width = feature.GetFieldDefnRef(index)->GetWidth();
        return decode({bytes, std::strlen(bytes)}, static_cast<std::size_t>(width > 0 ? width : 0));
    }
    default:
        return std::string(feature.GetFieldAsString(index));
    }
}

} // namespace didban::gdal
