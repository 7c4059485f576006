#pragma once
#include "didban/base/date.h"

#include <string>
#include <string_view>

namespace didban {

/// Id of a new case: "C" and twelve hexadecimal digits of a hash over city, place, first sight and sequence. The same
/// input gives the same id on every machine. `place`: the parcel's key, or the text of the change's middle when it lies
/// in no parcel.
[[nodiscard]] std::string make_case_id(std::string_view city, std::string_view place, const Date& first_seen,
                                       int sequence);

} // namespace didban
