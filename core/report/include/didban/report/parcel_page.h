#pragma once
#include "didban/geo/polygon.h"
#include "didban/report/parcel_file.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// What stands around a parcel on its map, in the working CRS. Shapes belong to the city's book, which must live
/// longer.
struct ParcelSurroundings {
    struct Street {
        std::string name;
        std::optional<double> width_m, plan_width_m;
        std::vector<LineString> lines; ///< centre lines
    };
    struct Overlay {
        std::string kind;
        const MultiPolygon* shape{};
        Label label; ///< of its kind, as OverlayFact has it
    };
    std::vector<const MultiPolygon*> neighbours;
    std::vector<Street> streets;
    std::vector<Overlay> overlays; ///< in force on the day of the file
    MultiPolygon taken;            ///< of the parcel, by widening
};

/// The ground that the map of a parcel with these bounds shows.
[[nodiscard]] Box map_view(const Box& parcel);

/// One self-contained HTML page (right to left in Persian) with a location map.
[[nodiscard]] std::string parcel_html(const ParcelFile& file, const ParcelSurroundings& around, Language language);

} // namespace didban
