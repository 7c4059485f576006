#include "pipelines/land_use/plu_content.h"

#include "didban/base/error.h"

namespace didban {

namespace {

void need_first_day(const PluObject& object, const ZoneValues& values)
{
    if (!values.effects.empty() && !values.standing.valid_from)
        throw Error(ErrorKind::UnreadableInput,
                    object.where + ": neither it nor its plan says from when it is valid; give --valid-from");
}

} // namespace

void PluContent::read(PluReader& reader, Losses& losses)
{
    read_plans(reader, losses);
    read_zones(reader, losses);
    read_overlays(reader, losses);
}

void PluContent::read_plans(PluReader& reader, Losses& losses)
{
    std::int64_t found = 0;
    reader.each({}, false, [&](const GmlFeature& feature, const Crs&) {
        ++found;
        const std::string& type = feature.properties.name;
        if (type == "SpatialPlan" || type == "OfficialDocumentation")
            plans.add(read_plu_object(feature, reader.file(), losses), losses);
        else if (type != "ZoningElement" && type != "SupplementaryRegulation")
            losses.add("objects of type " + type + " are not read", feature.id);
    });
    if (found > 0)
        return;
    std::string others;
    for (const std::string& other : reader.others())
        others += (others.empty() ? "" : ", ") + other;
    throw Error(ErrorKind::UnreadableInput,
                reader.file() + ": holds nothing of INSPIRE Planned Land Use 4.0 (namespace " + plu_name_space +
                    "); it holds: " + others + ". Export the plan as PLU 4.0 GML");
}

void PluContent::read_zones(PluReader& reader, Losses& losses)
{
    reader.each({"ZoningElement"}, false, [&](const GmlFeature& feature, const Crs&) {
        const PluObject zone = read_plu_object(feature, reader.file(), losses);
        ZoneValues found{{}, plans.standing(zone, losses), zone.where};
        if (!found.standing.taken)
            return;
        found.effects = values.effects_of(zone, losses);
        need_first_day(zone, found);
        zones.add(zones.land_use(zone, losses), zone, std::move(found));
        count_id(zone, losses);
    });
}

void PluContent::read_overlays(PluReader& reader, Losses& losses)
{
    reader.each({"SupplementaryRegulation"}, false, [&](const GmlFeature& feature, const Crs&) {
        const PluObject overlay = read_plu_object(feature, reader.file(), losses);
        ZoneValues found{{}, plans.standing(overlay, losses), overlay.where};
        if (!found.standing.taken)
            return;
        found.effects = values.effects_of(overlay, losses);
        need_first_day(overlay, found);
        if (found.effects.empty())
            losses.add("regulations carry no value that could be read: they are drawn, and what they limit is not "
                       "known; write a rule for them (REQUIRE_INQUIRY names whom to ask)",
                       overlay.id);
        if (overlay.inherited)
            losses.add("regulations are inherited from other plans; which one is not in the file", overlay.id);
        count_id(overlay, losses);
        if (!found.effects.empty())
            overlays.emplace_back(overlay.id, std::move(found));
    });
}

void PluContent::count_id(const PluObject& object, Losses& losses)
{
    if (!ids_.insert(std::hash<std::string>{}(object.type + " " + object.id)).second)
        losses.add("objects share their id with another; both were kept", object.type + " " + object.id);
}

} // namespace didban
