#pragma once
#include "text_decoder.h"

class OGRFeature;

namespace didban::gdal {

/// Bytes; a longer text is an error.
inline constexpr std::size_t longest_text = 16U << 20U;

/// The value of column `index` of a feature. Dates and times become ISO text, lists are joined with "; ", binary
/// columns are null.
[[nodiscard]] FieldValue read_field(const OGRFeature& feature, int index, TextDecoder& decode);

} // namespace didban::gdal
