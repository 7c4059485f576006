#pragma once
#include "pipelines/land_use/import_land_use.h"
#include "pipelines/land_use/plu_object.h"

#include <map>
#include <string>

namespace didban {

/// What an object of the plan is worth here: when it holds and where it is written.
struct PlannedStanding {
    bool taken{false};
    std::optional<Date> valid_from, valid_to;
    std::string document, uri, plan_id;
};

/// The spatial plans and documents of a file, which zones and regulations link to.
class PlanRegister {
public:
    explicit PlanRegister(const LandUseOptions& options) : options_(options) {}
    void add(const PluObject& object, Losses& losses);
    /// Whether an object counts, since when and by which document. What is left out is added to `losses`. Throws
    /// Error{UnreadableInput} for one that counts and has no document.
    [[nodiscard]] PlannedStanding standing(const PluObject& object, Losses& losses) const;
    [[nodiscard]] std::int64_t plans() const { return static_cast<std::int64_t>(plans_.size()); }
    /// The only plan of the file; null when there are none or several.
    [[nodiscard]] const PluObject* only_plan() const { return plans_.size() == 1 ? &plans_.front() : nullptr; }

private:
    [[nodiscard]] const PluObject* find(const std::vector<PluObject>& all, const std::map<std::string, std::size_t>& by,
                                        const std::string& link) const;
    const LandUseOptions& options_;
    std::vector<PluObject> plans_, documents_;
    std::map<std::string, std::size_t> plan_of_, document_of_; ///< by gml:id and by localId
};

} // namespace didban
