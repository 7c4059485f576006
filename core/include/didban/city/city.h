#pragma once
#include "didban/base/date.h"
#include "didban/base/jalali.h"
#include "didban/base/scaling.h"
#include "didban/city/legal_step.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// In which a report's layers can be files of their own: the ends of their names.
inline constexpr std::array<const char*, 2> layer_formats{"fgb", "parquet"};

enum class SceneKind { Optical, Dsm, Sar };

/// One acquisition (contract §2). Paths are absolute or as OGR/GDAL wants them, ${…} already replaced.
struct Scene {
    std::string id;
    Instant acquired;
    std::string path;
    std::vector<std::string> bands;
    std::vector<Scaling> scaling; ///< per band, as the catalogue says; empty = it says nothing
    SceneKind kind{SceneKind::Optical};
    std::string mask; ///< "" none, "SCL" = the scene-class band, else a raster whose non-zero pixels are unusable
    std::optional<double> sun_azimuth, sun_elevation, off_nadir; ///< degrees
    /// Degrees clockwise from north, from the ground below the sensor to the scene (STAC view:azimuth): the direction
    /// in which tall things lean in the image.
    std::optional<double> view_azimuth;
};

struct TableSource {
    std::string source, layer, encoding;
    std::string crs;     ///< what the coordinates are in, for a source that does not say it
    std::string profile; ///< "blds" or "ladm": whose names the columns have that `fields` does not give; "" = none
    Calendar calendar{Calendar::Auto};
    std::map<std::string, std::string> fields; ///< our name → the column's name
    /// "kind", "status", "use" → the table's own word → ours.
    std::map<std::string, std::map<std::string, std::string>> words;
    [[nodiscard]] std::string field(const std::string& ours) const
    {
        const auto f = fields.find(ours);
        return f == fields.end() ? std::string{} : f->second;
    }
};

/// city.toml, checked: one city with everything that is known of it.
struct City {
    std::string file; ///< path of city.toml
    std::string name, name_fa, crs, ledger;
    Calendar calendar{Calendar::Jalali};
    std::vector<Scene> scenes;        ///< by time
    std::vector<std::string> undated; ///< ids or paths of catalogue items without a date; they are not in `scenes`
    std::vector<std::string> labels;  ///< ids of catalogue items that hold labels and no image; not in `scenes`
    std::optional<TableSource> cadastre;
    double cadastre_accuracy_m{1.0}; ///< one sigma
    std::optional<TableSource> permits;
    std::string plan_source, plan_rules;            ///< "" = unknown
    std::string plan_crs;                           ///< as TableSource::crs
    std::map<std::string, TableSource> plan_layers; ///< "zones", "overlays", …, as far as the city describes them
    std::optional<TableSource> buildings;           ///< footprints of standing buildings
    std::optional<Date> buildings_as_of;            ///< the day they show; nullopt: taken to be the earlier image's
    std::string detector{"auto"}, model;            ///< model: "" = the shipped one
    std::string calibration; ///< of confidences, as `didban train --from-ledger` writes it; "" = none
    double min_area_m2{30};
    int memory_mb{2048};
    std::vector<std::string> languages{"fa", "en"};
    double imagery_mb{12};                   ///< most that images take of report.html; 0: it has none
    std::vector<std::string> report_formats; ///< of the layers written beside report.gpkg; each of layer_formats
    CaseRules case_rules;
    /// Where a layer of the plan stands: as described, else the layer of that name in `plan_source`.
    [[nodiscard]] TableSource plan_layer(const std::string& layer) const;
    std::map<std::string, int> lines; ///< "cadastre.source" → its line in the file
    /// "city.toml:12" for a key as in `lines`, the file's name alone when the key is not there: the start of a message.
    [[nodiscard]] std::string where(const std::string& key) const;
};

/// The city.toml that a CITY argument means: the file itself, or the one in the folder. Throws Error{Configuration}
/// when there is none.
[[nodiscard]] std::string city_file(const std::string& file_or_folder);

/// Reads and checks city.toml, given as the file or its folder, with the STAC catalogue it names. Unknown keys, missing
/// files, wrong units: Error{Configuration} with file, line and what to write instead. (That the CRS is projected in
/// metres is checked by whoever opens it with PROJ; files that a catalogue names are looked for when they are opened.)
[[nodiscard]] City read_city(const std::string& file_or_folder);

} // namespace didban
