#include "pipelines/city/table_profile.h"

#include "didban/base/error.h"
#include "didban/base/text.h"

#include <algorithm>

namespace didban {

const TableProfiles& cadastre_profiles()
{
    static const TableProfiles profiles{{"ladm",
                                         {{{"id", {"suID", "spatialUnitID", "su_id", "uID", "baUnitID", "label"}},
                                           {"district", {"level", "levelName"}}},
                                          {},
                                          {"id"}}}};
    return profiles;
}

const TableProfiles& permit_profiles()
{
    static const TableProfiles profiles{
        {"blds",
         {{{"id", {"PermitNum"}},
           {"parcel", {"PIN"}},
           {"issued", {"IssuedDate"}},
           {"valid_to", {"ExpiresDate"}},
           {"completed", {"COIssuedDate", "CompletedDate"}},
           {"use", {"PermitClassMapped", "PermitClass"}},
           {"kind", {"WorkClassMapped", "WorkClass", "PermitTypeMapped"}},
           {"status", {"StatusCurrentMapped", "StatusCurrent"}}},
          {{"status",
            {{"application accepted", "draft"},
             {"in review", "draft"},
             {"permit issued", "issued"},
             {"inspection phase", "issued"},
             {"permit finaled", "completed"},
             {"permit cancelled", "revoked"},
             {"permit canceled", "revoked"}}},
           {"kind", {{"existing", "repair"}}},
           {"use", {{"non-residential", "other"}}}},
          {"id", "parcel"}}},
        {"ladm",
         {{{"id", {"permitID", "pID", "permit_id"}},
           {"parcel", {"suID", "spatialUnitID", "su_id", "planUnitID", "baUnitID", "uID"}},
           {"issued", {"issueDate", "dateOfIssue", "permitDate", "beginLifespanVersion"}},
           {"valid_to", {"validTo", "expiryDate", "endDate", "endLifespanVersion"}},
           {"floors", {"numberOfFloors", "maxFloors"}},
           {"height_m", {"maxHeight", "height"}},
           {"total_area_m2", {"grossFloorArea", "floorArea"}},
           {"use", {"functionType", "function", "currentFunction"}},
           {"kind", {"permitType", "type"}},
           {"status", {"permitStatus", "statusType", "status"}}},
          {},
          {"id", "parcel"}}}};
    return profiles;
}

TableSource with_profile(const DataAccess& data, TableSource table, const TableProfiles& profiles)
{
    if (table.profile.empty())
        return table;
    const TableProfile& profile = profiles.at(table.profile);
    const auto source = data.open_features({.source = table.source,
                                            .layer = table.layer,
                                            .fields = {},
                                            .encoding = table.encoding,
                                            .area = {},
                                            .geometry = false});
    for (const auto& [ours, names] : profile.columns) {
        if (!table.field(ours).empty())
            continue;
        for (const std::string& name : names) {
            const auto found =
                std::find_if(source->fields().begin(), source->fields().end(), [&](const std::string& column) {
                    return text::matching_key(column) == text::matching_key(name);
                });
            if (found == source->fields().end())
                continue;
            table.fields[ours] = *found;
            break;
        }
    }
    for (const std::string& ours : profile.required)
        if (table.field(ours).empty())
            throw Error(ErrorKind::Configuration, source->name() + ": profile = \"" + table.profile +
                                                      "\" finds no column for \"" + ours +
                                                      "\"; name it with fields = { " + ours + " = \"column_name\" }");
    for (const auto& [of, meanings] : profile.words)
        table.words[of].insert(meanings.begin(), meanings.end());
    return table;
}

} // namespace didban
