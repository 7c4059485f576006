#include "pipelines/train/adapt_parcels.h"

#include "didban/land/permit_stage.h"
#include "pipelines/train/draw_held_out.h"

#include <set>
#include <string>
#include <unordered_map>

namespace didban::train {

namespace {

Date days_after(const Date& day, int days)
{
    return Date::from_day_number(day.day_number() + days);
}

/// Nothing that the permit allowed was under way around the period.
bool is_elsewhen(const Permit& permit, const Date& before, const Date& after)
{
    constexpr int year = 365;
    return permit_stage(permit, days_after(before, -2 * year)) == "COMPLETE" || days_after(after, year) < permit.issued;
}

bool completes_building(const Permit& permit, const Date& before, const Date& after)
{
    return permit.kind == PermitKind::New && permit_stage(permit, before) != "COMPLETE" &&
           permit_stage(permit, after) == "COMPLETE";
}

} // namespace

std::string_view name(ParcelKind kind)
{
    return kind == ParcelKind::Completed ? "completed" : kind == ParcelKind::Quiet ? "quiet" : "unknown";
}

std::vector<AdaptParcel> adapt_parcels(const CityData& city, const std::vector<Case>& cases, const Date& before,
                                       const Date& after, std::int64_t seed)
{
    std::unordered_map<std::string, std::vector<const Permit*>> permits;
    for (const Permit& p : city.permits) {
        permits[p.parcel_key].push_back(&p);
        for (const std::string& key : p.other_keys)
            permits[key].push_back(&p);
    }
    std::set<std::string> with_case;
    for (const Case& c : cases)
        if (c.state != CaseState::Dismissed)
            with_case.insert(c.place);

    std::vector<AdaptParcel> out;
    for (const Parcel& parcel : city.parcels) {
        AdaptParcel& told = out.emplace_back();
        told.held_out = draws_held_out(parcel.key, seed);
        if (!city.permits_known || parcel.incomplete)
            continue;
        std::vector<std::string> keys{parcel.key};
        keys.insert(keys.end(), parcel.old_keys.begin(), parcel.old_keys.end());
        bool completed = false, quiet = true;
        for (const std::string& key : keys) {
            quiet = quiet && with_case.count(key) == 0;
            const auto found = permits.find(key);
            if (found == permits.end())
                continue;
            for (const Permit* p : found->second) {
                completed = completed || completes_building(*p, before, after);
                quiet = quiet && is_elsewhen(*p, before, after);
            }
        }
        told.kind = completed ? ParcelKind::Completed : quiet ? ParcelKind::Quiet : ParcelKind::Unknown;
    }
    return out;
}

} // namespace didban::train
