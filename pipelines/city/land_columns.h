#pragma once
#include "didban/city/city.h"
#include "didban/ports/feature_source.h"
#include "pipelines/city/city_data.h"

#include <map>
#include <string>
#include <vector>

namespace didban {

/// The columns of a cadastre that speak of plots as land, and what the table's own words mean.
class LandColumns {
public:
    /// Appends the columns that the table has to `names`.
    LandColumns(const TableSource& table, std::vector<std::string>& names);
    [[nodiscard]] bool any() const { return vacancy_ >= 0 || ownership_ >= 0; }
    /// `not_understood` receives a word of the column `vacancy` that means neither; "" = none.
    [[nodiscard]] LandRecord record(const Feature& row, std::string& not_understood) const;

private:
    int vacancy_{-1}, ownership_{-1};
    std::map<std::string, bool> words_; ///< matching key → empty?
};

/// Two rows of one parcel: it is empty where both say so, and built on where one does.
void join(LandRecord& first, const LandRecord& other);

} // namespace didban
