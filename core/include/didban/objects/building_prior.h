#pragma once
#include "didban/objects/change_object.h"

#include <array>
#include <cstdint>
#include <optional>

/// What a map of buildings that stood before says about a change, by Bayes' rule: the odds that the change is
/// construction are multiplied by how much more often true changes than false ones lie on footprints as this one does.
/// Pure; any thread.
namespace didban {

enum class ChangeDirection { BuiltUp, TakenAway };
/// Taken away: demolished. nullopt for a storey added: it stands on a building by its nature, so that the map says
/// nothing for or against it.
[[nodiscard]] std::optional<ChangeDirection> direction(ChangeKind kind);

/// Share of a change's area on footprints that stood at the earlier date.
enum class FootprintShare { None, UpToThird, UpToTwoThirds, Most };
/// Below 0.01, up to 0.3, up to 0.7, above. `share` is 0 to 1.
[[nodiscard]] FootprintShare footprint_class(double share);

/// Changes that runs reported of simulated cities, whose truth is known.
struct ChangeCounts {
    std::int64_t right{}, wrong{}; ///< construction; something else
};

/// How true and false changes lie on footprints. Counted among those that a detector reports, not among all that it
/// looked at: what it has learned to tell apart by itself must not count a second time.
class BuildingCounts {
public:
    using Table = std::array<std::array<ChangeCounts, 4>, 2>; ///< by ChangeDirection and FootprintShare
    BuildingCounts() = default;
    explicit BuildingCounts(const Table& counts) : counts_(counts) {}
    void add(ChangeDirection direction, FootprintShare share, bool right);
    [[nodiscard]] const ChangeCounts& at(ChangeDirection direction, FootprintShare share) const;
    /// Share of the class among the true changes of a direction ÷ its share among the false ones, with one change added
    /// to each count (Laplace), held within [0.1, 10]: a map that is out of date cannot silence strong evidence
    /// alone. 1 where nothing was counted.
    [[nodiscard]] double ratio(ChangeDirection direction, FootprintShare share) const;

private:
    Table counts_{};
};

/// The counts that runs use; the command that measured them stands beside them.
[[nodiscard]] const BuildingCounts& measured_building_counts();

/// The probability whose odds are `ratio` times those of `probability`. 0 and 1 stay.
[[nodiscard]] double with_odds(double probability, double ratio);

/// How a change lies to the standing buildings of its own plot.
struct BesideBuildings {
    double on{};     ///< share of the change's area on any standing footprint
    double strip{};  ///< share of a strip around the change on footprints of its own plot
    bool any{false}; ///< a footprint of its own plot stands near
};
/// A new building beside one of its plot is an extension; an extension of nothing is new. A change that lies mostly on
/// a footprint keeps its kind, as all others do.
[[nodiscard]] ChangeKind kind_beside(ChangeKind kind, const BesideBuildings& buildings);

} // namespace didban
