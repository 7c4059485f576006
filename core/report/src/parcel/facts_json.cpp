#include "parcel/answer_json.h"

#include "didban/rules/use_codes.h"
#include "didban/rules/words.h"
#include "parcel/fact_words.h"

namespace didban {

namespace {

Json codes_json(const UseCode& code)
{
    return {{"local", text_or_null(code.local)},
            {"national", text_or_null(code.national)},
            {"hilucs", text_or_null(code.hilucs)}};
}

} // namespace

Json to_json(const ParcelFacts& f)
{
    Json zones = Json::array(), outranked = Json::array(), overlays = Json::array(), passages = Json::array();
    for (const ZoneShare& z : f.zones)
        zones.push_back({{"zone_id", z.zone_id},
                         {"zone", z.zone},
                         {"level", name(z.level)},
                         {"share", rounded(z.share, 4)},
                         {"use_approved", text_or_null(z.use_approved)},
                         {"use_permitted", text_or_null(z.use_permitted)},
                         {"use_governing", text_or_null(z.use_governing)}});
    for (const ZoneShare& z : f.outranked_zones)
        outranked.push_back(
            {{"zone_id", z.zone_id}, {"zone", z.zone}, {"level", name(z.level)}, {"share", rounded(z.share, 4)}});
    for (const OverlayFact& o : f.overlays)
        overlays.push_back({{"overlay_id", o.overlay_id},
                            {"kind", o.kind},
                            {"degree", text_or_null(o.degree)},
                            {"name", text_or_null(o.name)},
                            {"document", text_or_null(o.document)},
                            {"article", text_or_null(o.article)},
                            {"valid_from", day_or_null(o.valid_from)},
                            {"valid_to", day_or_null(o.valid_to)},
                            {"distance_m", rounded(o.distance_m, 2)},
                            {"area_m2", rounded(o.area_m2, 2)},
                            {"share", rounded(o.share, 4)}});
    for (const PassageFact& p : f.passages)
        passages.push_back({{"street_id", p.street_id},
                            {"name", text_or_null(p.name)},
                            {"class", text_or_null(p.street_class)},
                            {"width_m", number_or_null(p.width_m, 2)},
                            {"plan_width_m", number_or_null(p.plan_width_m, 2)},
                            {"frontage_m", rounded(p.frontage_m, 2)},
                            {"side", std::string(1, p.side)},
                            {"taken_m2", number_or_null(p.taken_m2, 2)}});
    return {{"zones", f.zones_known ? zones : Json(nullptr)},
            {"outranked_zones", f.zones_known ? outranked : Json(nullptr)},
            {"overlays", f.overlays_known ? overlays : Json(nullptr)},
            {"passages", std::move(passages)},
            {"area_m2", number_or_null(f.area_m2, 2)},
            {"area_after_widening_m2", number_or_null(f.area_after_widening_m2, 2)},
            {"area_after_widening_unknown_because", text_or_null(parcel_words::why_widening_unknown(f, Language::En))},
            {"passage_width_m", number_or_null(f.passage_width_m, 2)},
            {"frontage_m", number_or_null(f.frontage_m, 2)},
            {"depth_m", number_or_null(f.depth_m, 2)},
            {"corner", f.corner ? Json(*f.corner) : Json(nullptr)},
            {"side", f.side ? Json(std::string(1, *f.side)) : Json(nullptr)},
            {"existing_floors", number_or_null(f.existing_floors, 2)},
            {"existing_coverage", number_or_null(f.existing_coverage, 4)},
            {"existing_floor_area_ratio", number_or_null(f.existing_floor_area_ratio, 4)}};
}

Json with_names(Json json, const RuleSet& rules, const ParcelFacts& facts)
{
    if (facts.overlays_known)
        for (std::size_t i = 0; i < facts.overlays.size(); ++i) {
            const Label kind = overlay_words(facts.overlays[i].kind, facts.overlays[i].label);
            json["overlays"][i]["kind_name_en"] = kind.en;
            json["overlays"][i]["kind_name_fa"] = kind.fa;
        }
    if (facts.zones_known)
        for (std::size_t i = 0; i < facts.zones.size(); ++i) {
            const ZoneShare& z = facts.zones[i];
            json["zones"][i]["use_codes"] = {{"approved", codes_json(approved_use_codes(rules, z))},
                                             {"permitted", codes_json(use_codes(rules, z.use_permitted))},
                                             {"governing", codes_json(use_codes(rules, z.use_governing))}};
        }
    return json;
}

} // namespace didban
