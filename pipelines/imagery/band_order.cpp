#include "pipelines/imagery/band_order.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace didban {

namespace {

constexpr std::size_t least_pixels = 500;
constexpr std::size_t most_pixels = 100'000;
constexpr std::size_t most_bands = 6; // whose orders can be tried one by one
constexpr double clearly_better = 0.15;
constexpr double clearly_apart = 0.25;

using Bands = std::vector<std::vector<double>>;

/// Every so many pixels.
Bands thinned(const std::vector<std::vector<float>>& bands)
{
    Bands out;
    for (const auto& band : bands) {
        const std::size_t step = band.size() / most_pixels + 1;
        std::vector<double>& some = out.emplace_back();
        for (std::size_t i = 0; i < band.size(); i += step)
            some.push_back(static_cast<double>(band[i]));
    }
    return out;
}

double mean(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double correlation(const std::vector<double>& a, const std::vector<double>& b)
{
    const double mean_a = mean(a), mean_b = mean(b);
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ab += (a[i] - mean_a) * (b[i] - mean_b);
        aa += (a[i] - mean_a) * (a[i] - mean_a);
        bb += (b[i] - mean_b) * (b[i] - mean_b);
    }
    return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0;
}

/// Colour alone: each band, brought to one spread, less the mean of all. Brightness goes alike through every band and
/// would hide which is which.
Bands colours(Bands bands)
{
    for (std::vector<double>& band : bands) {
        const double middle = mean(band);
        double squares = 0;
        for (const double v : band)
            squares += (v - middle) * (v - middle);
        const double spread = squares > 0 ? std::sqrt(squares / static_cast<double>(band.size())) : 1;
        for (double& v : band)
            v = (v - middle) / spread;
    }
    for (std::size_t i = 0; i < bands.front().size(); ++i) {
        double middle = 0;
        for (const auto& band : bands)
            middle += band[i] / static_cast<double>(bands.size());
        for (auto& band : bands)
            band[i] -= middle;
    }
    return bands;
}

/// The order of the later date's bands in which the dates agree best, and by how much better than as they stand.
struct BestOrder {
    std::vector<std::size_t> order;
    double better_by{};
};

BestOrder best_order(const Bands& before, const Bands& after)
{
    const std::size_t n = before.size();
    std::vector<std::vector<double>> agree(n, std::vector<double>(n));
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            agree[i][j] = correlation(before[i], after[j]);
    const auto all = [&](const std::vector<std::size_t>& order) {
        double sum = 0;
        for (std::size_t i = 0; i < n; ++i)
            sum += agree[i][order[i]];
        return sum / static_cast<double>(n);
    };
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    const double as_it_stands = all(order);
    BestOrder best{order, 0};
    while (std::next_permutation(order.begin(), order.end()))
        if (const double better = all(order) - as_it_stands; better > best.better_by)
            best = {order, better};
    return best;
}

/// The band that goes least with the others, and by how much less than the next.
struct OddBand {
    std::size_t band{};
    double apart{};
};

OddBand odd_one_out(const Bands& bands)
{
    std::vector<double> with_others(bands.size(), 0);
    for (std::size_t i = 0; i < bands.size(); ++i)
        for (std::size_t j = 0; j < bands.size(); ++j)
            if (i != j)
                with_others[i] += correlation(bands[i], bands[j]) / static_cast<double>(bands.size() - 1);
    std::vector<double> sorted = with_others;
    std::sort(sorted.begin(), sorted.end());
    return {static_cast<std::size_t>(std::min_element(with_others.begin(), with_others.end()) - with_others.begin()),
            sorted[1] - sorted[0]};
}

} // namespace

bool order_assumed(const DataAccess& data, const SceneFiles& scene)
{
    if (!scene.bands.empty())
        return false;
    const std::vector<std::string> names = data.open_raster(scene.path)->info().band_names;
    return names.size() > 1 && std::count(names.begin(), names.end(), "") > 0;
}

OrderDoubts order_doubts(const std::vector<std::string>& names, const std::vector<std::vector<float>>& before,
                         const std::vector<std::vector<float>>& after)
{
    OrderDoubts out;
    if (names.size() < 2 || names.size() > most_bands || before.front().size() < least_pixels)
        return out;
    const Bands b = thinned(before), a = thinned(after);
    if (const BestOrder best = best_order(colours(b), colours(a)); best.better_by > clearly_better) {
        std::string list;
        for (const std::size_t i : best.order)
            list += (list.empty() ? "" : ", ") + names[i];
        out.between_dates = "the pixels agree clearly better when the later image's bands are read as " + list;
    }
    const auto nir = std::find(names.begin(), names.end(), "nir");
    if (nir == names.end() || names.size() < 4)
        return out;
    const auto place = static_cast<std::size_t>(nir - names.begin());
    for (const Bands* date : {&b, &a})
        if (const OddBand odd = odd_one_out(*date); odd.apart > clearly_apart && odd.band != place)
            out.infrared = "the band taken for near-infrared goes with the colours, and the one taken for " +
                           names[odd.band] + " does not";
    return out;
}

} // namespace didban
