#include "didban/land/match_permits.h"

#include "didban/geo/overlay.h"
#include "didban/land/parcel_keys.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace didban {

namespace {

constexpr double certainty_of_old_code = 0.95;
constexpr double certainty_of_other_plot = 0.9;
constexpr double certainty_of_place = 0.8; // for a footprint wholly inside
constexpr double certainty_of_point = 0.7;
constexpr double least_share_inside = 0.5; // of the permitted footprint

/// Adds a match unless the same permit is there already in a better way.
void add(std::vector<PermitMatch>& matches, const PermitMatch& match)
{
    for (PermitMatch& m : matches)
        if (m.permit == match.permit) {
            if (match.by < m.by)
                m = match;
            return;
        }
    matches.push_back(match);
}

/// Certainty that a placed permit belongs to the ground `shape`; 0 = it does not.
double certainty_by_place(const Permit& permit, const MultiPolygon& shape)
{
    if (!permit.footprint.empty()) {
        const double whole = planar_area(permit.footprint);
        const double share = whole > 0 ? planar_area(overlay::intersection(permit.footprint, shape)) / whole : 0;
        return share >= least_share_inside ? certainty_of_place * share : 0;
    }
    return permit.place && contains(shape, *permit.place) ? certainty_of_point : 0;
}

} // namespace

std::string_view name(MatchedBy way)
{
    switch (way) {
    case MatchedBy::Key:
        return "key";
    case MatchedBy::OldCode:
        return "old_code";
    case MatchedBy::OtherPlot:
        return "other_plot";
    case MatchedBy::Place:
        break;
    }
    return "place";
}

PermitIndex::PermitIndex(const std::vector<Permit>& permits, const std::vector<Parcel>& parcels)
    : permits_(permits), parcels_(parcels), by_parcel_(parcels.size()), parcels_of_(permits.size())
{
    const ParcelKeys current(parcels);
    std::unordered_multimap<std::string_view, std::uint32_t> earlier;
    for (std::uint32_t p = 0; p < parcels.size(); ++p)
        for (const std::string& key : parcels[p].old_keys)
            earlier.emplace(key, p);
    const auto link = [&](std::uint32_t permit, const std::string& key, MatchedBy by, double certainty) {
        if (key.empty())
            return;
        if (const auto found = current.find(key)) {
            add(by_parcel_[*found], {permit, by, certainty});
            parcels_of_[permit].push_back(*found);
        } else {
            const auto range = earlier.equal_range(key);
            for (auto it = range.first; it != range.second; ++it) {
                add(by_parcel_[it->second], {permit, MatchedBy::OldCode, certainty_of_old_code});
                parcels_of_[permit].push_back(it->second);
            }
        }
    };
    std::vector<Box> boxes;
    for (std::uint32_t i = 0; i < permits.size(); ++i) {
        link(i, permits[i].parcel_key, MatchedBy::Key, 1.0);
        for (const std::string& key : permits[i].other_keys)
            link(i, key, MatchedBy::OtherPlot, certainty_of_other_plot);
        auto& of = parcels_of_[i];
        std::sort(of.begin(), of.end());
        of.erase(std::unique(of.begin(), of.end()), of.end());
        if (!of.empty())
            continue;
        unkeyed_.push_back(i);
        if (permits[i].footprint.empty() && !permits[i].place)
            continue;
        Box box = bounds(permits[i].footprint);
        if (box.empty())
            box.include(*permits[i].place);
        placed_.push_back(i);
        boxes.push_back(box);
    }
    boxes_ = BoxIndex(boxes);
    for (auto& found : by_parcel_)
        sort(found);
}

void PermitIndex::sort(std::vector<PermitMatch>& found) const
{
    std::sort(found.begin(), found.end(), [&](const PermitMatch& a, const PermitMatch& b) {
        return std::make_tuple(a.by, -permits_[a.permit].issued.day_number(), a.permit) <
               std::make_tuple(b.by, -permits_[b.permit].issued.day_number(), b.permit);
    });
}

std::vector<PermitMatch> PermitIndex::find(std::size_t parcel) const
{
    std::vector<PermitMatch> found = by_parcel_[parcel];
    if (!placed_.empty()) {
        std::vector<PermitMatch> near = find_by_place(parcels_[parcel].shape);
        found.insert(found.end(), near.begin(), near.end());
    }
    return found;
}

std::vector<PermitMatch> PermitIndex::find_by_place(const MultiPolygon& shape) const
{
    std::vector<PermitMatch> found;
    for (const std::uint32_t i : boxes_.meeting(bounds(shape)))
        if (const double certainty = certainty_by_place(permits_[placed_[i]], shape); certainty > 0)
            found.push_back({placed_[i], MatchedBy::Place, certainty});
    sort(found);
    return found;
}

PermitAnswer best_permit(const std::vector<Permit>& permits, const std::vector<PermitMatch>& matches, Work work,
                         const Period& period)
{
    const auto rank = [&](const PermitMatch& m, PermitState state) {
        const Permit& p = permits[m.permit];
        const double footprint = p.footprint_m2.value_or(std::numeric_limits<double>::infinity());
        return std::make_tuple(state, state == PermitState::Valid ? -footprint : 0.0, -m.certainty,
                               -p.issued.day_number(), m.permit);
    };
    PermitAnswer best;
    auto best_rank = std::make_tuple(PermitState::None, 0.0, 0.0, std::int32_t{0}, PermitAnswer::no_permit);
    for (const PermitMatch& m : matches) {
        const PermitState state = permit_state(permits[m.permit], work, period);
        if (best.permit != PermitAnswer::no_permit && rank(m, state) >= best_rank)
            continue;
        best = {state, m.by, m.certainty, m.permit};
        best_rank = rank(m, state);
    }
    return best;
}

} // namespace didban
