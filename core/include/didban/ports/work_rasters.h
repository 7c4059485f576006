#pragma once
#include "didban/ports/data_access.h"

namespace didban {

/// What a raster is made for.
enum class RasterUse {
    Result, ///< for others: compressed, and its bytes depend on the pixels alone
    Work,   ///< for this program, also when it runs again: written once as it comes, tiled and not compressed, so that
            ///< no thread compresses it; its bytes may depend on the order of the windows
    Scratch ///< for the running program alone: as Work, and need not be a file
};

/// Rasters that pass between the steps of one program. Thread-safe. A DataAccess that can keep such rasters is one of
/// these as well.
class WorkRasters {
public:
    virtual ~WorkRasters() = default;
    /// As DataAccess::create_raster(), for any use. The specification's compression counts for results alone.
    [[nodiscard]] virtual std::unique_ptr<RasterSink> create_raster_for(RasterUse use, const std::string& path,
                                                                        const RasterSpec& spec) const = 0;
    /// Gives a raster made for work another path; what was there is replaced. Throws Error{OutputFailed}.
    virtual void move_raster(const std::string& from, const std::string& to) const = 0;
    /// Removes such a raster; nothing when there is none.
    virtual void remove_raster(const std::string& path) const noexcept = 0;
    /// Makes a result of one that was made for work: a COG with overviews, compressed by so many threads. Throws
    /// Error{OutputFailed}.
    virtual void publish_raster(const std::string& made, const std::string& out, int threads) const = 0;
};

/// Throws Error{Internal} when it keeps none.
[[nodiscard]] const WorkRasters& work_rasters(const DataAccess& data);

} // namespace didban
