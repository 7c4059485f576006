#pragma once
#include "pipelines/land_use/plan_register.h"
#include "pipelines/land_use/plu_values.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace didban {

/// Everything that a zone's rules depend on, besides its code.
struct ZoneValues {
    std::vector<PlannedEffect> effects;
    PlannedStanding standing;
    std::string first_where; ///< for messages
    [[nodiscard]] std::string key() const;
};

/// Land-use codes of a plan. A code whose zones do not all have the same values is split, so that no zone gets the
/// values of another: R becomes R/1, R/2, … in the order of the file.
class ZoneCodes {
public:
    explicit ZoneCodes(const PlanMapping& mapping) : mapping_(mapping) {}
    /// The local land-use code: specificLandUse, or the one local code that the mapping table gives for the HILUCS
    /// class, or the HILUCS class itself. "" = the zone has none.
    [[nodiscard]] std::string land_use(const PluObject& zone, Losses& losses) const;
    void add(const std::string& land_use, const PluObject& zone, ZoneValues values);
    /// After every zone was added.
    [[nodiscard]] std::string zone_code(const std::string& land_use, const std::string& key) const;
    [[nodiscard]] const std::map<std::string, std::vector<ZoneValues>>& values() const { return values_; }
    /// The mapping of land-use codes to national codes and HILUCS: the city's table first, then what the file says.
    [[nodiscard]] std::vector<UseCode> uses(Losses& losses) const;
    void report_splits(Losses& losses) const;

private:
    const PlanMapping& mapping_;
    std::map<std::string, std::vector<ZoneValues>> values_;
    std::map<std::string, std::set<std::string>> hilucs_;
};

} // namespace didban
