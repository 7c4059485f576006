#include "didban/base/detector_choice.h"

#include <algorithm>

namespace didban {

const std::vector<std::string>& detector_names()
{
    static const std::vector<std::string> names{"auto", "irmad", "learned", "evidence",  "fused",
                                                "sar",  "dsm",   "index",   "difference"};
    return names;
}

std::string_view name(DetectorChoice choice)
{
    return detector_names().at(static_cast<std::size_t>(choice));
}

std::optional<DetectorChoice> detector_choice(std::string_view word)
{
    const auto& names = detector_names();
    const auto at = std::find(names.begin(), names.end(), word);
    return at == names.end() ? std::nullopt
                             : std::optional(static_cast<DetectorChoice>(std::distance(names.begin(), at)));
}

} // namespace didban
