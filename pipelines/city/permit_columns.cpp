#include "pipelines/city/permit_columns.h"

#include "didban/base/text.h"

#include <utility>

namespace didban {

namespace {

constexpr std::pair<const char*, std::string PermitRecord::*> permit_fields[] = {
    {"id", &PermitRecord::id},
    {"parcel", &PermitRecord::parcel},
    {"issued", &PermitRecord::issued},
    {"valid_to", &PermitRecord::valid_to},
    {"extended_to", &PermitRecord::extended_to},
    {"started", &PermitRecord::started},
    {"completed", &PermitRecord::completed},
    {"floors", &PermitRecord::floors},
    {"height_m", &PermitRecord::height_m},
    {"footprint_m2", &PermitRecord::footprint_m2},
    {"coverage", &PermitRecord::coverage},
    {"total_area_m2", &PermitRecord::total_area_m2},
    {"use", &PermitRecord::use},
    {"kind", &PermitRecord::kind},
    {"status", &PermitRecord::status},
    {"other_parcels", &PermitRecord::other_parcels},
};

} // namespace

PermitColumns::PermitColumns(const TableSource& table)
{
    for (const auto& [ours, member] : permit_fields)
        if (std::string column = table.field(ours); !column.empty()) {
            names_.push_back(std::move(column));
            members_.push_back(member);
        }
    for (const auto& [of, meanings] : table.words)
        for (const auto& [word, ours] : meanings)
            (of == "kind" ? kinds_ : of == "status" ? statuses_ : uses_)[text::matching_key(word)] = ours;
}

PermitRecord PermitColumns::record(const Feature& row) const
{
    PermitRecord record;
    for (std::size_t i = 0; i < members_.size(); ++i)
        record.*members_[i] = as_text(row.values[i]);
    const auto meant = [](const std::map<std::string, std::string>& words, const std::string& written) {
        const auto found = words.empty() ? words.end() : words.find(text::matching_key(written));
        return found == words.end() ? std::string{} : found->second;
    };
    record.kind_meant = meant(kinds_, record.kind);
    record.status_meant = meant(statuses_, record.status);
    record.use_meant = meant(uses_, record.use);
    return record;
}

} // namespace didban
