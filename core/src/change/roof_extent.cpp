#include "didban/change/roof_extent.h"

#include "didban/objects/components.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace didban {

namespace {

constexpr double reach_m = 4;       ///< of the parts that are added
constexpr double roof_m = 3;        ///< around a pixel, of the roof that it is held against
constexpr double narrowest_m = 1.5; ///< that the roof and its parts are, anywhere
/// Deviations from the mean of the roof that a pixel like it has at most, and beyond them for roofs without texture.
constexpr double most_deviations = 2, slack = 0.03;
constexpr double least_change = 0.3;      ///< of one band, from the earlier date
constexpr double times_nearer = 2;        ///< to the roof than to what the pixel was before
constexpr double least_light = 0.55;      ///< of pixel and roof: what is darker is hard to tell from shadow
constexpr double most_lost_square = 0.03; ///< of rectangularity, that a part may take from the roof

using Mask = Raster<std::uint8_t>;
using Pixel = std::pair<std::int64_t, std::int64_t>;
constexpr std::array<std::pair<int, int>, 4> sides{{{1, 0}, {-1, 0}, {0, 1}, {0, -1}}};

std::int64_t pixels_across(double metres, double gsd)
{
    return std::max<std::int64_t>(1, std::lround(metres / gsd));
}

bool covers(const Mask& mask, std::int64_t col, std::int64_t row)
{
    return col >= 0 && row >= 0 && col < mask.width() && row < mask.height() && mask.at(col, row) != 0;
}

/// Mean and deviation of a roof's pixels in squares around a place, band by band, from sums that are made once.
class RoofAround {
public:
    struct Spread {
        double pixels{}, mean{}, deviation{};
    };
    RoofAround(const std::vector<Raster<float>>& bands, const Mask& roof)
    {
        for (const Raster<float>& band : bands) {
            cv::Mat values(static_cast<int>(roof.height()), static_cast<int>(roof.width()), CV_64F, cv::Scalar(0));
            cv::Mat counts(values.size(), CV_8U, cv::Scalar(0));
            for (std::size_t i = 0; i < roof.size(); ++i)
                if (roof.data()[i] != 0 && !std::isnan(band.data()[i])) {
                    values.ptr<double>()[i] = static_cast<double>(band.data()[i]);
                    counts.ptr<std::uint8_t>()[i] = 1;
                }
            Sums& sums = sums_.emplace_back();
            cv::integral(values, sums.value, sums.square, CV_64F, CV_64F);
            cv::integral(counts, sums.count, CV_64F);
        }
    }
    [[nodiscard]] Spread in(std::size_t band, const Pixel& p, std::int64_t radius) const
    {
        const Sums& sums = sums_[band];
        const auto place = [](std::int64_t v, int end) {
            return static_cast<int>(std::clamp<std::int64_t>(v, 0, end - 1));
        };
        const int x0 = place(p.first - radius, sums.count.cols), x1 = place(p.first + radius + 1, sums.count.cols);
        const int y0 = place(p.second - radius, sums.count.rows), y1 = place(p.second + radius + 1, sums.count.rows);
        const auto sum = [&](const cv::Mat& m) {
            return m.at<double>(y1, x1) - m.at<double>(y0, x1) - m.at<double>(y1, x0) + m.at<double>(y0, x0);
        };
        Spread out{sum(sums.count), 0, 0};
        if (out.pixels < 1)
            return out;
        out.mean = sum(sums.value) / out.pixels;
        out.deviation = std::sqrt(std::max(0.0, sum(sums.square) / out.pixels - out.mean * out.mean));
        return out;
    }

private:
    struct Sums {
        cv::Mat value, square, count;
    };
    std::vector<Sums> sums_;
};

/// Whether a pixel looks as the roof around it does and did not before.
bool belongs(const ScaledPair& pair, const RoofAround& roof, const Pixel& p, std::int64_t radius)
{
    constexpr double fewest = 8; // pixels of the roof that say what it looks like
    const auto [col, row] = p;
    double from_roof = 0, from_before = 0, most = 0, light = 0;
    for (std::size_t b = 0; b < pair.after.size(); ++b) {
        const RoofAround::Spread around = roof.in(b, p, radius);
        const auto now = static_cast<double>(pair.after[b].at(col, row)),
                   then = static_cast<double>(pair.before[b].at(col, row));
        if (around.pixels < fewest || std::isnan(then) ||
            !(std::abs(now - around.mean) <= most_deviations * around.deviation + slack))
            return false;
        from_roof += (now - around.mean) * (now - around.mean);
        from_before += (now - then) * (now - then);
        most = std::max(most, std::abs(now - then));
        light += std::min(now, around.mean) / static_cast<double>(pair.after.size());
    }
    return light >= least_light && most >= least_change && from_before >= times_nearer * times_nearer * from_roof;
}

/// What is left of a mask where a square fits into it.
Mask opened(const Mask& mask, std::int64_t edge)
{
    Mask out(mask.window(), 0);
    for (std::int64_t row = 0; row + edge <= mask.height(); ++row)
        for (std::int64_t col = 0; col + edge <= mask.width(); ++col) {
            bool all = true;
            for (std::int64_t k = 0; all && k < edge * edge; ++k)
                all = mask.at(col + k % edge, row + k / edge) != 0;
            for (std::int64_t k = 0; all && k < edge * edge; ++k)
                out.at(col + k % edge, row + k / edge) = 1;
        }
    return out;
}

/// Share of the smallest rectangle around a mask, turned as it may be, that the mask fills.
double rectangularity(const Mask& mask)
{
    std::vector<cv::Point2f> corners;
    double pixels = 0;
    for (std::int64_t row = 0; row < mask.height(); ++row) {
        std::int64_t first = -1, last = -1;
        for (std::int64_t col = 0; col < mask.width(); ++col)
            if (mask.at(col, row) != 0) {
                first = first < 0 ? col : first;
                last = col + 1;
                ++pixels;
            }
        if (first >= 0)
            for (const std::int64_t y : {row, row + 1})
                for (const std::int64_t x : {first, last})
                    corners.emplace_back(static_cast<float>(x), static_cast<float>(y));
    }
    if (corners.empty())
        return 0;
    const cv::Size2f size = cv::minAreaRect(corners).size;
    return pixels / (static_cast<double>(size.width) * static_cast<double>(size.height));
}

} // namespace

