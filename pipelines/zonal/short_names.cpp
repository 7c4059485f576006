#include "pipelines/zonal/short_names.h"

#include "didban/base/text.h"

#include <algorithm>
#include <set>

namespace didban {

namespace {

/// The longest beginning of whole characters that fits.
std::string cut(const std::string& name, std::size_t bytes)
{
    std::size_t end = std::min(name.size(), bytes);
    while (end > 0 && end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U)
        --end;
    return name.substr(0, end);
}

} // namespace

std::vector<std::string> short_names(const std::vector<std::string>& names, std::size_t bytes)
{
    std::vector<std::string> out = names;
    std::vector<bool> settled(names.size(), false);
    std::set<std::string> taken;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i].size() <= bytes)
            settled[i] = taken.insert(text::lower_ascii(names[i])).second;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (settled[i])
            continue;
        out[i] = cut(names[i], bytes);
        for (int n = 1; !taken.insert(text::lower_ascii(out[i])).second; ++n) {
            const std::string ending = "_" + std::to_string(n);
            out[i] = cut(names[i], bytes - ending.size()) + ending;
        }
    }
    return out;
}

} // namespace didban
