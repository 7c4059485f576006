#include "evidence_picture.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace didban::report {

namespace {

constexpr int least_side_px = 480, most_enlargement = 8;
const cv::Scalar white(255, 255, 255), dark(27, 37, 41), vermilion(213, 83, 42);

/// Pixels of the enlarged picture from CRS coordinates.
struct Drawing {
    const GeoTransform& to_crs;
    const PixelWindow& window;
    double enlargement;
    cv::Mat& canvas;

    void outline(const MultiPolygon& shape, const cv::Scalar& colour, int width) const
    {
        for (const Polygon& part : shape.parts) {
            ring(part.outer, colour, width);
            for (const Ring& hole : part.holes)
                ring(hole, colour, width);
        }
    }

private:
    void ring(const Ring& points, const cv::Scalar& colour, int width) const
    {
        std::vector<cv::Point> line;
        for (const Point& p : points) {
            const Point at = to_crs.to_pixel(p.x, p.y);
            line.emplace_back(cvRound((at.x - static_cast<double>(window.x0)) * enlargement),
                              cvRound((at.y - static_cast<double>(window.y0)) * enlargement));
        }
        cv::polylines(canvas, line, true, dark, width + 3, cv::LINE_AA);
        cv::polylines(canvas, line, true, colour, width, cv::LINE_AA);
    }
};

void text_box(cv::Mat& canvas, const std::string& text, const cv::Point& bottom_left)
{
    int below = 0;
    const cv::Size size = cv::getTextSize(text, cv::FONT_HERSHEY_SIMPLEX, 0.5, 1, &below);
    cv::rectangle(canvas, bottom_left + cv::Point(-6, below + 4),
                  bottom_left + cv::Point(size.width + 6, -size.height - 6), white, cv::FILLED);
    cv::putText(canvas, text, bottom_left, cv::FONT_HERSHEY_SIMPLEX, 0.5, dark, 1, cv::LINE_AA);
}

/// The longest of 1, 2, 5, 10, … metres that takes at most a third of the picture.
void scale_bar(cv::Mat& canvas, double metres_per_pixel)
{
    const double most = canvas.cols * metres_per_pixel / 3;
    double metres = std::pow(10.0, std::floor(std::log10(most)));
    for (const double k : {5.0, 2.0})
        if (k * metres <= most) {
            metres *= k;
            break;
        }
    const int length = cvRound(metres / metres_per_pixel), bottom = canvas.rows - 12;
    cv::rectangle(canvas, {6, bottom + 6}, {18 + length, bottom - 30}, white, cv::FILLED);
    cv::rectangle(canvas, {12, bottom}, {12 + length, bottom - 4}, dark, cv::FILLED);
    const std::string text = metres >= 1 ? std::to_string(std::lround(metres)) + " m" : "< 1 m";
    cv::putText(canvas, text, {12, bottom - 11}, cv::FONT_HERSHEY_SIMPLEX, 0.5, dark, 1, cv::LINE_AA);
}

} // namespace

Picture evidence_picture(const DatedImage& image, const Stretch& stretch, const Finding& finding,
                         const MultiPolygon* parcel, const std::string& label)
{
    const RasterInfo& info = image.raster.info();
    const GeoTransform& to_crs = *info.transform;
    const Box box = bounds(finding.shape);
    const Point middle = to_crs.to_pixel((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2);
    const double gsd = to_crs.pixel_size();
    const double half_m = std::max({(box.x1 - box.x0) * 0.8, (box.y1 - box.y0) * 0.8, 20.0});
    const auto half = static_cast<std::int64_t>(std::ceil(half_m / gsd));
    const PixelWindow window{static_cast<std::int64_t>(std::floor(middle.x)) - half,
                             static_cast<std::int64_t>(std::floor(middle.y)) - half, 2 * half, 2 * half};
    Picture ground = read_picture(image, window, 1, stretch);

    const int enlargement = std::clamp((least_side_px + ground.width - 1) / ground.width, 1, most_enlargement);
    const cv::Mat small(ground.height, ground.width, CV_8UC3, ground.rgb.data());
    cv::Mat canvas;
    cv::resize(small, canvas, {}, enlargement, enlargement, cv::INTER_CUBIC);
    const Drawing drawing{to_crs, window, static_cast<double>(enlargement), canvas};
    if (parcel)
        drawing.outline(*parcel, white, 1);
    drawing.outline(finding.shape, vermilion, 2);
    text_box(canvas, label, {12, 24});
    scale_bar(canvas, gsd / enlargement);

    Picture out{canvas.cols, canvas.rows, {}};
    out.rgb.resize(3 * static_cast<std::size_t>(canvas.cols) * static_cast<std::size_t>(canvas.rows));
    for (int y = 0; y < canvas.rows; ++y)
        std::copy_n(canvas.ptr<std::uint8_t>(y), 3 * canvas.cols,
                    out.rgb.begin() + static_cast<std::ptrdiff_t>(out.at(0, y)));
    return out;
}

} // namespace didban::report
