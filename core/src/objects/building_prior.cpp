#include "didban/objects/building_prior.h"

#include <algorithm>

namespace didban {

namespace {

constexpr double nothing = 0.01, third = 0.3, two_thirds = 0.7;
constexpr double least_ratio = 0.1, most_ratio = 10;
constexpr double least_strip = 0.1; ///< of the strip around a change, for it to stand against a building

} // namespace

std::optional<ChangeDirection> direction(ChangeKind kind)
{
    if (kind == ChangeKind::Heightened)
        return std::nullopt;
    return kind == ChangeKind::Demolished ? ChangeDirection::TakenAway : ChangeDirection::BuiltUp;
}

FootprintShare footprint_class(double share)
{
    if (share < nothing)
        return FootprintShare::None;
    if (share <= third)
        return FootprintShare::UpToThird;
    return share <= two_thirds ? FootprintShare::UpToTwoThirds : FootprintShare::Most;
}

void BuildingCounts::add(ChangeDirection direction, FootprintShare share, bool right)
{
    ChangeCounts& c = counts_[static_cast<std::size_t>(direction)][static_cast<std::size_t>(share)];
    ++(right ? c.right : c.wrong);
}

const ChangeCounts& BuildingCounts::at(ChangeDirection direction, FootprintShare share) const
{
    return counts_[static_cast<std::size_t>(direction)][static_cast<std::size_t>(share)];
}

double BuildingCounts::ratio(ChangeDirection direction, FootprintShare share) const
{
    const auto& row = counts_[static_cast<std::size_t>(direction)];
    double right = 0, wrong = 0;
    for (const ChangeCounts& c : row) {
        right += static_cast<double>(c.right) + 1;
        wrong += static_cast<double>(c.wrong) + 1;
    }
    const ChangeCounts& here = at(direction, share);
    const double among_right = (static_cast<double>(here.right) + 1) / right,
                 among_wrong = (static_cast<double>(here.wrong) + 1) / wrong;
    return std::clamp(among_right / among_wrong, least_ratio, most_ratio);
}

double with_odds(double probability, double ratio)
{
    return probability * ratio / (probability * ratio + (1 - probability));
}

ChangeKind kind_beside(ChangeKind kind, const BesideBuildings& buildings)
{
    if (kind == ChangeKind::New && buildings.on <= third && buildings.strip >= least_strip)
        return ChangeKind::Extended;
    if (kind == ChangeKind::Extended && !buildings.any)
        return ChangeKind::New;
    return kind;
}

} // namespace didban
