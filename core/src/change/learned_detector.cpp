#include "didban/change/learned_detector.h"

#include "change_network.h"
#include "didban/base/error.h"
#include "didban/grid/raster.h"
#include "didban/grid/rectangles_around.h"
#include "didban/objects/change_object.h"
#include "odds.h"
#include "opencv_threads.h"
#include "resample_lattice.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

constexpr float worth_another_look = 0.1F; ///< a square without a change as probable as this is looked at once
constexpr std::int64_t mark_side = 64;     ///< image pixels

std::int64_t floor_to(std::int64_t v, std::int64_t unit)
{
    return (v >= 0 ? v / unit : -((-v + unit - 1) / unit)) * unit;
}

std::int64_t ceil_to(std::int64_t v, std::int64_t unit)
{
    return -floor_to(-v, unit);
}

/// Lattice positions from … from+count-1, those beyond 0 … size-1 mirrored about the outermost pixel (… 2 1 0 1 2 …).
std::vector<std::int64_t> mirrored(std::int64_t from, std::int64_t count, std::int64_t size)
{
    std::vector<std::int64_t> out;
    for (std::int64_t at = from; at < from + count; ++at)
        out.push_back(cv::borderInterpolate(static_cast<int>(at), static_cast<int>(size), cv::BORDER_REFLECT_101));
    return out;
}

} // namespace

/// A scene's pixels at one ground sampling distance of the network.
struct Lattice {
    double gsd{};      ///< metres per lattice pixel
    double scale{};    ///< lattice pixels per image pixel
    PixelWindow whole; ///< lattice pixels that see the scene
};

struct LearnedDetector::Impl {
    Impl(ModelCard of, const std::string& onnx_file, Scene seen)
        : card(std::move(of)), network(card, onnx_file), scene(std::move(seen))
    {
    }
    change::OneOpencvThread one_thread; ///< cells run in parallel
    ModelCard card;
    ChangeNetwork network;
    Scene scene;
    std::vector<Lattice> lattices;  ///< one per look, the coarsest first
    std::vector<std::size_t> bands; ///< image band of each network band

    [[nodiscard]] std::vector<Raster<float>> looks(const PairCell& cell, NetworkLooks& counted) const;
    [[nodiscard]] std::vector<Raster<float>> look(const PairCell& cell, const PixelWindow& core, const Lattice& at,
                                                  NetworkLooks* counted) const;
    [[nodiscard]] std::vector<PixelWindow> worth_more(const Raster<float>& change) const;
    [[nodiscard]] std::vector<cv::Mat> tensors(const PairCell& cell, const PixelWindow& window,
                                               const Lattice& at) const;
    void check_domain(const cv::Mat& tensor, const PixelWindow& window, const Lattice& at, NetworkLooks& counted) const;
};

/// Both dates' network inputs (1, bands, height, width) on a lattice window. Beyond the scene its pixels are mirrored;
/// missing pixels get the mean, which is 0.
std::vector<cv::Mat> LearnedDetector::Impl::tensors(const PairCell& cell, const PixelWindow& window,
                                                    const Lattice& at) const
{
    const auto columns = mirrored(window.x0, window.width, at.whole.width),
               rows = mirrored(window.y0, window.height, at.whole.height);
    const auto [west, east] = std::minmax_element(columns.begin(), columns.end());
    const auto [north, south] = std::minmax_element(rows.begin(), rows.end());
    const PixelWindow seen{*west, *north, *east + 1 - *west, *south + 1 - *north};
    std::vector<cv::Mat> out;
    for (std::size_t date = 0; date < 2; ++date) {
        const std::array shape{1, static_cast<int>(bands.size()), static_cast<int>(window.height),
                               static_cast<int>(window.width)};
        cv::Mat tensor(4, shape.data(), CV_32F, cv::Scalar(0));
        for (std::size_t k = 0; k < bands.size(); ++k) {
            const auto& image = (date == 0 ? cell.before : cell.after)[bands[k]];
            const Raster<float> values = change::onto_lattice(image, at.scale, seen);
            const Stretch& ends = scene.stretch[date][bands[k]];
            const double gain = (card.value_high - card.value_low) / std::max(1e-9, ends.high - ends.low);
            float* to = tensor.ptr<float>(0, static_cast<int>(k));
            for (const std::int64_t row : rows)
                for (const std::int64_t column : columns) {
                    const auto v = static_cast<double>(values.at(column - seen.x0, row - seen.y0));
                    if (!std::isnan(v))
                        *to = static_cast<float>(
                            (std::clamp((v - ends.low) * gain + card.value_low, card.clip_low, card.clip_high) -
                             card.mean[k]) /
                            card.deviation[k]);
                    ++to;
                }
        }
        out.push_back(tensor);
    }
    return out;
}

