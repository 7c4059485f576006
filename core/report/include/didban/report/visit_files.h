#pragma once
#include "didban/cases/visit.h"

#include <string>
#include <vector>

/// A visit list as the programs of the field read it. UTF-8; texts are made safe for the format.
namespace didban {

/// With BOM; decision, reason, note, inspector and on are empty, to be filled in and read back.
[[nodiscard]] std::string visits_csv(const std::vector<Visit>& visits);
[[nodiscard]] std::string visits_json(const std::vector<Visit>& visits, const VisitOptions& options);
/// RFC 7946: a point a visit, the fields of the table as properties; visits without a place have no geometry.
[[nodiscard]] std::string visits_geojson(const std::vector<Visit>& visits);
/// GPX 1.1 (Topografix): a route a patrol, a route point a stop. Visits without a place are left out.
[[nodiscard]] std::string visits_gpx(const std::vector<Visit>& visits, const std::string& city);
/// KML 2.2 (OGC 07-147r2): a folder a patrol with its stops and the line between them. The same ones are left out.
[[nodiscard]] std::string visits_kml(const std::vector<Visit>& visits, const std::string& city);

} // namespace didban