std::int64_t add_rest_of_roof(const ScaledPair& pair, const Raster<std::uint8_t>& elsewhere, double gsd,
                              Raster<std::uint8_t>& inside)
{
    const std::int64_t reach = pixels_across(reach_m, gsd), radius = pixels_across(roof_m, gsd);
    const RoofAround roof(pair.after, inside);
    Mask grown = inside, asked = inside;
    std::vector<Pixel> rim, next;
    const auto ask_beside = [&](std::int64_t col, std::int64_t row) {
        for (const auto& [right, down] : sides) {
            const std::int64_t x = col + right, y = row + down;
            if (x < 0 || y < 0 || x >= inside.width() || y >= inside.height() || asked.at(x, y) != 0)
                continue;
            asked.at(x, y) = 1;
            next.emplace_back(x, y);
        }
    };
    for (std::int64_t row = 0; row < inside.height(); ++row)
        for (std::int64_t col = 0; col < inside.width(); ++col)
            if (inside.at(col, row) != 0)
                ask_beside(col, row);
    for (std::int64_t far = 1; far <= reach && !next.empty(); ++far) {
        rim.swap(next);
        next.clear();
        for (const auto& [col, row] : rim)
            if (!covers(elsewhere, col, row) && belongs(pair, roof, {col, row}, radius + far)) {
                grown.at(col, row) = 1;
                ask_beside(col, row);
            }
    }
    Mask rest = opened(grown, pixels_across(narrowest_m, gsd));
    for (std::size_t i = 0; i < inside.size(); ++i)
        if (inside.data()[i] != 0)
            rest.data()[i] = 0;
    std::int64_t added = 0;
    const double square = rectangularity(inside);
    for (const Component& part : components(rest.pixels(), rest.width(), rest.height(), 1, true)) {
        Mask with = inside;
        for (const PixelRun& run : part.runs)
            std::fill(with.row(run.row).begin() + run.col0, with.row(run.row).begin() + run.col1, std::uint8_t{1});
        if (rectangularity(with) < square - most_lost_square)
            continue;
        inside = std::move(with);
        added += part.pixels;
    }
    return added;
}

} // namespace didban
