#pragma once
#include "didban/city/city.h"
#include "didban/land/permit_record.h"
#include "didban/ports/feature_source.h"

#include <string>
#include <vector>

namespace didban {

/// Which columns of a permit table fill which member of a PermitRecord.
class PermitColumns {
public:
    explicit PermitColumns(const TableSource& table);
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
    [[nodiscard]] PermitRecord record(const Feature& row) const;

private:
    std::vector<std::string> names_;
    std::vector<std::string PermitRecord::*> members_;
};

} // namespace didban
