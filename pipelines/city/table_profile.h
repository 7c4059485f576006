#pragma once
#include "didban/city/city.h"
#include "didban/ports/data_access.h"

#include <map>
#include <string>
#include <vector>

namespace didban {

/// How a published standard names the columns of a table, and what its words mean.
struct TableProfile {
    std::map<std::string, std::vector<std::string>> columns; ///< our name → its names; the first that is there counts
    std::map<std::string, std::map<std::string, std::string>> words; ///< as TableSource::words
    std::vector<std::string> required;                               ///< our names that a table must have
};
using TableProfiles = std::map<std::string, TableProfile>; ///< by the word in city.toml

[[nodiscard]] const TableProfiles& cadastre_profiles(); ///< ladm
[[nodiscard]] const TableProfiles& permit_profiles();   ///< blds, ladm

/// The table with the columns and words of its profile wherever city.toml does not name its own; unchanged without a
/// profile. Throws Error{Configuration} when the source lacks a required column.
[[nodiscard]] TableSource with_profile(const DataAccess& data, TableSource table, const TableProfiles& profiles);

} // namespace didban
