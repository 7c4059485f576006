#pragma once
#include "didban/geo/crs.h"
#include "didban/geo/polygon.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace didban {

/// A cell of a table: null, whole number, number or UTF-8 text. Dates come as ISO text.
using FieldValue = std::variant<std::monostate, std::int64_t, double, std::string>;
/// As text; null is "".
[[nodiscard]] std::string as_text(const FieldValue& value);

/// Geometry of a feature as stored (not repaired). Curves are linearised; Z and M dropped; collections split by kind.
struct FeatureGeometry {
    MultiPolygon polygons;
    std::vector<LineString> lines;
    std::vector<Point> points;
    bool null{true};
    bool unclosed_ring{false}; ///< a ring whose last point was not its first; it was closed
};

struct Feature {
    std::int64_t fid{};
    std::vector<FieldValue> values; ///< in the order of FeatureSource::fields()
    FeatureGeometry geometry;
};

/// Rows whose text in a column is one of these, exactly as stored.
struct KeyFilter {
    std::string field;
    std::vector<std::string> values;
};

/// Which table, and how to read it.
struct FeatureQuery {
    std::string source; ///< any OGR data source
    std::string layer;  ///< "" = the only layer; an error when there are several
    std::vector<std::string>
        fields;              ///< wanted columns, in this order; empty = all. Unknown names: Error with the nearest name
    std::string encoding;    ///< "" = what the source says, else "UTF-8", "Windows-1256"
    std::optional<Box> area; ///< only features that meet it, in the layer's CRS
    bool geometry{true};
    std::optional<KeyFilter> only{}; ///< left to the source, so that the other rows are never handed over
};

/// How the bytes of a table's text were read. Values that are no text of the declared encoding are read as
/// Windows-1256, which never fails.
struct TextReport {
    std::string encoding;   ///< "UTF-8", "Windows-1256", … as used
    std::string decided_by; ///< "option", ".cpg", "DBF language byte", "format" or "guess"
    std::int64_t guessed{}; ///< values that were not valid in it and were read as Windows-1256
    std::int64_t cut{};     ///< values whose last character was cut in the middle by the field width; the rest was kept
};

/// Streams one table's rows in the source's own order. One thread at a time.
class FeatureSource {
public:
    virtual ~FeatureSource() = default;
    [[nodiscard]] virtual const std::string& name() const = 0; ///< "cadastre.gpkg, layer parcels", for messages
    [[nodiscard]] virtual const std::vector<std::string>& fields() const = 0;
    [[nodiscard]] virtual const Crs&
    crs() const = 0; ///< unknown when the source does not say, or the table has no geometry
    [[nodiscard]] virtual std::int64_t count() const = 0; ///< -1 = not known without reading
    /// False at the end. Throws Error{UnreadableInput} naming the row when the source breaks.
    virtual bool next(Feature& feature) = 0;
    /// What was met so far; complete once next() has returned false.
    [[nodiscard]] virtual TextReport text_report() const { return {}; }
};

/// A table to write.
enum class FieldType { Text, Integer, Real, Date };
struct FieldSpec {
    std::string name;
    FieldType type{FieldType::Text};
};
struct LayerSpec {
    std::string name;
    Crs crs; ///< unknown = a table without geometry
    std::vector<FieldSpec> fields;
    enum class Kind { MultiPolygon, MultiLineString, Point, None } kind{Kind::MultiPolygon};
};

/// Writes layers of one file under a temporary name; only finish() gives it its own. One thread at a time.
class FeatureSink {
public:
    virtual ~FeatureSink() = default; ///< without finish(): nothing is left behind
    virtual void begin_layer(const LayerSpec& layer) = 0;
    virtual void write(const Feature& feature) = 0; ///< into the layer begun last
    virtual void finish() = 0;
};

} // namespace didban