/// Counts whole blocks inside the scene and those whose statistics the training imagery did not have.
void LearnedDetector::Impl::check_domain(const cv::Mat& tensor, const PixelWindow& window, const Lattice& at,
                                         NetworkLooks& counted) const
{
    if (!card.statistics)
        return;
    const auto& s = *card.statistics;
    const auto edge = std::max<std::int64_t>(8, std::llround(s.block_m / at.gsd));
    const double to_8bit = 255 / (card.value_high - card.value_low);
    for (std::int64_t y = 0; y + edge <= window.height; y += edge)
        for (std::int64_t x = 0; x + edge <= window.width; x += edge) {
            const cv::Rect part(static_cast<int>(x), static_cast<int>(y), static_cast<int>(edge),
                                static_cast<int>(edge));
            const PixelWindow place{window.x0 + x, window.y0 + y, edge, edge};
            if (place.cut_to(at.whole).pixels() < place.pixels())
                continue;
            bool strange = false, seen = false;
            for (std::size_t k = 0; k < bands.size(); ++k) {
                cv::Scalar mean, deviation;
                cv::meanStdDev(channel_of(tensor, static_cast<int>(k))(part), mean, deviation);
                seen = seen || deviation[0] > 0;
                const double m = ((mean[0] * card.deviation[k] + card.mean[k]) - card.value_low) * to_8bit,
                             d = deviation[0] * card.deviation[k] * to_8bit;
                const auto beyond = [](double v, double low, double mid, double high) {
                    return v < low - (mid - low) / 2 || v > high + (high - mid) / 2;
                };
                strange = strange || beyond(m, s.mean_low[k], s.mean_mid[k], s.mean_high[k]) ||
                          beyond(d, s.deviation_low[k], s.deviation_mid[k], s.deviation_high[k]);
            }
            if (seen)
                counted.add({1, strange ? 1 : 0, 0, 0});
        }
}

LearnedDetector::LearnedDetector(ModelCard card, const std::string& onnx_file, Scene scene)
    : impl_(std::make_unique<Impl>(std::move(card), onnx_file, std::move(scene)))
{
    std::vector<double> distances{impl_->card.gsd_m};
    distances.insert(distances.end(), impl_->card.more_gsd_m.begin(), impl_->card.more_gsd_m.end());
    std::sort(distances.begin(), distances.end(), std::greater<>());
    for (const double gsd : distances) {
        double scale = impl_->scene.gsd / gsd;
        if (std::abs(scale - 1) < 0.02)
            scale = 1;
        const auto pixels = [&](std::int64_t of_image) {
            return static_cast<std::int64_t>(std::ceil(static_cast<double>(of_image) * scale - 1e-6));
        };
        impl_->lattices.push_back(
            {gsd, scale, {0, 0, pixels(impl_->scene.extent.width), pixels(impl_->scene.extent.height)}});
    }
    for (const std::string& band : impl_->card.bands) {
        const auto at = std::find(impl_->scene.bands.begin(), impl_->scene.bands.end(), band);
        if (at == impl_->scene.bands.end()) {
            std::string have;
            for (const auto& b : impl_->scene.bands)
                have += (have.empty() ? "" : ", ") + b;
            throw Error(ErrorKind::IncompatibleInput, "the network " + impl_->card.name + " needs a band \"" + band +
                                                          "\", which the images (" + have +
                                                          ") do not share; name the bands, or use another detector");
        }
        impl_->bands.push_back(static_cast<std::size_t>(at - impl_->scene.bands.begin()));
    }
}

