#include "pipelines/land_use/plu_object.h"

#include "didban/base/error.h"
#include "didban/base/jalali.h"

namespace didban {

namespace {

bool is_void(const GmlNode& node)
{
    const std::string nil = node.attribute("nil");
    return nil == "true" || nil == "1" ||
           (!node.attribute("nilReason").empty() && node.text.empty() && node.children.empty() &&
            node.attribute("href").empty());
}

std::string text_of(const GmlNode& object, const char* property)
{
    const GmlNode* node = object.child(property);
    return node ? node->text : std::string{};
}

/// A code-list value: the end of its link, else its title or text.
std::string code_of(const GmlNode& node)
{
    if (is_void(node))
        return {};
    if (const std::string link = node.attribute("href"); !link.empty())
        return link_target(link);
    return node.text.empty() ? node.attribute("title") : node.text;
}

std::vector<std::string> codes_of(const GmlNode& object, const char* property)
{
    std::vector<std::string> codes;
    for (const GmlNode& node : object.children)
        if (node.name == property)
            if (std::string code = code_of(node); !code.empty())
                codes.push_back(std::move(code));
    return codes;
}

std::string first_code(const GmlNode& object, const char* property)
{
    const auto codes = codes_of(object, property);
    return codes.empty() ? std::string{} : codes.front();
}

std::vector<std::string> links_of(const GmlNode& object, const char* property)
{
    std::vector<std::string> links;
    for (const GmlNode& node : object.children)
        if (node.name == property)
            if (const std::string link = node.attribute("href"); !link.empty())
                links.push_back(link);
    return links;
}

std::optional<Date> read_day(const GmlNode& object, const char* property, const std::string& where, Losses& losses)
{
    const std::string text = text_of(object, property);
    if (text.empty())
        return std::nullopt;
    const auto parsed = parse_record_date(text.substr(0, 10), Calendar::Gregorian);
    if (!parsed || parsed->other_calendar || parsed->two_digit_year) {
        losses.add(std::string(property) + " is no day and was taken as unknown", where + " \"" + text + "\"");
        return std::nullopt;
    }
    return parsed->date;
}

void read_indications(const GmlNode& object, PluObject& out)
{
    using Kind = PluIndication::Kind;
    for (const GmlNode& property : object.children) {
        if (property.name != "dimensioningIndication")
            continue;
        for (const GmlNode& node : property.children) {
            PluIndication indication;
            indication.kind = node.name == "DimensioningIndicationIntegerValue"     ? Kind::Integer
                              : node.name == "DimensioningIndicationRealValue"      ? Kind::Real
                              : node.name == "DimensioningIndicationMeasureValue"   ? Kind::Measure
                              : node.name == "DimensioningIndicationCharacterValue" ? Kind::Character
                                                                                    : Kind::Label;
            indication.reference = text_of(node, "indicationReference");
            if (const GmlNode* value = node.child("value")) {
                indication.value = value->text;
                indication.uom = value->attribute("uom");
            }
            out.indications.push_back(std::move(indication));
        }
    }
}

/// The name of a LegislationCitation or DocumentCitation, and where it can be read.
void read_citation(const GmlNode& object, const char* property, PluObject& out)
{
    const GmlNode* node = object.child(property);
    if (!node || is_void(*node))
        return;
    if (out.citation.empty())
        out.citation = node->attribute("title");
    if (out.citation_link.empty())
        out.citation_link = node->attribute("href");
    for (const GmlNode& citation : node->children) {
        if (out.citation.empty())
            out.citation = text_of(citation, "name");
        if (out.citation_link.empty())
            out.citation_link = text_of(citation, "link");
    }
}

} // namespace

std::string link_target(const std::string& link)
{
    if (const auto hash = link.rfind('#'); hash != std::string::npos && hash + 1 < link.size())
        return link.substr(hash + 1);
    const std::string path = link.ends_with('/') ? link.substr(0, link.size() - 1) : link;
    const auto cut = path.find_last_of("/:");
    return cut == std::string::npos ? path : path.substr(cut + 1);
}

PluObject read_plu_object(const GmlFeature& feature, const std::string& file, Losses& losses)
{
    const GmlNode& node = feature.properties;
    PluObject out;
    out.type = node.name;
    out.gml_id = feature.id;
    out.id = feature.id;
    if (const GmlNode* id = node.child("inspireId"))
        if (const GmlNode* identifier = id->child("Identifier"))
            if (const std::string local = text_of(*identifier, "localId"); !local.empty())
                out.id = local;
    out.where = file + ":" + std::to_string(feature.line) + ": " + out.type + " " + out.id;
    for (const GmlNode& property : node.children)
        if ((property.name == "officialTitle" || property.name == "name") && !property.text.empty())
            out.names.push_back(property.text);
    out.hilucs = codes_of(node, "hilucsLandUse");
    out.specific = codes_of(node, "specificLandUse");
    out.regulation = codes_of(node, "supplementaryRegulation");
    for (std::string& code : codes_of(node, "specificSupplementaryRegulation"))
        out.regulation.push_back(std::move(code));
    out.step = first_code(node, "processStepGeneral");
    out.nature = first_code(node, "regulationNature");
    out.level = first_code(node, "levelOfSpatialPlan");
    if (const auto links = links_of(node, "plan"); !links.empty())
        out.plan_link = links.front();
    out.document_links = links_of(node, "officialDocument");
    for (const GmlNode& property : node.children)
        if (property.name == "ordinance")
            for (const GmlNode& ordinance : property.children)
                if (std::string text = text_of(ordinance, "ordinanceReference"); !text.empty())
                    out.ordinances.push_back(std::move(text));
    out.valid_from = read_day(node, "validFrom", out.where, losses);
    out.valid_to = read_day(node, "validTo", out.where, losses);
    out.recorded = read_day(node, "beginLifespanVersion", out.where, losses);
    out.superseded = !text_of(node, "endLifespanVersion").empty();
    const std::string inherited = text_of(node, "inheritedFromOtherPlans");
    out.inherited = inherited == "true" || inherited == "1";
    if (out.valid_from && out.valid_to && !(*out.valid_from < *out.valid_to))
        throw Error(ErrorKind::UnreadableInput, out.where + ": dates reversed: validTo (" + out.valid_to->iso() +
                                                    ") is not after validFrom (" + out.valid_from->iso() +
                                                    "); correct the dates");
    read_indications(node, out);
    read_citation(node, "legislationCitation", out);
    read_citation(node, "planDocument", out);
    out.regulation_text = !text_of(node, "regulationText").empty();
    return out;
}

} // namespace didban
