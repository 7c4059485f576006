#pragma once
#include "didban/grid/raster.h"

#include <opencv2/core.hpp>

namespace didban {

/// The pixels of a raster as a matrix, not copied. Only to be read.
inline cv::Mat view(const Raster<float>& raster)
{
    return {static_cast<int>(raster.height()), static_cast<int>(raster.width()), CV_32F,
            const_cast<float*>(raster.data())};
}

} // namespace didban
