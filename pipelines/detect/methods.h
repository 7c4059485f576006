#pragma once
#include "didban/change/learned_detector.h"
#include "didban/change/object_evidence.h"
#include "didban/ports/work_rasters.h"
#include "pipelines/detect/pair_sample.h"

#include <string>
#include <vector>

namespace didban::detect {

/// What every way of detecting a pair works on.
struct Job {
    const DataAccess& data;
    const AlignedPair& files;
    const PairSource& pair;
    const PairSample& sample;
    const DetectOptions& options;
    const RunOptions& run;
    std::string change_tif;
    RasterUse map_use{RasterUse::Work}; ///< of the map that a method writes
    int threads{1};
    /// A map of change on the pair's grid, for `map_use`.
    [[nodiscard]] std::unique_ptr<RasterSink> create_map(int bands) const;
    [[nodiscard]] std::int64_t minimum_pixels() const; ///< of an object, at least 1
};

/// Each writes change.tif and returns the objects in row order.
[[nodiscard]] std::vector<ChangeObject> detect_by_pixel(const Job& job, const Detector& detector, bool with_no_change);
/// What a network found.
struct NetworkObjects {
    std::vector<ChangeObject> objects; ///< in row order
    NetworkLooks looks;
};
/// The network's candidates, each judged by its own measurements. The network, made from `onnx_file`, must tell kinds.
[[nodiscard]] NetworkObjects detect_by_evidence(const Job& job, const Detector& network, const std::string& onnx_file,
                                                const EvidenceScene& scene, const EvidenceModel& model);
/// For detectors that tell buildings by themselves: objects are the connected pixels of 0.5 and more that are large
/// enough and hold the core asked for; pixels of other pieces are lowered below 0.5, so that map and objects agree.
[[nodiscard]] NetworkObjects detect_by_network(const Job& job, const Detector& detector,
                                               const ModelCard::Core& core = {});
/// Height change where both epochs have a surface model; throws Error{Usage} when one is missing.
[[nodiscard]] std::vector<ChangeObject> detect_by_height(const Job& job);
/// Gives objects their mean height change where both epochs have a surface model; others stay without.
void add_heights(const Job& job, std::vector<ChangeObject>& objects);

[[nodiscard]] RasterSpec change_spec(const PairSource& pair, int bands);

/// Removes a scratch raster when it goes out of scope.
struct ScratchRaster {
    const WorkRasters& data;
    std::string path;
    ScratchRaster(const DataAccess& in, std::string p) : data(work_rasters(in)), path(std::move(p)) {}
    ScratchRaster(const ScratchRaster&) = delete;
    ScratchRaster& operator=(const ScratchRaster&) = delete;
    ~ScratchRaster() { data.remove_raster(path); }
};

} // namespace didban::detect
