#include "didban/change/learned_detector.h"

#include "didban/base/error.h"
#include "didban/objects/change_object.h"
#include "resample_lattice.h"

#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <mutex>

namespace didban {

namespace {

constexpr float worth_another_look = 0.2F; ///< a cell without a change as probable as this is looked at once
constexpr float missing = std::numeric_limits<float>::quiet_NaN();

double logit(double p)
{
    const double q = std::clamp(p, 1e-4, 1 - 1e-4);
    return std::log(q / (1 - q));
}

float sigmoid(double x)
{
    return static_cast<float>(1 / (1 + std::exp(-x)));
}

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

cv::Mat plane(const cv::Mat& output, int channel)
{
    return {output.size[2], output.size[3], CV_32F, const_cast<float*>(output.ptr<float>(0, channel))};
}

cv::Mat dilated(const cv::Mat& m, int radius)
{
    cv::Mat out;
    cv::dilate(m, out, cv::getStructuringElement(cv::MORPH_RECT, {2 * radius + 1, 2 * radius + 1}));
    return out;
}

/// A building of one date where the other has none within `tolerance` pixels.
cv::Mat exclusive(const cv::Mat& before, const cv::Mat& after, int tolerance)
{
    const cv::Mat built = after.mul(cv::Mat(1 - dilated(before, tolerance))),
                  gone = before.mul(cv::Mat(1 - dilated(after, tolerance)));
    return cv::max(built, gone);
}

} // namespace

/// A scene's pixels at one ground sampling distance of the network.
struct Lattice {
    double scale{};    ///< lattice pixels per image pixel
    PixelWindow whole; ///< lattice pixels that see the scene
};

struct LearnedDetector::Impl {
    ModelCard card;
    std::string file;
    Scene scene;
    std::vector<Lattice> lattices;  ///< one per look, the card's own distance first
    std::vector<std::size_t> bands; ///< image band of each network band
    mutable std::mutex mutex;
    mutable std::vector<cv::dnn::Net> idle;
    mutable std::atomic<std::int64_t> blocks{0}, outside{0};

