#pragma once
#include "didban/base/date.h"
#include "didban/ports/gml_source.h"
#include "pipelines/land_use/losses.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace didban {

inline constexpr const char* plu_name_space = "http://inspire.ec.europa.eu/schemas/plu/4.0";

/// A dimensioningIndication: a label that the data provider chose, and a value.
struct PluIndication {
    enum class Kind { Label, Integer, Real, Measure, Character };
    Kind kind{Kind::Label};
    std::string reference, value, uom;
};

/// A feature of Planned Land Use as the import needs it. Codes are the last piece of their link.
struct PluObject {
    std::string type;                                    ///< SpatialPlan, ZoningElement, …
    std::string id;                                      ///< localId, else gml:id
    std::string gml_id, where;                           ///< where: "plan.gml:120: ZoningElement Z-1"
    std::vector<std::string> names;                      ///< officialTitle, name
    std::vector<std::string> hilucs, specific;           ///< of zones
    std::vector<std::string> regulation;                 ///< of regulations: the European codes, then the specific ones
    std::string step, nature, level;                     ///< codes; "" = void
    std::string plan_link;                               ///< as written
    std::vector<std::string> document_links, ordinances; ///< as written
    std::optional<Date> valid_from, valid_to, recorded;  ///< recorded: beginLifespanVersion
    bool superseded{false};                              ///< endLifespanVersion is filled
    bool inherited{false};                               ///< inheritedFromOtherPlans
    std::vector<PluIndication> indications;
    std::string citation, citation_link; ///< of OfficialDocumentation
    bool regulation_text{false};         ///< OfficialDocumentation holds the text itself
};

/// Reads one feature; what cannot be read is added to `losses`. Throws Error{UnreadableInput} when validTo does not
/// come after validFrom.
[[nodiscard]] PluObject read_plu_object(const GmlFeature& feature, const std::string& file, Losses& losses);

/// The piece of a link that names an object in the same file: what stands behind # or the last / or :.
[[nodiscard]] std::string link_target(const std::string& link);

} // namespace didban
