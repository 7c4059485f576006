#pragma once
#include "didban/base/number_text.h"
#include "pipelines/parcel/parcel_file.h"

#include <nlohmann/json.hpp>

namespace didban {

using Json = nlohmann::ordered_json;

[[nodiscard]] Json to_json(const std::optional<Date>& date);
/// A limit: a number, or [low, high].
[[nodiscard]] Json to_json(const Limit& limit);
[[nodiscard]] Json to_json(const ParcelFacts& facts);
[[nodiscard]] Json to_json(const Answer& answer);
/// One limit with all that it stands on; `answer` holds the limits that it depends on.
[[nodiscard]] Json to_json(const QuantityAnswer& limit, const Answer& answer);
/// A check, with what its limit in `answer` stands on.
[[nodiscard]] Json to_json(const DesignCheck& check, const Answer& answer);
[[nodiscard]] Json to_json(const StageComparison& stages);

} // namespace didban
