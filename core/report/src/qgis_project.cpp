#include "qgis_project.h"

#include "html_text.h"
#include "json_text.h"
#include "layer_styles.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace didban::report {

namespace {

struct ProjectLayer {
    const char *name, *title;
    bool shown;
};
constexpr std::array<ProjectLayer, 3> layers{{{"findings", "یافته‌ها / findings", true},
                                              {"parcels", "ملک‌ها / parcels", true},
                                              {"changes", "تغییرها / changes", false}}};

std::string element(const char* name, const std::string& inner)
{
    return "<" + std::string(name) + ">" + inner + "</" + name + ">";
}

std::string crs_element(const Crs& crs)
{
    return element("spatialrefsys", element("wkt", html::escape(crs.wkt())));
}

/// QGIS gives layers with ids of ten letters or fewer new ones.
std::string id_of(const ProjectLayer& layer)
{
    return "didban_" + std::string(layer.name);
}

std::string project_text(const Box& extent, const Crs& crs)
{
    std::string tree, maps, order;
    for (const ProjectLayer& l : layers) {
        const std::string source = "./report.gpkg|layername=" + std::string(l.name);
        tree += "<layer-tree-layer checked=\"" + std::string(l.shown ? "Qt::Checked" : "Qt::Unchecked") +
                "\" providerKey=\"ogr\" name=\"" + l.title + "\" source=\"" + source + "\" expanded=\"1\" id=\"" +
                id_of(l) + "\"/>";
        maps += "<maplayer type=\"vector\" geometry=\"Polygon\" wkbType=\"MultiPolygon\">" + element("id", id_of(l)) +
                element("datasource", source) + element("layername", l.title) + element("srs", crs_element(crs)) +
                "<provider encoding=\"UTF-8\">ogr</provider>" + layer_look(l.name) + "</maplayer>";
        order += "<layer id=\"" + id_of(l) + "\"/>";
    }
    const auto end = [](const char* name, double v) { return element(name, json_text::number(v, 2)); };
    const std::string canvas = extent.empty()
                                   ? ""
                                   : "<mapcanvas name=\"theMapCanvas\" annotationsVisible=\"1\"><units>meters</units>" +
                                         element("extent", end("xmin", extent.x0) + end("ymin", extent.y0) +
                                                               end("xmax", extent.x1) + end("ymax", extent.y1)) +
                                         element("destinationsrs", crs_element(crs)) + "</mapcanvas>";
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis projectname=\"Didban\" "
           "version=\"3.22.0\">" +
           element("title", "Didban") + element("projectCrs", crs_element(crs)) + element("layer-tree-group", tree) +
           canvas + element("projectlayers", maps) + element("layerorder", order) +
           "<properties><SpatialRefSys><ProjectionsEnabled "
           "type=\"int\">1</ProjectionsEnabled></SpatialRefSys><Paths><Absolute "
           "type=\"bool\">false</Absolute></Paths></properties></qgis>\n";
}

/// As ZIP and its readers know it (ISO 3309, polynomial 0xEDB88320).
std::uint32_t crc32_of(std::string_view text)
{
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char c : text) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
    }
    return ~crc;
}

std::string little(std::uint32_t value, int bytes)
{
    std::string out;
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>(value >> (8 * i) & 0xFF);
    return out;
}

/// A ZIP archive (APPNOTE 6.3) with one file, stored as it is, of 1 January 1980.
std::string zipped(const std::string& name, const std::string& text)
{
    const auto size = static_cast<std::uint32_t>(text.size());
    const auto name_size = static_cast<std::uint32_t>(name.size());
    const std::string about = little(20, 2) + little(0, 2) + little(0, 2) + little(0, 2) + little(0x21, 2) +
                              little(crc32_of(text), 4) + little(size, 4) + little(size, 4) + little(name_size, 2) +
                              little(0, 2);
    const std::string local = "PK\x03\x04" + about + name + text;
    const std::string central = "PK\x01\x02" + little(20, 2) + about + little(0, 2) + little(0, 2) + little(0, 2) +
                                little(0, 4) + little(0, 4) + name;
    return local + central + "PK\x05\x06" + little(0, 2) + little(0, 2) + little(1, 2) + little(1, 2) +
           little(static_cast<std::uint32_t>(central.size()), 4) + little(static_cast<std::uint32_t>(local.size()), 4) +
           little(0, 2);
}

std::string hexadecimal(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(2 * bytes.size());
    for (const char c : bytes) {
        out += digits[static_cast<unsigned char>(c) >> 4];
        out += digits[static_cast<unsigned char>(c) & 15];
    }
    return out;
}

} // namespace

void write_qgis_project(FeatureSink& sink, const Box& extent, const Crs& crs)
{
    using enum FieldType;
    sink.begin_layer(
        {"qgis_projects", Crs(), {{"name", Text}, {"metadata", Text}, {"content", Text}}, LayerSpec::Kind::None});
    Feature f;
    f.values = {std::string("Didban"),
                std::string("{\"last_modified_time\": \"2000-01-01T00:00:00\", \"last_modified_user\": \"\"}"),
                hexadecimal(zipped("didban.qgs", project_text(extent, crs)))};
    sink.write(f);
}

} // namespace didban::report
