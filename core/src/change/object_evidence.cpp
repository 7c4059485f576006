#include "didban/change/evidence_detector.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace didban {

namespace {

constexpr double ring_m = 3; ///< width of the surroundings that an object is compared with

const std::vector<std::string>& shape_names()
{
    static const std::vector<std::string> names{"area_m2",       "rectangularity", "elongation", "compactness",
                                                "solidity",      "change_mean",    "change_max", "change_q25",
                                                "appeared_mean", "ring_change",    "ring_seen",  "width_m"};
    return names;
}

float mean_where(const Raster<float>& values, const cv::Mat& mask)
{
    double sum = 0, n = 0;
    const std::uint8_t* m = mask.ptr<std::uint8_t>();
    for (std::size_t i = 0; i < values.size(); ++i)
        if (m[i] != 0 && !std::isnan(values.data()[i])) {
            sum += static_cast<double>(values.data()[i]);
            ++n;
        }
    return n > 0 ? static_cast<float>(sum / n) : std::nanf("");
}

} // namespace

const std::vector<std::string>& object_evidence_names()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> out = shape_names();
        for (const auto& name : evidence_names())
            out.push_back("in." + name);
        for (const auto& name : evidence_names())
            out.push_back("ring." + name);
        return out;
    }();
    return names;
}

std::vector<float> object_evidence(const EvidencePlanes& planes, const Raster<std::uint8_t>& inside,
                                   const Raster<float>& change, const Raster<float>& appeared, double gsd)
{
    const int rows = static_cast<int>(inside.height()), cols = static_cast<int>(inside.width());
    const cv::Mat mask(rows, cols, CV_8U, const_cast<std::uint8_t*>(inside.data()));
    const int ring = std::max(2, static_cast<int>(std::lround(ring_m / gsd)));
    cv::Mat grown, surroundings;
    cv::dilate(mask, grown, cv::getStructuringElement(cv::MORPH_RECT, {2 * ring + 1, 2 * ring + 1}));
    cv::subtract(grown, mask, surroundings);

    std::vector<cv::Point> pixels;
    cv::findNonZero(mask, pixels);
    const double area = static_cast<double>(pixels.size());
    std::vector<cv::Point> hull;
    cv::convexHull(pixels, hull);
    // Pixels are squares: hull and box run through their centres, half a pixel inside all around.
    const double hull_area = cv::contourArea(hull) + 0.5 * cv::arcLength(hull, true) + 1;
    const cv::RotatedRect box = cv::minAreaRect(pixels);
    const double longer = static_cast<double>(std::max(box.size.width, box.size.height)) + 1;
    const double shorter = static_cast<double>(std::min(box.size.width, box.size.height)) + 1;
    cv::Mat distance, padded;
    cv::copyMakeBorder(mask, padded, 1, 1, 1, 1, cv::BORDER_CONSTANT, 0);
    cv::distanceTransform(padded, distance, cv::DIST_L2, 3);
    double widest = 0;
    cv::minMaxLoc(distance, nullptr, &widest);
    std::vector<std::vector<cv::Point>> contours;
    cv::findContours(mask.clone(), contours, cv::RETR_CCOMP, cv::CHAIN_APPROX_NONE);
    double around = 0;
    for (const auto& contour : contours)
        around += cv::arcLength(contour, true) + 4;

    std::vector<float> inner;
    for (const cv::Point& p : pixels)
        inner.push_back(change.at(p.x, p.y));
    std::sort(inner.begin(), inner.end());
    const auto number = [](double v) { return static_cast<float>(v); };
    std::vector<float> out{number(area * gsd * gsd),
                           number(area / (longer * shorter)),
                           number(longer / shorter),
                           number(4 * CV_PI * area / (around * around)),
                           number(area / hull_area),
                           mean_where(change, mask),
                           inner.back(),
                           inner[inner.size() / 4],
                           mean_where(appeared, mask),
                           mean_where(change, surroundings),
                           mean_where(planes.seen, surroundings),
                           number(2 * widest * gsd)};
    for (const auto& plane : planes.planes)
        out.push_back(mean_where(plane, mask));
    for (const auto& plane : planes.planes)
        out.push_back(mean_where(plane, surroundings));
    return out;
}

} // namespace didban
