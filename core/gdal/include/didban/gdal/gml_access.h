#pragma once
#include "didban/ports/gml_source.h"

#include <string>

namespace didban {

/// GmlAccess on libxml2's streaming reader, with geometries by OGR. Reaches no network.
class GdalGmlAccess : public GmlAccess {
public:
    [[nodiscard]] std::unique_ptr<GmlSource> open(const GmlQuery& query) const override;
};

/// Whether a file is to be read as GML: its name ends in .gml or .xml, or its first sign is "<".
[[nodiscard]] bool is_gml(const std::string& source);

} // namespace didban
