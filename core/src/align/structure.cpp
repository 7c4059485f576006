#include "didban/align/structure.h"

#include "opencv_views.h"
#include "quantile.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace didban {

namespace {

/// 255 where a pixel is missing. (Comparing a matrix with itself does not find NaN in every OpenCV build.)
cv::Mat missing_in(const Raster<float>& gray)
{
    cv::Mat bad = cv::Mat::zeros(static_cast<int>(gray.height()), static_cast<int>(gray.width()), CV_8U);
    for (int r = 0; r < bad.rows; ++r)
        for (int c = 0; c < bad.cols; ++c)
            if (std::isnan(gray.at(c, r)))
                bad.at<unsigned char>(r, c) = 255;
    return bad;
}

cv::Mat grown(const cv::Mat& flags, int radius)
{
    cv::Mat out;
    cv::dilate(flags, out, cv::getStructuringElement(cv::MORPH_RECT, {2 * radius + 1, 2 * radius + 1}), {-1, -1}, 1,
               cv::BORDER_CONSTANT, cv::Scalar(0));
    return out;
}

/// Deep shadow and its rim: darker than a quarter of the way from the darkest pixels to the median.
cv::Mat shadow_zone(const cv::Mat& gray, float darkest, float median)
{
    cv::Mat dark;
    cv::compare(gray, cv::Scalar(static_cast<double>(darkest + 0.25F * (median - darkest))), dark, cv::CMP_LT);
    return grown(dark, 1);
}

} // namespace

Structure structure_of(const Raster<float>& gray, double sigma, float shadow_weight)
{
    Structure s{Raster<float>(gray.window()), Raster<float>(gray.window()), Raster<float>(gray.window()), 0, 0};
    std::vector<float> values;
    values.reserve(gray.size());
    std::copy_if(gray.pixels().begin(), gray.pixels().end(), std::back_inserter(values),
                 [](float v) { return !std::isnan(v); });
    if (gray.empty() || values.size() < 16)
        return s;
    s.valid_share = static_cast<double>(values.size()) / static_cast<double>(gray.size());
    const float darkest = quantile(values, 0.01), median = quantile(values, 0.5);

    const cv::Mat missing = missing_in(gray), bad = grown(missing, static_cast<int>(std::ceil(2 * sigma)) + 1);
    cv::Mat filled = view(gray).clone();
    filled.setTo(cv::Scalar(static_cast<double>(median)), missing);
    const cv::Mat shadow = shadow_zone(filled, darkest, median);
    cv::GaussianBlur(filled, filled, {0, 0}, sigma, sigma, cv::BORDER_REFLECT);
    cv::Mat gx, gy, length;
    cv::Sobel(filled, gx, CV_32F, 1, 0, 3, 0.125, 0, cv::BORDER_REFLECT);
    cv::Sobel(filled, gy, CV_32F, 0, 1, 3, 0.125, 0, cv::BORDER_REFLECT);
    cv::magnitude(gx, gy, length);

    std::vector<float> lengths;
    lengths.reserve(gray.size());
    for (int r = 0; r < length.rows; ++r)
        for (int c = 0; c < length.cols; ++c)
            if (bad.at<unsigned char>(r, c) == 0)
                lengths.push_back(length.at<float>(r, c));
    const float typical = quantile(lengths, 0.5);
    s.typical = static_cast<double>(typical);
    for (int r = 0; r < length.rows; ++r)
        for (int c = 0; c < length.cols; ++c) {
            const float whole = length.at<float>(r, c) + typical;
            if (bad.at<unsigned char>(r, c) != 0)
                continue;
            s.valid.at(c, r) = 1;
            if (!(whole > 0))
                continue;
            const float w = (shadow.at<unsigned char>(r, c) != 0 ? shadow_weight : 1.0F) / whole;
            s.x.at(c, r) = w * gx.at<float>(r, c);
            s.y.at(c, r) = w * gy.at<float>(r, c);
        }
    return s;
}

} // namespace didban
