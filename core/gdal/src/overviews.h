#pragma once
#include <gdal_priv.h>

#include <string>

namespace didban::gdal {

/// Overviews of a raster that is open for reading, in PATH.ovr for as long as this lives: each half as fine as the one
/// before, until one fits into `block` pixels. A pixel of real values is the mean of the four below it that are not
/// NaN; one of whole numbers is the first of the four. GDAL's own overviews cost six times as much.
class Overviews {
public:
    /// Failures are GDAL's and stand in the caller's ErrorScope.
    Overviews(GDALDataset& of, const std::string& path, int block);
    ~Overviews();
    Overviews(const Overviews&) = delete;
    Overviews& operator=(const Overviews&) = delete;

private:
    std::string file_;
};

} // namespace didban::gdal
