#pragma once
#include "didban/cases/visit_routes.h"
#include "didban/report/language.h"

#include <string>

namespace didban {

/// The stops of a route with their numbers and the line between them, north up, with a scale bar: an SVG element.
[[nodiscard]] std::string route_sketch(const VisitRoute& route, Language language);

} // namespace didban
