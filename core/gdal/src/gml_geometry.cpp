#include "gml_geometry.h"

#include "didban/base/error.h"
#include "error_scope.h"
#include "geometry_reader.h"

#include <cpl_conv.h>
#include <ogr_api.h>
#include <ogr_geometry.h>
#include <ogr_spatialref.h>

namespace didban::gdal {

namespace {

struct BufferFree {
    void operator()(xmlBuffer* buffer) const noexcept { xmlBufferFree(buffer); }
};

std::string attribute(const xmlNode* node, const char* name)
{
    const std::unique_ptr<xmlChar, decltype(xmlFree)> value(
        xmlGetNoNsProp(const_cast<xmlNode*>(node), reinterpret_cast<const xmlChar*>(name)), xmlFree);
    return value ? reinterpret_cast<const char*>(value.get()) : std::string{};
}

/// srsName of the geometry or of the first part that has one.
std::string find_srs_name(const xmlNode* node)
{
    if (node->type != XML_ELEMENT_NODE)
        return {};
    if (std::string own = attribute(node, "srsName"); !own.empty())
        return own;
    for (const xmlNode* part = node->children; part != nullptr; part = part->next)
        if (std::string below = find_srs_name(part); !below.empty())
            return below;
    return {};
}

bool has_link(const xmlNode* node)
{
    for (const xmlAttr* a = node->properties; a != nullptr; a = a->next)
        if (xmlStrEqual(a->name, reinterpret_cast<const xmlChar*>("href")) != 0)
            return true;
    for (const xmlNode* part = node->children; part != nullptr; part = part->next)
        if (part->type == XML_ELEMENT_NODE && has_link(part))
            return true;
    return false;
}

std::unique_ptr<OGRGeometry> to_ogr(const xmlNode* node)
{
    const std::unique_ptr<xmlBuffer, BufferFree> buffer(xmlBufferCreate());
    xmlNodeDump(buffer.get(), node->doc, const_cast<xmlNode*>(node), 0, 0);
    const ErrorScope errors;
    return std::unique_ptr<OGRGeometry>(
        OGRGeometry::FromHandle(OGR_G_CreateFromGML(reinterpret_cast<const char*>(xmlBufferContent(buffer.get())))));
}

void to_first_crs(const Transform& transform, FeatureGeometry& geometry)
{
    if (transform.identity())
        return;
    geometry.polygons = transform(geometry.polygons);
    for (LineString& line : geometry.lines)
        for (Point& p : line)
            p = transform(p);
    for (Point& p : geometry.points)
        p = transform(p);
}

} // namespace

const GmlCrs& GmlGeometryReader::find_crs(const std::string& srs_name, std::int64_t line)
{
    if (const auto met = known_.find(srs_name); met != known_.end())
        return met->second;
    const ErrorScope errors;
    OGRSpatialReference srs;
    const CPLStringList options(
        CSLSetNameValue(CSLSetNameValue(nullptr, "ALLOW_NETWORK_ACCESS", "NO"), "ALLOW_FILE_ACCESS", "NO"), TRUE);
    if (srs.SetFromUserInput(srs_name.c_str(), options.List()) != OGRERR_NONE)
        throw Error(ErrorKind::UnreadableInput, file_ + ":" + std::to_string(line) + ": srsName \"" + srs_name +
                                                    "\" is not known; write urn:ogc:def:crs:EPSG::32638 or "
                                                    "http://www.opengis.net/def/crs/EPSG/0/32638");
    if (srs.IsCompound())
        srs.StripVertical();
    GmlCrs found;
    // Only the urn and the def form say that the authority's axis order holds; the short and the old http form are
    // written easting first by habit.
    const bool authority_order =
        srs_name.starts_with("urn:") || srs_name.find("opengis.net/def/crs") != std::string::npos;
    const bool northing = srs.EPSGTreatsAsLatLong() != 0 || srs.EPSGTreatsAsNorthingEasting() != 0;
    found.order_stated = authority_order || !northing;
    found.northing_first =
        axes_ == GmlQuery::Axes::AsCrs ? authority_order && northing : axes_ == GmlQuery::Axes::NorthingFirst;
    const char* area = nullptr;
    srs.GetAreaOfUse(&found.west, &found.south, &found.east, &found.north, &area);
    srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    char* wkt = nullptr;
    const char* const wkt2[] = {"FORMAT=WKT2_2019", nullptr};
    srs.exportToWkt(&wkt, wkt2);
    const std::unique_ptr<char, decltype(&VSIFree)> owned(wkt, &VSIFree);
    found.crs = Crs::parse(wkt);
    return known_.emplace(srs_name, std::move(found)).first->second;
}

void GmlGeometryReader::note_place(const GmlCrs& crs, const FeatureGeometry& geometry)
{
    const Point* p = !geometry.polygons.parts.empty() && !geometry.polygons.parts.front().outer.empty()
                         ? &geometry.polygons.parts.front().outer.front()
                     : !geometry.lines.empty() && !geometry.lines.front().empty() ? &geometry.lines.front().front()
                     : !geometry.points.empty()                                   ? &geometry.points.front()
                                                                                  : nullptr;
    if (p == nullptr)
        return;
    ++geometries_;
    constexpr double margin = 3; // degrees: surveys reach a little beyond
    const Transform to_lonlat(crs.crs, Crs::wgs84());
    const auto inside = [&](const Point& q) {
        try {
            const Point ll = to_lonlat(q);
            return ll.x > crs.west - margin && ll.x < crs.east + margin && ll.y > crs.south - margin &&
                   ll.y < crs.north + margin;
        } catch (const Error&) {
            return false;
        }
    };
    if (inside(*p))
        return;
    ++outside_;
    northing_taken_ = crs.northing_first;
    outside_but_swapped_inside_ += inside({p->y, p->x}) ? 1 : 0;
}

void GmlGeometryReader::read(const xmlNode* property, GmlFeature& feature)
{
    const xmlNode* element = property->children;
    while (element != nullptr && element->type != XML_ELEMENT_NODE)
        element = element->next;
    if (element == nullptr) {
        feature.geometry_problem =
            has_link(property) ? "the geometry is a link, and links are not followed" : "the geometry is empty";
        return;
    }
    std::string srs_name = find_srs_name(element);
    if (srs_name.empty())
        srs_name = default_srs_;
    if (srs_name.empty())
        throw Error(ErrorKind::UnreadableInput,
                    file_ + ":" + std::to_string(feature.line) + ": " + feature.properties.name + " " + feature.id +
                        " has a geometry without srsName, and the collection's envelope names none; write the "
                        "coordinate reference system, it is never guessed");
    const GmlCrs& crs = find_crs(srs_name, feature.line);
    const std::unique_ptr<OGRGeometry> geometry = to_ogr(element);
    if (!geometry) {
        feature.geometry_problem = has_link(element) ? "parts of the geometry are links, and links are not followed"
                                                     : "the geometry cannot be read";
        return;
    }
    feature.geometry = read_geometry(geometry.get(), crs.northing_first);
    note_place(crs, feature.geometry);
    if (!crs.order_stated && axes_ == GmlQuery::Axes::AsCrs)
        ++unstated_order_[srs_name];
    if (!crs_.known())
        crs_ = crs.crs;
    auto transform = to_first_.find(srs_name);
    if (transform == to_first_.end())
        transform = to_first_.emplace(srs_name, Transform(crs.crs, crs_)).first;
    if (!transform->second.identity())
        ++other_crs_[srs_name];
    to_first_crs(transform->second, feature.geometry);
}

std::vector<std::string> GmlGeometryReader::doubts() const
{
    std::vector<std::string> all;
    const std::string remedy = outside_but_swapped_inside_ * 2 <= outside_
                                   ? "check srsName"
                                   : std::string("with the two axes exchanged they lie inside: the file breaks the "
                                                 "axis order of its srsName; read it with --axes ") +
                                         (northing_taken_ ? "easting-first" : "northing-first");
    if (outside_ > 0)
        all.push_back(std::to_string(outside_) + " of " + std::to_string(geometries_) +
                      " geometries lie outside the area that their CRS is made for; " + remedy);
    for (const auto& [name, count] : unstated_order_)
        all.push_back(std::to_string(count) + " geometries name their CRS \"" + name +
                      "\", which does not say which axis comes first; easting was taken first");
    for (const auto& [name, count] : other_crs_)
        all.push_back(std::to_string(count) + " geometries in " + name + " were transformed to " + crs_.name());
    return all;
}

} // namespace didban::gdal