    [[nodiscard]] cv::dnn::Net take() const
    {
        {
            const std::lock_guard lock(mutex);
            if (!idle.empty()) {
                cv::dnn::Net net = idle.back();
                idle.pop_back();
                return net;
            }
        }
        return load();
    }
    void give_back(const cv::dnn::Net& net) const
    {
        const std::lock_guard lock(mutex);
        idle.push_back(net);
    }
    [[nodiscard]] cv::dnn::Net load() const
    {
        try {
            cv::dnn::Net net = cv::dnn::readNetFromONNX(file);
            net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
            net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
            return net;
        } catch (const cv::Exception& e) {
            throw Error(ErrorKind::Configuration, file + " cannot be read as an ONNX network (" + e.err +
                                                      "); core/models/CARD.md says how to export one");
        }
    }
    [[nodiscard]] std::vector<Raster<float>> looks(const PairCell& cell) const;
    [[nodiscard]] std::vector<Raster<float>> look(const PairCell& cell, const Lattice& at, bool first) const;
    [[nodiscard]] std::vector<cv::Mat> tensors(const PairCell& cell, const PixelWindow& window,
                                               const Lattice& at) const;
    [[nodiscard]] cv::Mat forward(const std::vector<cv::Mat>& dates) const;
    [[nodiscard]] cv::Mat run(const std::vector<std::pair<std::string, cv::Mat>>& inputs) const;
    void check_domain(const cv::Mat& tensor, const PixelWindow& window, const PixelWindow& whole) const;
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

cv::Mat LearnedDetector::Impl::run(const std::vector<std::pair<std::string, cv::Mat>>& inputs) const
{
    cv::dnn::Net net = take();
    cv::Mat out;
    try {
        for (const auto& [name, tensor] : inputs)
            net.setInput(tensor, name);
        out = net.forward(card.output).clone();
    } catch (const cv::Exception& e) {
        throw Error(ErrorKind::Configuration,
                    file + " does not run with the inputs and output that its card names (" + e.err +
                        "); correct input.tensors and output.tensor, or export the network again");
    }
    give_back(net);
    const cv::Mat& in = inputs.front().second;
    if (out.dims != 4 || out.size[1] != card.channels || out.size[2] != in.size[2] || out.size[3] != in.size[3])
        throw Error(ErrorKind::Configuration, file + " gives an output of another shape than (1, " +
                                                  std::to_string(card.channels) +
                                                  ", height, width) of its input; correct output.channels in its card");
    if (card.logits)
        for (float* v = out.ptr<float>(); v != out.ptr<float>() + out.total(); ++v)
            *v = sigmoid(static_cast<double>(*v));
    return out;
}

/// Planes: change; then building before and after, or the five kinds, or nothing, as the network tells.
cv::Mat LearnedDetector::Impl::forward(const std::vector<cv::Mat>& dates) const
{
    std::array<cv::Mat, 3> found;
    std::vector<cv::Mat> planes;
    if (card.input == ModelCard::Input::Single) {
        const cv::Mat a = run({{card.tensors[0], dates[0]}}), b = run({{card.tensors[0], dates[1]}});
        found[1] = plane(a, card.building).clone();
        found[2] = plane(b, card.building).clone();
    } else {
        cv::Mat out;
        if (card.input == ModelCard::Input::Pair) {
            out = run({{card.tensors[0], dates[0]}, {card.tensors[1], dates[1]}});
        } else {
            std::array shape{1, 2 * dates[0].size[1], dates[0].size[2], dates[0].size[3]};
            cv::Mat stacked(4, shape.data(), CV_32F);
            std::copy_n(dates[0].ptr<float>(), dates[0].total(), stacked.ptr<float>());
            std::copy_n(dates[1].ptr<float>(), dates[1].total(), stacked.ptr<float>() + dates[0].total());
            out = run({{card.tensors[0], stacked}});
        }
        if (card.change >= 0)
            found[0] = plane(out, card.change).clone();
        if (card.change >= 0 && card.no_change >= 0 && card.logits) {
            // Two classes that compete: their odds decide, not each one's own.
            const cv::Mat other = plane(out, card.no_change);
            for (int r = 0; r < other.rows; ++r)
                for (int c = 0; c < other.cols; ++c)
                    found[0].at<float>(r, c) = sigmoid(logit(static_cast<double>(found[0].at<float>(r, c))) -
                                                       logit(static_cast<double>(other.at<float>(r, c))));
        }
        for (const int channel : card.kinds)
            if (channel >= 0)
                planes.push_back(plane(out, channel).clone());
        if (card.building_before >= 0 && card.building_after >= 0) {
            found[1] = plane(out, card.building_before).clone();
            found[2] = plane(out, card.building_after).clone();
        }
    }
    if (found[0].empty())
        found[0] = exclusive(found[1], found[2], 1);
    if (card.fusion && !found[1].empty()) {
        const cv::Mat d = exclusive(found[1], found[2], card.fusion->tolerance_px);
        for (int r = 0; r < d.rows; ++r)
            for (int c = 0; c < d.cols; ++c)
                found[0].at<float>(r, c) =
                    sigmoid(card.fusion->change * logit(static_cast<double>(found[0].at<float>(r, c))) +
                            card.fusion->buildings * logit(static_cast<double>(d.at<float>(r, c))) + card.fusion->bias);
    }
    if (card.threshold != 0.5)
        for (int r = 0; r < found[0].rows; ++r)
            for (int c = 0; c < found[0].cols; ++c)
                found[0].at<float>(r, c) =
                    sigmoid(logit(static_cast<double>(found[0].at<float>(r, c))) - logit(card.threshold));
    if (planes.empty() && !found[1].empty())
        planes = {found[1], found[2]};
    planes.insert(planes.begin(), found[0]);
    std::array shape{static_cast<int>(planes.size()), found[0].rows, found[0].cols};
    cv::Mat out(3, shape.data(), CV_32F);
    for (std::size_t k = 0; k < planes.size(); ++k)
        std::copy_n(planes[k].ptr<float>(), planes[k].total(), out.ptr<float>(static_cast<int>(k)));
    return out;
}

/// Counts whole blocks inside the scene and those whose statistics the training imagery did not have.
void LearnedDetector::Impl::check_domain(const cv::Mat& tensor, const PixelWindow& window,
                                         const PixelWindow& whole) const
{
    if (!card.statistics)
        return;
    const auto& s = *card.statistics;
    const auto edge = std::max<std::int64_t>(8, std::llround(s.block_m / card.gsd_m));
    const double to_8bit = 255 / (card.value_high - card.value_low);
    for (std::int64_t y = 0; y + edge <= window.height; y += edge)
        for (std::int64_t x = 0; x + edge <= window.width; x += edge) {
            const cv::Rect part(static_cast<int>(x), static_cast<int>(y), static_cast<int>(edge),
                                static_cast<int>(edge));
            const PixelWindow place{window.x0 + x, window.y0 + y, edge, edge};
            if (place.cut_to(whole).pixels() < place.pixels())
                continue;
            bool strange = false, seen = false;
            for (std::size_t k = 0; k < bands.size(); ++k) {
                cv::Scalar mean, deviation;
                cv::meanStdDev(plane(tensor, static_cast<int>(k))(part), mean, deviation);
                seen = seen || deviation[0] > 0;
                const double m = ((mean[0] * card.deviation[k] + card.mean[k]) - card.value_low) * to_8bit,
                             d = deviation[0] * card.deviation[k] * to_8bit;
                const auto beyond = [](double v, double low, double mid, double high) {
                    return v < low - (mid - low) / 2 || v > high + (high - mid) / 2;
                };
                strange = strange || beyond(m, s.mean_low[k], s.mean_mid[k], s.mean_high[k]) ||
                          beyond(d, s.deviation_low[k], s.deviation_mid[k], s.deviation_high[k]);
            }
            if (seen) {
                ++blocks;
                outside += strange ? 1 : 0;
            }
        }
}

LearnedDetector::LearnedDetector(ModelCard card, const std::string& onnx_file, Scene scene)
    : impl_(std::make_unique<Impl>())
{
    cv::setNumThreads(1); // cells run in parallel; inside one there is one thread
    impl_->card = std::move(card);
    impl_->file = onnx_file;
    impl_->scene = std::move(scene);
    std::vector<double> distances{impl_->card.gsd_m};
    distances.insert(distances.end(), impl_->card.more_gsd_m.begin(), impl_->card.more_gsd_m.end());
    for (const double gsd : distances) {
        double scale = impl_->scene.gsd / gsd;
        if (std::abs(scale - 1) < 0.02)
            scale = 1;
        const auto pixels = [&](std::int64_t of_image) {
            return static_cast<std::int64_t>(std::ceil(static_cast<double>(of_image) * scale - 1e-6));
        };
        impl_->lattices.push_back(
            {scale, {0, 0, pixels(impl_->scene.extent.width), pixels(impl_->scene.extent.height)}});
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
    impl_->give_back(impl_->load());
}

LearnedDetector::~LearnedDetector() = default;

const ModelCard& LearnedDetector::card() const
{
    return impl_->card;
}

double LearnedDetector::outside_share() const
{
    const auto blocks = impl_->blocks.load();
    return blocks > 0 ? static_cast<double>(impl_->outside.load()) / static_cast<double>(blocks) : 0;
}

bool LearnedDetector::tells_kinds() const
{
    return impl_->card.tells_kinds();
}

std::int64_t LearnedDetector::halo() const
{
    double coarsest = impl_->lattices.front().scale;
    for (const Lattice& lattice : impl_->lattices)
        coarsest = std::min(coarsest, lattice.scale);
    return static_cast<std::int64_t>(
               std::ceil(static_cast<double>(impl_->card.halo_px + impl_->card.stride_px + 2) / coarsest)) +
           2;
}

/// The network's planes on the cell's core, at one ground sampling distance.
std::vector<Raster<float>> LearnedDetector::Impl::look(const PairCell& cell, const Lattice& at, bool first) const
{
    const auto down = [&](std::int64_t v) {
        return static_cast<std::int64_t>(std::floor(static_cast<double>(v) * at.scale));
    };
    const auto up = [&](std::int64_t v) {
        return static_cast<std::int64_t>(std::ceil(static_cast<double>(v) * at.scale));
    };
    PixelWindow needed{down(cell.core.x0) - 1, down(cell.core.y0) - 1, 0, 0};
    needed.width = up(cell.core.x1()) + 1 - needed.x0;
    needed.height = up(cell.core.y1()) + 1 - needed.y0;

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
        if (first && parts.size() == 1)
            for (const cv::Mat& date : dates)
                check_domain(date, part, at.whole);
        const cv::Mat found = forward(dates);
        lattice.resize(static_cast<std::size_t>(found.size[0]), Raster<float>(needed, missing));
        const PixelWindow good = (parts.size() == 1 ? part : part.grown(-halo)).cut_to(needed).cut_to(at.whole);
        for (int k = 0; k < found.size[0]; ++k)
            for (std::int64_t y = good.y0; y < good.y1(); ++y)
                std::copy_n(found.ptr<float>(k, static_cast<int>(y - part.y0)) + (good.x0 - part.x0), good.width,
                            &lattice[static_cast<std::size_t>(k)].at(good.x0 - needed.x0, y - needed.y0));
    }
    for (Raster<float>& plane : lattice)
        plane = change::from_lattice(plane, at.scale, cell.core);
    return lattice;
}

/// All looks at a cell as one: the change by the mean of its logits, the other planes by their mean.
std::vector<Raster<float>> LearnedDetector::Impl::looks(const PairCell& cell) const
{
    std::vector<Raster<float>> sum = look(cell, lattices.front(), true);
    const auto& seen = sum.front().pixels();
    if (lattices.size() == 1 || std::none_of(seen.begin(), seen.end(), [](float p) { return p >= worth_another_look; }))
        return sum;
    for (float& p : sum.front().pixels())
        p = static_cast<float>(logit(static_cast<double>(p)));
    for (std::size_t k = 1; k < lattices.size(); ++k) {
        const std::vector<Raster<float>> more = look(cell, lattices[k], false);
        for (std::size_t plane = 0; plane < sum.size(); ++plane)
            for (std::size_t i = 0; i < sum[plane].size(); ++i) {
                const float v = more[plane].data()[i];
                sum[plane].data()[i] += plane == 0 ? static_cast<float>(logit(static_cast<double>(v))) : v;
            }
    }
    const auto count = static_cast<float>(lattices.size());
    for (std::size_t plane = 0; plane < sum.size(); ++plane)
        for (float& v : sum[plane].pixels())
            v = plane == 0 ? sigmoid(static_cast<double>(v / count)) : v / count;
    return sum;
}

CellChange LearnedDetector::detect(const PairCell& cell) const
{
    CellChange out{Raster<float>(cell.core, missing), {}, {}};
    const bool anything = std::any_of(cell.before.front().pixels().begin(), cell.before.front().pixels().end(),
                                      [](float v) { return !std::isnan(v); }) &&
                          std::any_of(cell.after.front().pixels().begin(), cell.after.front().pixels().end(),
                                      [](float v) { return !std::isnan(v); });
    if (!anything)
        return out;
    std::vector<Raster<float>> planes = impl_->looks(cell);
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
                out.change.at(col, row) = missing;
        }
    return out;
}

} // namespace didban
