#pragma once
#include <string>

namespace didban {

/// A path made absolute from `folder`, also behind /vsizip/ and its like; connection strings ("PG:…") and network paths
/// stay as they are.
[[nodiscard]] std::string resolve_source(const std::string& source, const std::string& folder);

/// resolve_source() for the href of a STAC document: file://localhost/ is this machine, and %20 a blank where no file
/// of the written name is there.
[[nodiscard]] std::string resolve_href(const std::string& href, const std::string& folder);

/// False when `source` is a local file that is not there. True for what cannot be told without opening it.
[[nodiscard]] bool source_may_exist(const std::string& source);

} // namespace didban
