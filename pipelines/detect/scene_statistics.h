#pragma once
#include "didban/base/error.h"
#include "didban/change/detector.h"
#include "didban/change/irmad.h"

#include <cstdint>
#include <map>
#include <vector>

namespace didban::detect {

/// What was measured in lattice cells of one scene, by the cell's number. Parts of a scene, split anyhow and measured
/// in any order, merge to what the whole gives, bit for bit: cells stay apart, and whatever sums over them goes through
/// them in lattice order.
template <class T>
class ByCell {
public:
    void put(std::size_t cell, T value)
    {
        if (!cells_.emplace(cell, std::move(value)).second)
            throw Error(ErrorKind::Internal, "a cell of the scene was measured twice");
    }
    void merge(ByCell other)
    {
        cells_.merge(other.cells_);
        if (!other.cells_.empty())
            throw Error(ErrorKind::Internal, "a cell of the scene was measured twice");
    }
    /// In lattice order.
    [[nodiscard]] const std::map<std::size_t, T>& cells() const { return cells_; }
    [[nodiscard]] std::map<std::size_t, T> take() { return std::move(cells_); }

private:
    std::map<std::size_t, T> cells_;
};

/// Pixels of the scene that both dates see, cell by cell in lattice order: all of them, or one from each block of
/// `step` × `step`.
struct PairSample {
    std::vector<std::vector<float>> before, after; ///< per band
    std::int64_t step{1};
    std::int64_t seen{}; ///< pixels of the scene (not of the sample) that both dates see
    [[nodiscard]] std::size_t pixels() const { return before.empty() ? 0 : before.front().size(); }
    [[nodiscard]] PairSamples part(std::size_t from, std::size_t count) const;
};

/// What detection knows of a scene before it looks at its cells one by one: how much of it both dates see, and a sample
/// of that. Merges as ByCell. The pixel of a block is picked by a fixed hash of the block's place, so that regular
/// patterns on the ground do not fall in step with it.
class SceneStatistics {
public:
    explicit SceneStatistics(std::int64_t step) : step_(step) {}
    /// `cell`: a whole cell, without a halo; `number`: its own (cell_number).
    void add(std::size_t number, const PairCell& cell);
    void merge(SceneStatistics other);
    [[nodiscard]] std::int64_t step() const { return step_; }
    [[nodiscard]] const std::map<std::size_t, PairSample>& cells() const { return cells_.cells(); }
    /// What add() found of a cell elsewhere.
    void put(std::size_t number, PairSample cell) { cells_.put(number, std::move(cell)); }
    /// Gives away what was gathered.
    [[nodiscard]] PairSample sample();

private:
    std::int64_t step_;
    ByCell<PairSample> cells_;
};

/// Moments of the scene for IR-MAD. Merges as ByCell.
class SceneMoments {
public:
    /// `origin` as for IrmadMoments.
    explicit SceneMoments(std::vector<double> origin) : origin_(std::move(origin)) {}
    void add(std::size_t number, const PairCell& cell, const IrmadTransform* weighting);
    void merge(SceneMoments other) { cells_.merge(std::move(other.cells_)); }
    [[nodiscard]] IrmadMoments total() const;

private:
    std::vector<double> origin_;
    ByCell<IrmadMoments> cells_;
};

} // namespace didban::detect
