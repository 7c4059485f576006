#pragma once
#include "didban/ports/feature_source.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace didban {

/// One XML element without its namespace prefixes: what GML application schemas nest inside a feature.
struct GmlNode {
    std::string name;                              ///< local name
    std::string text;                              ///< of an element without children, trimmed
    std::map<std::string, std::string> attributes; ///< by local name: href, title, nilReason, nil, uom
    std::vector<GmlNode> children;
    [[nodiscard]] const GmlNode* child(std::string_view name) const; ///< the first of that name; null = none
    [[nodiscard]] std::string attribute(const std::string& name) const;
};

/// One feature of an application schema. Its geometry stands apart, everything else as written.
struct GmlFeature {
    std::string id; ///< gml:id, "" when it has none
    std::int64_t line{};
    GmlNode properties;           ///< its name is the feature type's
    FeatureGeometry geometry;     ///< of the property `geometry`, easting or longitude first; curves are linearised
    std::string geometry_problem; ///< why there is none although the property holds one; "" = nothing is wrong
};

/// Which features of a GML file to read.
struct GmlQuery {
    std::string source;             ///< a path, also /vsigzip/ and /vsizip/
    std::string name_space;         ///< of the feature types: "http://inspire.ec.europa.eu/schemas/plu/4.0"
    std::vector<std::string> types; ///< local names; empty = all of the namespace
    bool geometry{true};
    enum class Axes { AsCrs, EastingFirst, NorthingFirst } axes{Axes::AsCrs}; ///< order of the written coordinates
};

/// Streams the features of a GML 3.2 file in its own order, one at a time. Nothing is fetched: schemas and links are
/// left alone, and a document with a DOCTYPE is refused. One thread at a time.
class GmlSource {
public:
    virtual ~GmlSource() = default;
    [[nodiscard]] virtual const std::string& name() const = 0;
    /// Of the first geometry read; all others are transformed into it. Unknown before.
    [[nodiscard]] virtual const Crs& crs() const = 0;
    /// False at the end. Throws Error{UnreadableInput} "file:line: …" when the file is no XML, is cut off, holds a
    /// DOCTYPE, or a coordinate reference system is missing or not known.
    virtual bool next(GmlFeature& feature) = 0;
    /// After the end: feature types of other namespaces that were met, "type {namespace}", at most 20, and the root.
    [[nodiscard]] virtual const std::vector<std::string>& others() const = 0;
    /// After the end: what the file itself says is doubtful: a page of a larger answer, coordinates outside the area
    /// that the CRS is made for.
    [[nodiscard]] virtual const std::vector<std::string>& doubts() const = 0;
};

/// How pipelines reach GML. Thread-safe.
class GmlAccess {
public:
    virtual ~GmlAccess() = default;
    /// Throws Error{UnreadableInput} when the file cannot be opened.
    [[nodiscard]] virtual std::unique_ptr<GmlSource> open(const GmlQuery& query) const = 0;
};

} // namespace didban
