#include "didban/change/object_evidence.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace didban {

namespace {

/// Stands for views that are not known: near the mean of pairs seen at up to 12 degrees off nadir from any side.
constexpr double usual_relative_lean = 0.15;
constexpr double ring_m = 3; ///< width of the surroundings that an object is compared with

const std::vector<std::string>& shape_names()
{
    static const std::vector<std::string> names{
        "area_m2",    "rectangularity", "elongation",  "compactness", "solidity",     "change_mean",
        "change_max", "change_q25",     "ring_change", "ring_seen",   "width_m",      "new",
        "extended",   "demolished",     "heightened",  "groundwork",  "relative_lean"};
    return names;
}

/// What set_earlier_look() knows; the last two tell how the network's two answers go together.
const std::vector<std::string>& earlier_names()
{
    static const std::vector<std::string> names{"earlier_change", "earlier_same", "earlier_lean", "earlier_difference",
                                                "earlier_least"};
    return names;
}

constexpr std::array shadow_m{2.0, 4.0, 6.0, 9.0, 12.0}; ///< distances at which an object's shadow is looked for

/// Outline and shadow of the object at both dates: a roof that was only painted keeps both.
const std::vector<std::string>& outline_names()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> out{"outline_edge_before", "outline_edge_after", "outline_edge_ratio",
                                     "inner_edge_before",   "inner_edge_after",   "outline_likeness"};
        for (const char* date : {"before", "after"})
            for (const double metres : shadow_m)
                out.push_back("shadow_" + std::to_string(static_cast<int>(metres)) + "m_" + date);
        for (const double metres : shadow_m)
            out.push_back("shadow_" + std::to_string(static_cast<int>(metres)) + "m_new");
        return out;
    }();
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

/// Correlation of two rasters over a mask; NaN where one is flat.
float correlation_where(const Raster<float>& a, const Raster<float>& b, const cv::Mat& mask)
{
    double n = 0, sa = 0, sb = 0, aa = 0, bb = 0, ab = 0;
    const std::uint8_t* m = mask.ptr<std::uint8_t>();
    for (std::size_t i = 0; i < a.size(); ++i)
        if (m[i] != 0) {
            const double x = static_cast<double>(a.data()[i]), y = static_cast<double>(b.data()[i]);
            ++n;
            sa += x;
            sb += y;
            aa += x * x;
            bb += y * y;
            ab += x * y;
        }
    const double va = aa - sa * sa / n, vb = bb - sb * sb / n;
    return n > 3 && va > 0 && vb > 0 ? static_cast<float>((ab - sa * sb / n) / std::sqrt(va * vb)) : std::nanf("");
}

void add_outline(std::vector<float>& out, const EvidencePlanes& planes, const cv::Mat& mask, const EvidenceScene& scene)
{
    const cv::Mat square = cv::getStructuringElement(cv::MORPH_RECT, {5, 5});
    cv::Mat grown, shrunk, outline;
    cv::dilate(mask, grown, square);
    cv::erode(mask, shrunk, square);
    cv::subtract(grown, shrunk, outline);
    const float before = mean_where(planes.edge_before, outline), after = mean_where(planes.edge_after, outline);
    out.insert(out.end(), {before, after, after / std::max(1e-4F, before + after),
                           mean_where(planes.edge_before, shrunk), mean_where(planes.edge_after, shrunk),
                           correlation_where(planes.edge_before, planes.edge_after, grown)});
    std::vector<float> dark;
    for (const std::size_t date : {0U, 1U})
        for (const double metres : shadow_m) {
            const double azimuth = scene.sun_azimuth[date].value_or(145) * CV_PI / 180;
            const int dx = static_cast<int>(std::lround(-std::sin(azimuth) * metres / scene.gsd)),
                      dy = static_cast<int>(std::lround(std::cos(azimuth) * metres / scene.gsd));
            const cv::Mat shift = (cv::Mat_<double>(2, 3) << 1, 0, dx, 0, 1, dy);
            cv::Mat moved, beside;
            cv::warpAffine(mask, moved, shift, mask.size(), cv::INTER_NEAREST, cv::BORDER_CONSTANT, 0);
            cv::subtract(moved, mask, beside);
            dark.push_back(mean_where(date == 0 ? planes.dark_before : planes.dark_after, beside));
        }
    out.insert(out.end(), dark.begin(), dark.end());
    for (std::size_t k = 0; k < shadow_m.size(); ++k)
        out.push_back(dark[shadow_m.size() + k] - dark[k]);
}

} // namespace

const std::vector<std::string>& object_evidence_names()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> out = shape_names();
        out.insert(out.end(), outline_names().begin(), outline_names().end());
        for (const auto& name : evidence_names())
            out.push_back("in." + name);
        for (const auto& name : evidence_names())
            out.push_back("ring." + name);
        out.insert(out.end(), earlier_names().begin(), earlier_names().end());
        return out;
    }();
    return names;
}

std::vector<float> object_evidence(const EvidencePlanes& planes, const Raster<std::uint8_t>& inside,
                                   const Raster<float>& change, const std::vector<Raster<float>>& kinds,
                                   const EvidenceScene& scene)
{
    const double gsd = scene.gsd;
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
                           mean_where(change, surroundings),
                           mean_where(planes.seen, surroundings),
                           number(2 * widest * gsd)};
    for (const auto& kind : kinds)
        out.push_back(mean_where(kind, mask));
    out.push_back(number(scene.relative_lean.value_or(usual_relative_lean)));
    add_outline(out, planes, mask, scene);
    for (const auto& plane : planes.planes)
        out.push_back(mean_where(plane, mask));
    for (const auto& plane : planes.planes)
        out.push_back(mean_where(plane, surroundings));
    out.resize(object_evidence_names().size());
    set_earlier_look(out, {});
    return out;
}

void set_earlier_look(std::vector<float>& evidence, const EarlierLook& look)
{
    const auto& names = object_evidence_names();
    const float now =
        evidence[static_cast<std::size_t>(std::find(names.begin(), names.end(), "change_mean") - names.begin())];
    const std::array values{look.change, look.same, look.lean, now - look.change,
                            std::isnan(look.change) ? look.change : std::min(now, look.change)};
    std::copy(values.begin(), values.end(), evidence.end() - std::ssize(earlier_names()));
}

} // namespace didban
