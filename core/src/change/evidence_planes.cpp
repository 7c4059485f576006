#include "didban/change/evidence.h"

#include "didban/grid/raster.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace didban {

namespace {

constexpr double reach_m = 12; ///< largest distance that a measurement looks

/// Measurements of one date, in this order.
enum DatePlane {
    Blue,
    Green,
    Red,
    Infrared,
    Greenness,
    GreennessAround,
    Redness,
    Saturation,
    Brightness,
    Contrast,
    Spread,
    Gradient,
    Coherence,
    DarkHere,
    DarkBehind,
    DarkAround,
    HatSmall,
    HatLarge,
    Flatness,
    DatePlanes
};
constexpr const char* date_names[DatePlanes] = {
    "blue",        "green",       "red",        "nir",         "greenness", "greenness_around", "redness",
    "saturation",  "brightness",  "contrast",   "spread",      "gradient",  "coherence",        "dark",
    "dark_behind", "dark_around", "top_hat_4m", "top_hat_10m", "flatness"};
/// Measurements of the pair.
enum PairPlane {
    DiffBlue,
    DiffGreen,
    DiffRed,
    DiffInfrared,
    DiffGreenness,
    Tolerant,
    TolerantWide,
    Angle,
    Likeness,
    LikenessWide,
    EdgeNew,
    EdgeGone,
    ChangedAround,
    DarkNew,
    DarkGone,
    FlatNew,
    PairPlanes
};
constexpr const char* pair_names[PairPlanes] = {
    "blue",     "green",         "red",      "nir",       "greenness",      "tolerant", "tolerant_wide", "angle",
    "likeness", "likeness_wide", "edge_new", "edge_gone", "changed_around", "dark_new", "dark_gone",     "flat_new"};

int radius_px(double metres, double gsd)
{
    return std::max(1, static_cast<int>(std::lround(metres / gsd)));
}

cv::Mat view(Raster<float>& raster)
{
    return {static_cast<int>(raster.height()), static_cast<int>(raster.width()), CV_32F, raster.data()};
}

cv::Mat mean(const cv::Mat& m, int radius)
{
    cv::Mat out;
    cv::boxFilter(m, out, CV_32F, {2 * radius + 1, 2 * radius + 1}, {-1, -1}, true, cv::BORDER_REFLECT_101);
    return out;
}

cv::Mat highest(const cv::Mat& m, int radius)
{
    cv::Mat out;
    cv::dilate(m, out, cv::getStructuringElement(cv::MORPH_RECT, {2 * radius + 1, 2 * radius + 1}));
    return out;
}

cv::Mat lowest(const cv::Mat& m, int radius)
{
    cv::Mat out;
    cv::erode(m, out, cv::getStructuringElement(cv::MORPH_RECT, {2 * radius + 1, 2 * radius + 1}));
    return out;
}

/// The larger of each value and `floor`.
cv::Mat at_least(const cv::Mat& m, double floor)
{
    cv::Mat out;
    cv::max(m, floor, out);
    return out;
}

/// Bright shapes that a square of this radius does not fit into.
cv::Mat top_hat(const cv::Mat& m, int radius)
{
    return m - highest(lowest(m, radius), radius);
}

/// The picture moved so that each pixel sees what lies (dx, dy) pixels away.
cv::Mat looked_up(const cv::Mat& m, double dx, double dy)
{
    const cv::Mat shift = (cv::Mat_<double>(2, 3) << 1, 0, -std::round(dx), 0, 1, -std::round(dy));
    cv::Mat out;
    cv::warpAffine(m, out, shift, m.size(), cv::INTER_NEAREST, cv::BORDER_REFLECT_101);
    return out;
}

/// One date, scaled: its bands, and measurements made of them.
struct DateEvidence {
    std::vector<cv::Mat> bands; ///< blue, green, red, nir as far as there are; grey images use one band for all
    cv::Mat brightness, gradient, dark, greenness;
    std::vector<cv::Mat> planes;
};

/// Index of a band in the pair by name; -1 when it is not there.
int band_index(const std::vector<std::string>& bands, const char* name)
{
    const auto at = std::find(bands.begin(), bands.end(), name);
    return at == bands.end() ? -1 : static_cast<int>(at - bands.begin());
}

/// Scaled values; missing pixels get 1, the middle of the scene.
cv::Mat scaled(const Raster<float>& raster, const EvidenceScene::BandScale& scale)
{
    cv::Mat out(static_cast<int>(raster.height()), static_cast<int>(raster.width()), CV_32F);
    float* to = out.ptr<float>();
    for (std::size_t i = 0; i < raster.size(); ++i) {
        const double v = static_cast<double>(raster.data()[i]) * scale.gain + scale.offset;
        to[i] = std::isnan(v) ? 1.0F : static_cast<float>(std::clamp(v, -0.5, 8.0));
    }
    return out;
}

cv::Mat ratio_difference(const cv::Mat& a, const cv::Mat& b)
{
    cv::Mat sum = a + b, difference = a - b, out;
    sum = at_least(sum, 0.2);
    cv::divide(difference, sum, out);
    return out;
}

DateEvidence measure_date(const std::vector<Raster<float>>& rasters, const EvidenceScene& scene, bool later)
{
    DateEvidence out;
    const std::array names{"blue", "green", "red", "nir"};
    std::array<cv::Mat, 4> band;
    cv::Mat any;
    for (std::size_t k = 0; k < names.size(); ++k) {
        const int at = band_index(scene.bands, names[k]);
        if (at < 0)
            continue;
        const auto i = static_cast<std::size_t>(at);
        band[k] = scaled(rasters[i], scene.scale(i, later));
        any = band[k];
    }
    if (any.empty())
        any = scaled(rasters[0], scene.scale(0, later));
    for (std::size_t k = 0; k < 3; ++k)
        if (band[k].empty())
            band[k] = any;
    const bool infrared = !band[3].empty();
    out.bands.assign(band.begin(), band.begin() + (infrared ? 4 : 3));

    const double gsd = scene.gsd;
    const int fine = radius_px(0.75, gsd), middle = radius_px(2.5, gsd), wide = radius_px(8, gsd);
    out.brightness = (band[0] + band[1] + band[2]) / 3.0;
    out.greenness = infrared ? ratio_difference(band[3], band[2])
                             : cv::Mat(2 * ratio_difference(band[1], 0.5 * (band[0] + band[2])));
    out.planes.resize(DatePlanes);
    auto& p = out.planes;
    for (int k = 0; k < 4; ++k)
        p[static_cast<std::size_t>(Blue + k)] =
            k < 3 || infrared ? mean(band[static_cast<std::size_t>(k)], fine)
                              : cv::Mat(any.size(), CV_32F, cv::Scalar(static_cast<double>(missing_pixel)));
    p[Greenness] = mean(out.greenness, fine);
    p[GreennessAround] = mean(out.greenness, wide);
    p[Redness] = ratio_difference(p[Red], p[Blue]);
    const cv::Mat most = cv::max(cv::max(p[Blue], p[Green]), p[Red]),
                  least = cv::min(cv::min(p[Blue], p[Green]), p[Red]);
    p[Saturation] = ratio_difference(most, least);
    p[Brightness] = mean(out.brightness, fine);
    p[Contrast] = mean(out.brightness, middle) - mean(out.brightness, wide);
    const cv::Mat m = mean(out.brightness, middle),
                  variance = at_least(mean(out.brightness.mul(out.brightness), middle) - m.mul(m), 0.0);
    cv::sqrt(variance, p[Spread]);
    p[Spread] = p[Spread] / at_least(m, 0.2);

    cv::Mat gx, gy;
    cv::Sobel(out.brightness, gx, CV_32F, 1, 0, 3, 0.125, 0, cv::BORDER_REFLECT_101);
    cv::Sobel(out.brightness, gy, CV_32F, 0, 1, 3, 0.125, 0, cv::BORDER_REFLECT_101);
    cv::magnitude(gx, gy, out.gradient);
    p[Gradient] = mean(out.gradient, middle);
    const cv::Mat xx = mean(gx.mul(gx), middle), yy = mean(gy.mul(gy), middle), xy = mean(gx.mul(gy), middle);
    cv::Mat spread;
    cv::magnitude(xx - yy, 2 * xy, spread);
    cv::divide(spread, at_least(xx + yy, 1e-6), p[Coherence]);

    // Deep shadow keeps a little more blue than red and infrared; water and bitumen are rarely as dark in all bands.
    cv::Mat darkest = cv::max(p[Red], p[Green]);
    if (infrared)
        darkest = cv::max(darkest, p[Infrared]);
    cv::Mat dark;
    cv::threshold(darkest, dark, 0.33, 1.0, cv::THRESH_BINARY_INV);
    out.dark = dark;
    p[DarkHere] = mean(dark, fine);
    p[DarkAround] = mean(dark, radius_px(6, gsd));
    // Shadows fall away from the sun; without its place, as at a morning pass of the northern hemisphere.
    const double azimuth = scene.sun_azimuth[later ? 1 : 0].value_or(145) * std::numbers::pi / 180;
    const cv::Mat patch = mean(dark, radius_px(1.5, gsd));
    p[DarkBehind] = cv::Mat(any.size(), CV_32F, cv::Scalar(0));
    for (const double metres : {3.0, 6.0, 9.0})
        p[DarkBehind] = cv::max(p[DarkBehind],
                                looked_up(patch, -std::sin(azimuth) * metres / gsd, std::cos(azimuth) * metres / gsd));
    p[HatSmall] = mean(top_hat(out.brightness, radius_px(2, gsd)), fine);
    p[HatLarge] = mean(top_hat(p[Brightness], radius_px(5, gsd)), fine);
    p[Flatness] = mean(lowest(mean(-out.gradient, fine), fine), middle);
    return out;
}

/// How far `a` lies outside the values that `b` takes within `radius`: 0 when a shift of the picture can explain it.
cv::Mat outside(const cv::Mat& a, const cv::Mat& b, int radius)
{
    const cv::Mat above = a - highest(b, radius), below = lowest(b, radius) - a;
    return at_least(cv::max(above, below), 0);
}

/// Correlation coefficient of two pictures in a square around each pixel.
cv::Mat local_correlation(const cv::Mat& a, const cv::Mat& b, int radius)
{
    const cv::Mat ma = mean(a, radius), mb = mean(b, radius);
    const cv::Mat va = at_least(mean(a.mul(a), radius) - ma.mul(ma), 1e-4),
                  vb = at_least(mean(b.mul(b), radius) - mb.mul(mb), 1e-4);
    cv::Mat root, out;
    cv::sqrt(va.mul(vb), root);
    cv::divide(mean(a.mul(b), radius) - ma.mul(mb), root, out);
    return out;
}

std::vector<cv::Mat> measure_pair(const DateEvidence& a, const DateEvidence& b, const EvidenceScene& scene)
{
    const double gsd = scene.gsd;
    const int fine = radius_px(0.75, gsd), middle = radius_px(2.5, gsd), wide = radius_px(5, gsd);
    const int slack = std::max(1, static_cast<int>(std::lround(1.5 * scene.residual_px + 0.25)));
    std::vector<cv::Mat> p(PairPlanes);
    for (int k = 0; k < 4; ++k)
        p[static_cast<std::size_t>(DiffBlue + k)] =
            b.planes[static_cast<std::size_t>(Blue + k)] - a.planes[static_cast<std::size_t>(Blue + k)];
    p[DiffGreenness] = b.planes[Greenness] - a.planes[Greenness];
    cv::Mat tolerant(a.brightness.size(), CV_32F, cv::Scalar(0)), dot = tolerant.clone(), aa = tolerant.clone(),
                                                                  bb = tolerant.clone();
    for (std::size_t k = 0; k < a.bands.size(); ++k) {
        // Both must be out of reach of the other, or an edge that moved would count.
        tolerant += cv::min(outside(a.bands[k], b.bands[k], slack), outside(b.bands[k], a.bands[k], slack));
        const cv::Mat &u = a.planes[static_cast<std::size_t>(Blue) + k],
                      &v = b.planes[static_cast<std::size_t>(Blue) + k];
        dot += u.mul(v);
        aa += u.mul(u);
        bb += v.mul(v);
    }
    tolerant = tolerant / static_cast<double>(a.bands.size());
    p[Tolerant] = mean(tolerant, fine);
    p[TolerantWide] = mean(tolerant, wide);
    cv::Mat root, cosine;
    cv::sqrt(aa.mul(bb), root);
    cv::divide(dot, at_least(root, 1e-3), cosine);
    p[Angle] = 1.0 - cosine;
    p[Likeness] = local_correlation(a.brightness, b.brightness, middle);
    p[LikenessWide] = local_correlation(a.brightness, b.brightness, wide);
    p[EdgeNew] = mean(at_least(b.gradient - highest(a.gradient, slack), 0.0), middle);
    p[EdgeGone] = mean(at_least(a.gradient - highest(b.gradient, slack), 0.0), middle);
    cv::Mat changed;
    cv::threshold(p[Tolerant], changed, 0.15, 1.0, cv::THRESH_BINARY);
    p[ChangedAround] = mean(changed, radius_px(10, gsd));
    p[DarkNew] = b.planes[DarkBehind] - a.planes[DarkBehind];
    p[DarkGone] = b.planes[DarkAround] - a.planes[DarkAround];
    p[FlatNew] = b.planes[Flatness] - a.planes[Flatness];
    return p;
}

Raster<float> core_of(const cv::Mat& m, const PixelWindow& whole, const PixelWindow& core)
{
    Raster<float> out(core);
    for (std::int64_t row = 0; row < core.height; ++row) {
        const float* from = m.ptr<float>(static_cast<int>(core.y0 - whole.y0 + row)) + (core.x0 - whole.x0);
        std::copy(from, from + core.width, out.row(row).begin());
    }
    return out;
}

} // namespace

