#include "pipelines/train/adapt_files.h"

#include "didban/base/error.h"
#include "didban/geo/coverage.h"
#include "didban/geo/fill_polygon.h"
#include "didban/report/text_file.h"
#include "pipelines/detect/learned_pair.h"
#include "pipelines/detect/pair_sample.h"
#include "pipelines/run/map_tiles.h"
#include "pipelines/zonal/zone_lattice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace didban::train {

namespace {

using namespace detect;

constexpr std::int64_t sample_pixels = 1'000'000;

RasterSpec spec_of(const PairSource& pair, int bands, PixelType type)
{
    RasterSpec spec;
    spec.width = pair.width();
    spec.height = pair.height();
    spec.bands = bands;
    spec.type = type;
    spec.transform = pair.grid().transform;
    spec.crs = pair.grid().crs;
    return spec;
}

/// Bands of the pair that the network sees, in its order.
std::vector<std::size_t> network_bands(const PairSource& pair, const ModelCard& card)
{
    std::vector<std::size_t> out;
    for (const std::string& band : card.bands)
        out.push_back(
            static_cast<std::size_t>(std::find(pair.bands().begin(), pair.bands().end(), band) - pair.bands().begin()));
    return out;
}

void write_images(const DataAccess& data, const PairSource& pair, const ModelCard& card, StepStore& store,
                  const RunOptions& run)
{
    const ThreadLimit limit(run.threads);
    const Schedule plan = schedule(run, limit.threads(), 0, 4 * static_cast<double>(pair.bands().size()) + 8);
    const PairSample sample = sample_pair(pair, plan, run, sample_pixels);
    const std::array stretches = stretches_of(pair, sample, card);
    const std::vector<std::size_t> bands = network_bands(pair, card);
    std::array<std::unique_ptr<RasterSink>, 2> sinks;
    const int seen_band = static_cast<int>(bands.size()) + 1;
    for (std::size_t date = 0; date < 2; ++date)
        sinks[date] = data.create_raster(store.work(date == 0 ? adapt_before : adapt_after),
                                         spec_of(pair, seen_band, PixelType::Byte));
    const auto shown = [&](const PairCell& cell) { return cell; };
    map_cells(pair, 0, plan, run, {"adapt", "writing the images"}, shown,
              [&](const PixelWindow& window, const PairCell& cell) {
                  for (std::size_t date = 0; date < 2; ++date) {
                      const auto& images = date == 0 ? cell.before : cell.after;
                      Raster<float> seen(window, 255);
                      for (std::size_t k = 0; k < bands.size(); ++k) {
                          const Stretch& ends = stretches[date][bands[k]];
                          const double gain = 255 / std::max(1e-9, ends.high - ends.low);
                          Raster<float> values = images[bands[k]];
                          for (std::size_t i = 0; i < values.size(); ++i) {
                              float& v = values.data()[i];
                              if (std::isnan(v))
                                  v = seen.data()[i] = 0;
                              else
                                  v = static_cast<float>(
                                      std::clamp((static_cast<double>(v) - ends.low) * gain, 0.0, 255.0));
                          }
                          sinks[date]->write(static_cast<int>(k) + 1, window, values.pixels());
                      }
                      sinks[date]->write(seen_band, window, seen.pixels());
                  }
              });
    for (const auto& sink : sinks)
        sink->finish();
}

void write_numbers(const DataAccess& data, const PairSource& pair, const std::vector<Parcel>& parcels,
                   const std::string& path)
{
    ZoneShapes shapes;
    for (const Parcel& parcel : parcels)
        shapes.add(to_pixels(parcel.shape, *pair.grid().transform));
    constexpr GeoTransform pixels{{0, 1, 0, 0, 0, 1}};
    const ZoneLattice lattice(shapes, pair.width(), pair.height());
    MultiPolygon shape;
    const auto sink = data.create_raster(path, spec_of(pair, 1, PixelType::UInt32));
    for (std::uint32_t n = 0; n < static_cast<std::uint32_t>(lattice.columns() * lattice.rows()); ++n) {
        Raster<float> numbers(lattice.cell(n), 0);
        for (const std::uint32_t zone : lattice.zones_in(n)) {
            shapes.read(zone, shape);
            for (const Polygon& part : shape.parts)
                fill_polygon(numbers, part, pixels, static_cast<float>(zone + 1));
        }
        sink->write(1, numbers.window(), numbers.pixels());
    }
    sink->finish();
}

void write_table(const std::vector<AdaptParcel>& told, const std::string& path)
{
    TextFile file(path);
    file.write("number,kind,held_out\n");
    for (std::size_t k = 0; k < told.size(); ++k)
        file.write(std::to_string(k + 1) + "," + std::string(name(told[k].kind)) +
                   (told[k].held_out ? ",1\n" : ",0\n"));
    file.finish();
}

} // namespace

void write_adapt_files(const DataAccess& data, const AlignedPair& pair, const std::string& onnx_file,
                       const std::vector<Parcel>& parcels, const std::vector<AdaptParcel>& told, StepStore& store,
                       const RunOptions& run)
{
    constexpr std::size_t most = 16'000'000; // numbers pass through 4-byte floats
    const PairSource source(data, pair);
    const ModelCard card = read_card(onnx_file);
    if (!source.grid().transform || parcels.size() > most)
        throw Error(ErrorKind::IncompatibleInput,
                    source.grid().name + ": parcels cannot be laid on it; at most 16 million fit, and the image needs "
                                         "a georeference");
    write_images(data, source, card, store, run);
    write_numbers(data, source, parcels, store.work(adapt_numbers));
    write_table(told, store.work(adapt_table));
}

} // namespace didban::train
