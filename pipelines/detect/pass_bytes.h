#pragma once
#include "didban/change/detector.h"
#include "pipelines/detect/scene_statistics.h"
#include "pipelines/detect/stepped_raster.h"

#include <string>
#include <string_view>

namespace didban::detect {

/// What write_probabilities() finds of a lattice cell.
struct WeighedCell {
    SteppedBands bands; ///< empty where it was not wanted
    NetworkLooks looks;
};

/// The answer of a lattice cell as bytes that read back to the very same numbers, for passes that several processes
/// share (ScenePasses). Numbers lie as in memory, so all of them must be of one kind of machine. read() throws
/// Error{Internal} for bytes that write() did not make.
template <class Answer>
struct PassBytes;

template <>
struct PassBytes<SceneStatistics> {
    static std::string write(const SceneStatistics& answer);
    static SceneStatistics read(std::string_view bytes);
};
template <>
struct PassBytes<CellChange> {
    static std::string write(const CellChange& answer);
    static CellChange read(std::string_view bytes);
};
template <>
struct PassBytes<WeighedCell> {
    static std::string write(const WeighedCell& answer);
    static WeighedCell read(std::string_view bytes);
};

/// Whether a pass with such answers can be shared.
template <class Answer>
concept SharedAnswer = requires(const Answer& answer)
{
    PassBytes<Answer>::write(answer);
};

} // namespace didban::detect
