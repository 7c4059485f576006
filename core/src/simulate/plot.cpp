#include "didban/simulate/plot.h"

#include <algorithm>
#include <array>

namespace didban::simulate {

namespace {

/// Shares of the building time at which each stage is reached; domain 3.1 gives the order.
constexpr double foundation_at = 0.08, frame_at = 0.20, roofed_at = 0.58;

struct Entry {
    Story story;
    std::string_view name;
};
constexpr std::array entries{Entry{Story::Quiet, "quiet"},
                             Entry{Story::PermittedNew, "permitted_new"},
                             Entry{Story::PermittedGoing, "permitted_going"},
                             Entry{Story::PermittedRebuild, "permitted_rebuild"},
                             Entry{Story::PermittedExtension, "permitted_extension"},
                             Entry{Story::PermitUnused, "permit_unused"},
                             Entry{Story::NoPermitNew, "no_permit_new"},
                             Entry{Story::NoPermitExtension, "no_permit_extension"},
                             Entry{Story::Expired, "expired"},
                             Entry{Story::RepairOnly, "repair_only"},
                             Entry{Story::Revoked, "revoked"},
                             Entry{Story::EarlyStart, "early_start"},
                             Entry{Story::ExcessArea, "excess_area"},
                             Entry{Story::YardRoof, "yard_roof"},
                             Entry{Story::Encroachment, "encroachment"},
                             Entry{Story::WideningIgnored, "widening_ignored"},
                             Entry{Story::BufferBuild, "buffer_build"},
                             Entry{Story::FarmBuild, "farm_build"},
                             Entry{Story::GardenBuild, "garden_build"},
                             Entry{Story::HeritageWork, "heritage_work"},
                             Entry{Story::HeritageDemolition, "heritage_demolition"},
                             Entry{Story::WallOnly, "wall_only"},
                             Entry{Story::ExtraFloors, "extra_floors"},
                             Entry{Story::Demolition, "demolition"},
                             Entry{Story::Tarp, "tarp"},
                             Entry{Story::Lorries, "lorries"},
                             Entry{Story::Ploughed, "ploughed"},
                             Entry{Story::Reroof, "reroof"},
                             Entry{Story::Lawn, "lawn"},
                             Entry{Story::Shed, "shed"},
                             Entry{Story::SiteHut, "site_hut"},
                             Entry{Story::RoofGear, "roof_gear"},
                             Entry{Story::Pool, "pool"}};

} // namespace

std::string_view name(Story story)
{
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.story == story; });
    return found == entries.end() ? "" : found->name;
}

bool is_suspected(Story story)
{
    return story >= Story::NoPermitNew && story <= Story::ExtraFloors;
}
bool is_distractor(Story story)
{
    return story >= Story::Tarp;
}

Stage Building::stage(int day) const
{
    if (day < started || day >= razed)
        return Stage::None;
    const double done = static_cast<double>(static_cast<std::int64_t>(day) - started) / duration;
    if (done < foundation_at)
        return Stage::Excavation;
    if (done < frame_at)
        return Stage::Foundation;
    return done < roofed_at ? Stage::Frame : Stage::Roofed;
}

int Building::slabs(int day) const
{
    switch (stage(day)) {
    case Stage::None:
    case Stage::Excavation:
    case Stage::Foundation:
        return 0;
    case Stage::Roofed:
        return floors;
    case Stage::Frame:
        break;
    }
    const double done = static_cast<double>(day - started) / duration;
    return std::clamp(1 + static_cast<int>((done - frame_at) / (roofed_at - frame_at) * floors), 1, floors);
}

} // namespace didban::simulate
