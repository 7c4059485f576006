#include "didban/gdal/gml_access.h"

#include "didban/base/error.h"
#include "gml_geometry.h"
#include "xml_stream.h"

#include <algorithm>
#include <cctype>

namespace didban {

namespace {

constexpr std::size_t most_others = 20;

class XmlGmlSource : public GmlSource {
public:
    explicit XmlGmlSource(const GmlQuery& query)
        : query_(query), stream_(query.source), geometries_(query.source, query.axes)
    {
    }
    [[nodiscard]] const std::string& name() const override { return query_.source; }
    [[nodiscard]] const Crs& crs() const override { return geometries_.crs(); }
    [[nodiscard]] const std::vector<std::string>& others() const override { return others_; }
    [[nodiscard]] const std::vector<std::string>& doubts() const override { return doubts_; }

    bool next(GmlFeature& feature) override
    {
        bool more = stands_behind_ ? !ended_ : stream_.read();
        stands_behind_ = false;
        while (more) {
            if (stream_.at_element()) {
                if (stream_.depth() == 0)
                    take_root();
                if (stream_.name_space() == query_.name_space && wanted(stream_.local_name())) {
                    take(feature);
                    return true;
                }
                note_other();
            }
            more = stream_.read();
        }
        doubts_ = geometries_.doubts();
        if (!page_.empty())
            doubts_.push_back(page_);
        return false;
    }

private:
    [[nodiscard]] bool wanted(const std::string& type) const
    {
        return query_.types.empty() || std::find(query_.types.begin(), query_.types.end(), type) != query_.types.end();
    }

    void take_root()
    {
        others_.push_back("root " + stream_.local_name() + " {" + stream_.name_space() + "}");
        const std::string matched = stream_.attribute("numberMatched"), returned = stream_.attribute("numberReturned");
        const bool counted = !matched.empty() && std::all_of(matched.begin(), matched.end(),
                                                             [](unsigned char c) { return std::isdigit(c) != 0; });
        if ((counted && !returned.empty() && matched != returned) || !stream_.attribute("next").empty())
            page_ = "the file is one page of a larger answer (" + returned + " of " + matched +
                    " features); ask the service for all of them";
    }

    void take(GmlFeature& feature)
    {
        feature = {};
        feature.line = stream_.line();
        const xmlNode* const element = stream_.expand();
        feature.properties = gdal::to_tree(element, "geometry");
        feature.id = feature.properties.attribute("id");
        if (query_.geometry)
            for (const xmlNode* part = element->children; part != nullptr; part = part->next)
                if (part->type == XML_ELEMENT_NODE &&
                    xmlStrEqual(part->name, reinterpret_cast<const xmlChar*>("geometry")) != 0)
                    geometries_.read(part, feature);
        ended_ = !stream_.skip();
        stands_behind_ = true;
    }

    /// Envelope of the collection, and feature types of other namespaces for the message that nothing was found.
    void note_other()
    {
        const std::string type = stream_.local_name();
        if (type == "Envelope" && stream_.depth() <= 2)
            geometries_.set_default_crs(stream_.attribute("srsName"));
        if (stream_.depth() == 2 && type != "Envelope" && others_.size() < most_others) {
            const std::string label = type + " {" + stream_.name_space() + "}";
            if (std::find(others_.begin(), others_.end(), label) == others_.end())
                others_.push_back(label);
        }
    }

    GmlQuery query_;
    gdal::XmlStream stream_;
    gdal::GmlGeometryReader geometries_;
    std::vector<std::string> others_, doubts_;
    std::string page_;
    bool stands_behind_{false}, ended_{false};
};

} // namespace

std::unique_ptr<GmlSource> GdalGmlAccess::open(const GmlQuery& query) const
{
    return std::make_unique<XmlGmlSource>(query);
}

bool is_gml(const std::string& source)
{
    std::string lower = source;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (lower.ends_with(".gml") || lower.ends_with(".xml"))
        return true;
    const gdal::FileHandle file(VSIFOpenL(source.c_str(), "rb"));
    char head[64]{};
    const std::size_t count = file ? VSIFReadL(head, 1, sizeof head, file.get()) : 0;
    const std::string text = std::string(head, count).starts_with("\xEF\xBB\xBF") ? std::string(head + 3, count - 3)
                                                                                  : std::string(head, count);
    const auto first = text.find_first_not_of(" \t\r\n");
    return first != std::string::npos && text[first] == '<';
}

} // namespace didban
