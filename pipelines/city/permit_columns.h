#pragma once
#include "didban/city/city.h"
#include "didban/land/permit_record.h"
#include "didban/ports/feature_source.h"

#include <map>
#include <string>
#include <vector>

namespace didban {

/// Which columns of a permit table fill which member of a PermitRecord, and what the table's own words mean.
class PermitColumns {
public:
    explicit PermitColumns(const TableSource& table);
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
    [[nodiscard]] PermitRecord record(const Feature& row) const;

private:
    std::vector<std::string> names_;
    std::vector<std::string PermitRecord::*> members_;
    std::map<std::string, std::string> kinds_, statuses_, uses_; ///< the table's word as a matching key → ours
};

} // namespace didban
