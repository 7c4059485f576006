#pragma once
#include "didban/geo/box_index.h"
#include "didban/land/match_validity.h"
#include "didban/land/parcel.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace didban {

/// How a permit was found for a parcel, best first.
enum class MatchedBy { Key, OldCode, OtherPlot, Place };
[[nodiscard]] std::string_view name(MatchedBy way); ///< "key", "old_code", "other_plot", "place"

struct PermitMatch {
    std::size_t permit{}; ///< index into the permits
    MatchedBy by{MatchedBy::Key};
    double certainty{
        1}; ///< 0 to 1 that the permit is this parcel's: 1 by key, 0.95 old code, 0.9 other plot, at most 0.8 by place
};

/// Finds the permits of parcels: by key, then by the parcel's earlier codes, then as one of several plots (merged,
/// split), then, only for permits whose codes fit no parcel at all, by the permitted footprint or point lying in the
/// parcel. Holds references: both vectors must outlive it. Any number of threads may ask.
class PermitIndex {
public:
    PermitIndex(const std::vector<Permit>& permits, const std::vector<Parcel>& parcels);
    /// Best way first, then later issue first, then row order. Empty = no permit.
    [[nodiscard]] std::vector<PermitMatch> find(std::size_t parcel) const;
    /// Permits without a key in the cadastre whose footprint or point meets `shape`: for ground outside every parcel.
    [[nodiscard]] std::vector<PermitMatch> find_by_place(const MultiPolygon& shape) const;
    /// Parcels that a permit is for, by any way but place, ascending.
    [[nodiscard]] const std::vector<std::uint32_t>& parcels_of(std::size_t permit) const { return parcels_of_[permit]; }
    /// Permits whose codes fit no parcel.
    [[nodiscard]] std::size_t without_parcel() const { return unkeyed_.size(); }

private:
    void sort(std::vector<PermitMatch>& found) const;

    const std::vector<Permit>& permits_;
    const std::vector<Parcel>& parcels_;
    std::vector<std::vector<PermitMatch>> by_parcel_;
    std::vector<std::vector<std::uint32_t>> parcels_of_;
    std::vector<std::uint32_t> unkeyed_,
        placed_; ///< placed_: those of unkeyed_ with a footprint or point, in the order of boxes_
    BoxIndex boxes_;
};

/// The permit that best explains the work, with what it says.
struct PermitAnswer {
    PermitState state{PermitState::None};
    MatchedBy by{MatchedBy::Key};
    double certainty{1};           ///< of the match; 1 when there is none to doubt
    std::size_t permit{no_permit}; ///< index, or no_permit
    static constexpr std::size_t no_permit = static_cast<std::size_t>(-1);
};

/// Valid beats Unknown beats Expired, Completed, NotYetIssued, Revoked, WrongKind; among valid ones the larger
/// permitted footprint (unknown counts as largest), then the surer match, then the later issue. Law: one more permit
/// never makes the state worse.
[[nodiscard]] PermitAnswer best_permit(const std::vector<Permit>& permits, const std::vector<PermitMatch>& matches,
                                       Work work, const Period& period);

} // namespace didban
