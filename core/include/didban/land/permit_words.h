#pragma once
#include "didban/land/permit.h"

#include <string_view>

namespace didban {

/// The kind, status and use that a permit table's words mean, in Persian or English, whatever the letter variants.
/// Words that are not known give Unknown; an empty text too.
[[nodiscard]] PermitKind permit_kind(std::string_view words);
[[nodiscard]] PermitStatus permit_status(std::string_view words);
[[nodiscard]] LandUse land_use(std::string_view words);

} // namespace didban