LearnedDetector::~LearnedDetector() = default;

const ModelCard& LearnedDetector::card() const
{
    return impl_->card;
}

bool LearnedDetector::tells_kinds() const
{
    return impl_->card.tells_kinds();
}

std::int64_t LearnedDetector::halo() const
{
    return static_cast<std::int64_t>(std::ceil(static_cast<double>(impl_->card.halo_px + impl_->card.stride_px + 2) /
                                               impl_->lattices.front().scale)) +
           2;
}

/// The network's planes on a part of the cell's core, at one ground sampling distance. `counted`: what it looked at;
/// nullptr: nothing.
std::vector<Raster<float>> LearnedDetector::Impl::look(const PairCell& cell, const PixelWindow& core, const Lattice& at,
                                                       NetworkLooks* counted) const
{
    const auto down = [&](std::int64_t v) {
        return static_cast<std::int64_t>(std::floor(static_cast<double>(v) * at.scale));
    };
    const auto up = [&](std::int64_t v) {
        return static_cast<std::int64_t>(std::ceil(static_cast<double>(v) * at.scale));
    };
    PixelWindow needed{down(core.x0) - 1, down(core.y0) - 1, 0, 0};
    needed.width = up(core.x1()) + 1 - needed.x0;
    needed.height = up(core.y1()) + 1 - needed.y0;

    // One block where the network takes any size, else as many fixed ones as it takes. A block of free size ends with
    // the scene, as in training; only what it lacks to whole strides is mirrored.
    std::vector<PixelWindow> parts;
    const std::int64_t stride = card.stride_px, halo = card.halo_px;
    if (card.size_is_free) {
        PixelWindow w{std::max<std::int64_t>(0, floor_to(needed.x0 - halo, stride)),
                      std::max<std::int64_t>(0, floor_to(needed.y0 - halo, stride)), 0, 0};
        w.width = ceil_to(std::min(needed.x1() + halo, at.whole.x1()), stride) - w.x0;
        w.height = ceil_to(std::min(needed.y1() + halo, at.whole.y1()), stride) - w.y0;
        parts.push_back(w);
    } else {
        const std::int64_t block = card.block_px[0], step = std::max(stride, floor_to(block - 2 * halo, stride));
        for (std::int64_t y = floor_to(needed.y0, step); y < needed.y1(); y += step)
            for (std::int64_t x = floor_to(needed.x0, step); x < needed.x1(); x += step)
                parts.push_back({x - halo, y - halo, block, block});
    }
    std::vector<Raster<float>> lattice;
    for (const PixelWindow& part : parts) {
        const auto dates = tensors(cell, part, at);
        if (counted != nullptr && parts.size() == 1)
            for (const cv::Mat& date : dates)
                check_domain(date, part, at, *counted);
        const cv::Mat found = network.planes(dates);
        lattice.resize(static_cast<std::size_t>(found.size[0]), Raster<float>(needed, missing_pixel));
        const PixelWindow good = (parts.size() == 1 ? part : part.grown(-halo)).cut_to(needed).cut_to(at.whole);
        for (int k = 0; k < found.size[0]; ++k)
            for (std::int64_t y = good.y0; y < good.y1(); ++y)
                std::copy_n(found.ptr<float>(k, static_cast<int>(y - part.y0)) + (good.x0 - part.x0), good.width,
                            &lattice[static_cast<std::size_t>(k)].at(good.x0 - needed.x0, y - needed.y0));
    }
    for (Raster<float>& plane : lattice)
        plane = change::from_lattice(plane, at.scale, core);
    return lattice;
}

/// The parts of a cell in which the first look sees a change that is worth the others.
std::vector<PixelWindow> LearnedDetector::Impl::worth_more(const Raster<float>& change) const
{
    const PixelWindow& core = change.window();
    Raster<std::uint8_t> marks((core.width + mark_side - 1) / mark_side, (core.height + mark_side - 1) / mark_side);
    for (std::int64_t row = 0; row < core.height; ++row)
        for (std::int64_t col = 0; col < core.width; ++col)
            if (change.at(col, row) >= worth_another_look)
                marks.at(col / mark_side, row / mark_side) = 1;
    const auto margin = static_cast<std::int64_t>(static_cast<double>(card.halo_px) / lattices.back().scale);
    return parts_around(marks, core, mark_side, margin);
}

