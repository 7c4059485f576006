#pragma once
#include "didban/ports/gml_source.h"

#include <libxml/tree.h>

#include <map>
#include <string>

namespace didban::gdal {

/// A CRS as GML names it, and how its coordinates are written.
struct GmlCrs {
    Crs crs;
    bool northing_first{false};
    bool order_stated{true}; ///< false for "EPSG:4326" and the like, whose order is a habit and no rule
    double west{-180}, south{-90}, east{180}, north{90}; ///< area of use, degrees
};

/// Reads GML geometry properties; remembers the reference systems it has met.
class GmlGeometryReader {
public:
    GmlGeometryReader(std::string file, GmlQuery::Axes axes) : file_(std::move(file)), axes_(axes) {}
    /// srsName of the collection's envelope, for geometries that name none.
    void set_default_crs(const std::string& srs_name) { default_srs_ = srs_name; }
    /// Reads the geometry inside `property` into `feature`. Throws Error{UnreadableInput} for a CRS that is missing or
    /// not known.
    void read(const xmlNode* property, GmlFeature& feature);
    [[nodiscard]] const Crs& crs() const { return crs_; }
    /// Doubts about CRS and axis order, complete after the last feature.
    [[nodiscard]] std::vector<std::string> doubts() const;

private:
    const GmlCrs& find_crs(const std::string& srs_name, std::int64_t line);
    void note_place(const GmlCrs& crs, const FeatureGeometry& geometry);
    std::string file_;
    GmlQuery::Axes axes_;
    std::string default_srs_;
    Crs crs_;
    std::map<std::string, GmlCrs> known_;
    std::map<std::string, Transform> to_first_;
    std::int64_t outside_{}, outside_but_swapped_inside_{}, geometries_{};
    bool northing_taken_{false}; ///< in the geometries that lie outside
    std::map<std::string, std::int64_t> other_crs_, unstated_order_;
};

} // namespace didban::gdal
