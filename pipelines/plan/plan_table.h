#pragma once
#include "didban/city/city.h"
#include "didban/ports/data_access.h"

#include <memory>
#include <string>
#include <vector>

namespace didban {

/// Names of the layers of a plan, in the order in which they are read.
inline constexpr const char* plan_layer_names[] = {"zones", "overlays", "streets", "jurisdiction"};

/// Whether the city's plan has that layer. Throws Error for a source that cannot be opened.
[[nodiscard]] bool has_plan_layer(const DataAccess& data, const City& city, const std::string& name);

/// One layer of the plan with its columns by our names, whatever the source calls them. Columns that it lacks are
/// empty; one that city.toml names and that is not there is Error{Configuration}.
class PlanTable {
public:
    PlanTable(const DataAccess& data, const City& city, const std::string& name);
    [[nodiscard]] FeatureSource& source() { return *source_; }
    [[nodiscard]] const std::string& name() const { return source_->name(); }
    [[nodiscard]] const Crs& crs() const { return crs_; } ///< may be unknown
    [[nodiscard]] bool has(const std::string& column) const { return place_of(column) >= 0; }
    [[nodiscard]] std::string text(const Feature& feature, const std::string& column) const;
    /// Throws Error{Configuration} that lists the columns when there is none of that name.
    void require(const std::string& column) const;

private:
    [[nodiscard]] int place_of(const std::string& column) const;

    TableSource table_;
    std::unique_ptr<FeatureSource> source_;
    Crs crs_;
};

} // namespace didban
