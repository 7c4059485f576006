#include "ground_edges.h"

#include "opencv_views.h"
#include "quantile.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace didban {

namespace {

constexpr double smoothing_px = 0.7;
constexpr int around_px = 65;        ///< width of the square whose mean edge length an edge is compared with
constexpr double shadow_below = 0.6; ///< of the way from the darkest pixels to the median
const cv::Size rim{7, 7};            ///< of shadows and of missing pixels

cv::Mat widened(const cv::Mat& flags)
{
    cv::Mat out;
    cv::dilate(flags, out, cv::Mat::ones(rim, CV_8U), {-1, -1}, 1, cv::BORDER_CONSTANT, cv::Scalar(0));
    return out;
}

} // namespace

GroundEdges ground_edges(const Raster<float>& gray)
{
    GroundEdges out{Raster<float>(gray.window()), Raster<float>(gray.window()), Raster<float>(gray.window())};
    std::vector<float> seen;
    std::copy_if(gray.pixels().begin(), gray.pixels().end(), std::back_inserter(seen),
                 [](float v) { return !std::isnan(v); });
    if (seen.size() < 64)
        return out;
    const float median = quantile(seen, 0.5), darkest = quantile(seen, 0.01);

    cv::Mat missing = cv::Mat::zeros(static_cast<int>(gray.height()), static_cast<int>(gray.width()), CV_8U);
    for (int r = 0; r < missing.rows; ++r)
        for (int c = 0; c < missing.cols; ++c)
            missing.at<std::uint8_t>(r, c) = std::isnan(gray.at(c, r)) ? 255 : 0;
    cv::Mat filled = view(gray).clone();
    filled.setTo(cv::Scalar(static_cast<double>(median)), missing);
    const double limit = static_cast<double>(darkest) + shadow_below * static_cast<double>(median - darkest);
    const cv::Mat shadow = widened(filled < limit), unseen = widened(missing);

    cv::GaussianBlur(filled, filled, {0, 0}, smoothing_px);
    cv::Mat gx, gy, length, around;
    cv::Sobel(filled, gx, CV_32F, 1, 0, 3, 0.125);
    cv::Sobel(filled, gy, CV_32F, 0, 1, 3, 0.125);
    cv::magnitude(gx, gy, length);
    cv::blur(length, around, {around_px, around_px});
    for (int r = 0; r < length.rows; ++r)
        for (int c = 0; c < length.cols; ++c) {
            if (unseen.at<std::uint8_t>(r, c) != 0)
                continue;
            out.valid.at(c, r) = 1;
            const float whole = length.at<float>(r, c) + around.at<float>(r, c);
            if (shadow.at<std::uint8_t>(r, c) != 0 || !(whole > 0))
                continue;
            out.x.at(c, r) = gx.at<float>(r, c) / whole;
            out.y.at(c, r) = gy.at<float>(r, c) / whole;
        }
    return out;
}

} // namespace didban
