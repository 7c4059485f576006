#include "pipelines/parcel/parcel_areas.h"

#include "pipelines/parcel/buildable_ground.h"
#include "pipelines/parcel/near_edges.h"

namespace didban {

std::optional<StatedArea> stated_area(const ParcelBook& book, std::size_t parcel)
{
    const auto deed_area_m2 = book.deed_area_m2(parcel);
    if (!deed_area_m2)
        return std::nullopt;
    return StatedArea{*deed_area_m2, book.parcel(parcel).area_m2, 2 * area_accuracy(book, parcel)};
}

std::optional<BuildableAreas> buildable_on(const PlanData& plan, const Parcel& parcel, const ParcelFacts& facts,
                                           const Answer& answer)
{
    const auto ground = buildable_ground(plan, parcel, facts, answer);
    return ground ? std::optional(buildable_areas(answer, *ground)) : std::nullopt;
}

ParcelRulesAnswer rules_answer(const ParcelBook& book, std::size_t parcel, const Date& on,
                               const std::optional<Date>& known)
{
    ParcelRulesAnswer rules;
    rules.parcel_id = book.parcel(parcel).id;
    rules.facts = book.facts(parcel, on);
    rules.answer = book.plan().rules.evaluate(*rules.facts, on, known);
    rules.stated_area = stated_area(book, parcel);
    rules.buildable = buildable_on(book.plan(), book.parcel(parcel), *rules.facts, *rules.answer);
    return rules;
}

} // namespace didban