/// All looks at a cell as one: where the first sees a change, the change by the mean of all looks' logits and the other
/// planes by their mean; elsewhere the first look.
std::vector<Raster<float>> LearnedDetector::Impl::looks(const PairCell& cell, NetworkLooks& counted) const
{
    std::vector<Raster<float>> out = look(cell, cell.core, lattices.front(), &counted);
    if (lattices.size() == 1)
        return out;
    const auto count = static_cast<float>(lattices.size());
    counted.pixels += static_cast<std::int64_t>(cell.core.pixels());
    for (const PixelWindow& part : worth_more(out.front())) {
        counted.closer += static_cast<std::int64_t>(part.pixels());
        std::vector<Raster<float>> sum;
        for (const Raster<float>& plane : out)
            sum.push_back(plane.cut(part));
        for (float& p : sum.front().pixels())
            p = static_cast<float>(logit(static_cast<double>(p)));
        for (std::size_t k = 1; k < lattices.size(); ++k) {
            const std::vector<Raster<float>> more = look(cell, part, lattices[k], nullptr);
            for (std::size_t plane = 0; plane < sum.size(); ++plane)
                for (std::size_t i = 0; i < sum[plane].size(); ++i) {
                    const float v = more[plane].data()[i];
                    sum[plane].data()[i] += plane == 0 ? static_cast<float>(logit(static_cast<double>(v))) : v;
                }
        }
        for (std::size_t plane = 0; plane < sum.size(); ++plane)
            for (std::int64_t row = 0; row < part.height; ++row)
                for (std::int64_t col = 0; col < part.width; ++col) {
                    const float v = sum[plane].at(col, row) / count;
                    out[plane].at(part.x0 - cell.core.x0 + col, part.y0 - cell.core.y0 + row) =
                        plane == 0 ? sigmoid(static_cast<double>(v)) : v;
                }
    }
    return out;
}

CellChange LearnedDetector::detect(const PairCell& cell) const
{
    CellChange out{Raster<float>(cell.core, missing_pixel), {}, {}};
    const bool anything = std::any_of(cell.before.front().pixels().begin(), cell.before.front().pixels().end(),
                                      [](float v) { return !std::isnan(v); }) &&
                          std::any_of(cell.after.front().pixels().begin(), cell.after.front().pixels().end(),
                                      [](float v) { return !std::isnan(v); });
    if (!anything)
        return out;
    std::vector<Raster<float>> planes = impl_->looks(cell, out.looks);
    out.change = std::move(planes[0]);
    if (impl_->card.tells_kinds()) {
        out.kinds.assign(std::make_move_iterator(planes.begin() + 1), std::make_move_iterator(planes.end()));
        out.appeared = Raster<float>(cell.core);
        const auto& demolished = out.kinds[static_cast<std::size_t>(ChangeKind::Demolished)];
        for (std::size_t i = 0; i < demolished.size(); ++i)
            out.appeared.data()[i] = 1 - demolished.data()[i];
    } else if (planes.size() == 3) {
        out.appeared = Raster<float>(cell.core);
        for (std::size_t i = 0; i < out.appeared.size(); ++i)
            out.appeared.data()[i] = sigmoid(logit(static_cast<double>(planes[2].data()[i])) -
                                             logit(static_cast<double>(planes[1].data()[i])));
    }
    const PixelWindow& whole = cell.before.front().window();
    for (std::int64_t row = 0; row < cell.core.height; ++row)
        for (std::int64_t col = 0; col < cell.core.width; ++col) {
            const std::int64_t x = cell.core.x0 - whole.x0 + col, y = cell.core.y0 - whole.y0 + row;
            if (std::isnan(cell.before.front().at(x, y)) || std::isnan(cell.after.front().at(x, y)))
                out.change.at(col, row) = missing_pixel;
        }
    return out;
}

} // namespace didban