EvidenceScene::BandScale EvidenceScene::scale(std::size_t band, bool later) const
{
    const BandFit fit = later ? after_fit[band] : BandFit{};
    const double range = middle[band] - dark[band];
    return {fit.slope / range, (fit.intercept - dark[band]) / range};
}

const std::vector<std::string>& evidence_names()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> out;
        for (const char* date : {"a.", "b."})
            for (const char* name : date_names)
                out.push_back(std::string(date) + name);
        for (const char* name : pair_names)
            out.push_back(std::string("d.") + name);
        return out;
    }();
    return names;
}

std::int64_t evidence_halo(double gsd)
{
    return radius_px(reach_m, gsd) + 8;
}

EvidencePlanes evidence_planes(const PairCell& cell, const EvidenceScene& scene)
{
    const PixelWindow& whole = cell.before.front().window();
    EvidencePlanes out;
    out.window = cell.core;
    const DateEvidence a = measure_date(cell.before, scene, false), b = measure_date(cell.after, scene, true);
    const std::vector<cv::Mat> pair = measure_pair(a, b, scene);
    for (const auto* planes : {&a.planes, &b.planes, &pair})
        for (const cv::Mat& plane : *planes)
            out.planes.push_back(core_of(plane, whole, cell.core));
    Raster<float> seen(whole, 1.0F);
    for (std::size_t i = 0; i < seen.size(); ++i)
        if (std::isnan(cell.before.front().data()[i]) || std::isnan(cell.after.front().data()[i]))
            seen.data()[i] = 0;
    out.seen = core_of(view(seen), whole, cell.core);
    out.dark_before = core_of(a.dark, whole, cell.core);
    out.dark_after = core_of(b.dark, whole, cell.core);
    out.edge_before = core_of(a.gradient, whole, cell.core);
    out.edge_after = core_of(b.gradient, whole, cell.core);
    return out;
}

} // namespace didban
