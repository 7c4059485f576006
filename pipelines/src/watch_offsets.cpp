#include "watch_offsets.h"

#include "didban/base/error.h"
#include "didban/base/renovation_code.h"
#include "didban/grid/raster.h"
#include "didban/land/crs_signs.h"
#include "didban/objects/cadastre_offset.h"
#include "didban/pipelines/map_tiles.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace didban {

namespace {

constexpr double square_m = 250;
constexpr std::size_t least_parcels = 4;
constexpr std::size_t fewest_blocks_for_common = 8;
constexpr std::int64_t most_pixels_a_side = 2048;

struct Block {
    std::string name;
    std::vector<const MultiPolygon*> parcels;
    Box box;
};

std::vector<Block> grouped(const std::vector<Parcel>& parcels, bool by_code)
{
    std::map<std::string, std::size_t> index;
    std::vector<Block> blocks;
    for (const Parcel& p : parcels) {
        const Box box = bounds(p.shape);
        if (box.empty())
            continue;
        const auto code = by_code ? parse_renovation_code(p.key) : std::nullopt;
        const std::string name = code ? std::to_string(code->code.part[0]) + "-" + std::to_string(code->code.part[1]) +
                                            "-" + std::to_string(code->code.part[2])
                                      : "E" + std::to_string(std::llround(std::floor(box.x0 / square_m) * square_m)) +
                                            " N" +
                                            std::to_string(std::llround(std::floor(box.y0 / square_m) * square_m));
        const auto [at, added] = index.emplace(name, blocks.size());
        if (added)
            blocks.push_back({name, {}, {}});
        Block& block = blocks[at->second];
        block.parcels.push_back(&p.shape);
        block.box.include({box.x0, box.y0});
        block.box.include({box.x1, box.y1});
    }
    return blocks;
}

std::vector<Block> blocks_of(const std::vector<Parcel>& parcels)
{
    std::vector<Block> blocks = grouped(parcels, true);
    const auto large =
        std::count_if(blocks.begin(), blocks.end(), [](const Block& b) { return b.parcels.size() >= least_parcels; });
    return 2 * large >= static_cast<std::ptrdiff_t>(blocks.size()) ? blocks : grouped(parcels, false);
}

/// Edge strength of an image around one block: gradient of the mean of its first three bands.
class EdgeImage {
public:
    EdgeImage(const RasterSource& source, RasterReader& reader, const Box& around)
        : transform_(source.info().transform.value())
    {
        const RasterInfo& info = source.info();
        Box pixels;
        for (const Point& p : {Point{around.x0, around.y0}, Point{around.x1, around.y0}, Point{around.x0, around.y1},
                               Point{around.x1, around.y1}})
            pixels.include(transform_.to_pixel(p.x, p.y));
        const auto x0 = static_cast<std::int64_t>(std::floor(pixels.x0)),
                   y0 = static_cast<std::int64_t>(std::floor(pixels.y0));
        PixelWindow window{x0, y0, static_cast<std::int64_t>(std::ceil(pixels.x1)) - x0,
                           static_cast<std::int64_t>(std::ceil(pixels.y1)) - y0};
        window = window.cut_to(info.extent());
        if (window.empty() || window.width > most_pixels_a_side || window.height > most_pixels_a_side)
            return;
        grey_ = Raster<float>(window);
        std::vector<float> band(window.pixels());
        const int bands = std::min(3, info.bands);
        for (int b = 1; b <= bands; ++b) {
            reader.read(b, window, band);
            for (std::size_t i = 0; i < band.size(); ++i)
                grey_.pixels()[i] += band[i] / static_cast<float>(bands);
        }
    }
    [[nodiscard]] bool empty() const { return grey_.empty(); }
    /// NaN where unseen.
    [[nodiscard]] float operator()(const Point& at) const
    {
        const Point p = transform_.to_pixel(at.x, at.y);
        const auto col = static_cast<std::int64_t>(std::floor(p.x)) - grey_.window().x0,
                   row = static_cast<std::int64_t>(std::floor(p.y)) - grey_.window().y0;
        if (col < 1 || row < 1 || col + 1 >= grey_.width() || row + 1 >= grey_.height())
            return std::numeric_limits<float>::quiet_NaN();
        return std::hypot(grey_.at(col + 1, row) - grey_.at(col - 1, row),
                          grey_.at(col, row + 1) - grey_.at(col, row - 1));
    }

private:
    GeoTransform transform_;
    Raster<float> grey_;
};

OffsetOptions quick()
{
    OffsetOptions options;
    options.step_m = 1;
    options.most_samples = 1000;
    return options;
}

OffsetEstimate estimate(const RasterSource& source, RasterReader& reader, const Block& block, double east, double north)
{
    const OffsetOptions options = quick();
    Box around = block.box.grown(options.reach_m + 2);
    around = {around.x0 + east, around.y0 + north, around.x1 + east, around.y1 + north};
    const EdgeImage edges(source, reader, around);
    if (edges.empty() || block.parcels.size() < least_parcels)
        return {};
    return estimate_offset(
        block.parcels,
        [&](const Point& p) {
            return edges({p.x + east, p.y + north});
        },
        options);
}

/// Tries the shifts that a mix-up of ED50(ED77) and WGS 84 makes, on a few blocks spread over the cadastre.
std::optional<std::string> suggest_datum(const RasterSource& source, const std::vector<Block>& blocks)
{
    constexpr std::size_t tried = 12;
    if (blocks.empty())
        return std::nullopt;
    const Block& middle = blocks[blocks.size() / 2];
    const Point lonlat = Transform(source.info().crs, Crs::wgs84())({middle.box.x0, middle.box.y0});
    const auto vector = suggest_ed77(-5, -180, lonlat.x, lonlat.y);
    if (!vector)
        return std::nullopt;
    const auto reader = source.open();
    int here = 0, labelled_wgs84 = 0, labelled_ed77 = 0, seen = 0;
    for (std::size_t k = 0; k < std::min(tried, blocks.size()); ++k) {
        const Block& block = blocks[k * blocks.size() / std::min(tried, blocks.size())];
        const OffsetEstimate at_home = estimate(source, *reader, block, 0, 0);
        const OffsetEstimate south = estimate(source, *reader, block, vector->expected_x_m, vector->expected_y_m);
        const OffsetEstimate north = estimate(source, *reader, block, -vector->expected_x_m, -vector->expected_y_m);
        seen += at_home.samples > 0 ? 1 : 0;
        here += at_home.significant ? 1 : 0;
        labelled_wgs84 += south.significant && south.score > at_home.score ? 1 : 0;
        labelled_ed77 += north.significant && north.score > at_home.score ? 1 : 0;
    }
    const int best = std::max(labelled_wgs84, labelled_ed77);
    if (best < 3 || 2 * best <= seen || best <= 2 * here)
        return std::nullopt;
    const std::string metres = std::to_string(static_cast<int>(std::lround(std::abs(vector->expected_y_m))));
    return labelled_wgs84 > labelled_ed77 ? "the parcels fit the image " + metres +
                                                " m farther south: the cadastre may hold ED50(ED77) coordinates under "
                                                "a WGS 84 label; ask its owner, nothing was moved"
                                          : "the parcels fit the image " + metres +
                                                " m farther north: the cadastre may hold WGS 84 coordinates under an "
                                                "ED50(ED77) label; ask its owner, nothing was moved";
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

Point common_offset(const std::vector<OffsetEstimate>& found)
{
    std::vector<double> east, north;
    for (const OffsetEstimate& e : found)
        if (e.significant) {
            east.push_back(e.dx_m);
            north.push_back(e.dy_m);
        }
    return east.size() < fewest_blocks_for_common ? Point{} : Point{median(east), median(north)};
}

} // namespace

CadastreOnImage measure_offsets(const DataAccess& data, const std::string& raster, const std::vector<Parcel>& parcels,
                                const RunOptions& run)
{
    const auto source = data.open_raster(raster);
    const std::vector<Block> blocks = blocks_of(parcels);
    std::vector<OffsetEstimate> found(blocks.size());
    const ThreadLimit limit(run.threads);
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, blocks.size(), 8),
                      [&](const tbb::blocked_range<std::size_t>& range) {
                          const auto reader = source->open();
                          for (std::size_t i = range.begin(); i < range.end() && !run.stop.stop_requested(); ++i)
                              found[i] = estimate(*source, *reader, blocks[i], 0, 0);
                      });
    if (run.stop.stop_requested())
        throw Error(ErrorKind::Interrupted, "interrupted while laying the cadastre on the image");
    CadastreOnImage out;
    for (std::size_t i = 0; i < blocks.size(); ++i)
        if (found[i].significant)
            out.blocks.push_back({blocks[i].name, found[i].dx_m, found[i].dy_m, found[i].score,
                                  static_cast<int>(blocks[i].parcels.size())});
        else
            ++out.blocks_without;
    out.common = common_offset(found);
    out.datum_suggestion = suggest_datum(*source, blocks);
    return out;
}

} // namespace didban
