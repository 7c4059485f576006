#pragma once
#include "didban/geo/polygon.h"

#include <string>

namespace didban::report {

/// Rings as short text: decimetres from `origin`, each point as steps from the one before (the first of a shape from
/// the origin), a step as a zigzag number in letters of five bits with a bit that says "more follows"; "." ends a ring.
[[nodiscard]] std::string outline_text(const MultiPolygon& shape, const Point& origin);

/// RFC 4648, with padding.
[[nodiscard]] std::string base64(std::string_view bytes);

} // namespace didban::report
