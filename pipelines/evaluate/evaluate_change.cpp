#include "didban/base/error.h"
#include "didban/grid/tiles.h"
#include "didban/objects/components.h"
#include "pipelines/evaluate/evaluate.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace didban {

namespace {

/// Rows of a raster's first band, a strip of cells at a time.
template <class Visit>
void each_strip(const RasterInfo& info, const RunOptions& run, Visit visit)
{
    for (std::int64_t y = 0; y < info.height; y += lattice_cell) {
        if (run.stop.stop_requested())
            throw Error(ErrorKind::Interrupted, "interrupted while evaluating " + info.name);
        visit(PixelWindow{0, y, info.width, std::min(lattice_cell, info.height - y)});
        run.log.progress("evaluate", static_cast<double>(std::min(y + lattice_cell, info.height)),
                         static_cast<double>(info.height));
    }
}

/// Bytes above 1 mean a mask of 0 and 255.
float unit_of(const RasterSource& raster, const RunOptions& run)
{
    if (raster.info().type != PixelType::Byte)
        return 1;
    float most = 0;
    const auto reader = raster.open();
    each_strip(raster.info(), run, [&](const PixelWindow& strip) {
        std::vector<float> pixels(strip.pixels());
        reader->read(1, strip, pixels);
        for (const float p : pixels)
            most = p > most ? p : most; // NaN never is
    });
    return most > 1 ? 255.0F : 1.0F;
}

} // namespace

ChangeEvaluation evaluate_change(const DataAccess& data, const std::string& truth_path, const std::string& found_path,
                                 const ChangeEvaluationOptions& options, const RunOptions& run)
{
    const auto truth = data.open_raster(truth_path), found = data.open_raster(found_path);
    const RasterInfo &t = truth->info(), &f = found->info();
    if (t.width != f.width || t.height != f.height)
        throw Error(ErrorKind::IncompatibleInput, f.name + " has " + std::to_string(f.width) + " × " +
                                                      std::to_string(f.height) + " pixels but " + t.name + " has " +
                                                      std::to_string(t.width) + " × " + std::to_string(t.height) +
                                                      "; bring them onto one grid first");
    const float unit = unit_of(*found, run);
    const bool probabilities = f.type != PixelType::Byte;

    ChangeEvaluation out;
    const auto enough = [&](const Component& c) {
        return c.planes[0].sum >= options.least_overlap * static_cast<double>(c.pixels);
    };
    ComponentTracer labelled(
        t.width, 1, [&](Component&& c) { ++(enough(c) ? out.objects_found : out.objects_missed); },
        options.min_area_px);
    ComponentTracer predicted(
        t.width, 1, [&](Component&& c) { ++(enough(c) ? out.objects_right : out.objects_wrong); }, options.min_area_px);

    const auto truth_reader = truth->open(), found_reader = found->open();
    const auto width = static_cast<std::size_t>(t.width);
    std::vector<std::uint8_t> real(width), said(width);
    std::vector<float> real_value(width), said_value(width);
    each_strip(t, run, [&](const PixelWindow& strip) {
        std::vector<float> labels(strip.pixels()), values(strip.pixels());
        truth_reader->read(1, strip, labels);
        found_reader->read(1, strip, values);
        for (std::size_t first = 0; first < labels.size(); first += width) {
            for (std::size_t c = 0; c < width; ++c) {
                const float value = values[first + c] / unit;
                real[c] = labels[first + c] > 0 ? 1 : 0;
                said[c] = static_cast<double>(value) >= options.threshold ? 1 : 0; // NaN never is
                real_value[c] = real[c];
                said_value[c] = said[c];
                out.pixels.true_positive += real[c] & said[c];
                out.pixels.false_positive += said[c] & (1 - real[c]);
                out.pixels.false_negative += real[c] & (1 - said[c]);
                if (probabilities && !std::isnan(value))
                    out.probability.add(static_cast<double>(value), real[c] != 0);
            }
            const std::span<const float> of_said[]{said_value}, of_real[]{real_value};
            labelled.add_row(real, of_said);
            predicted.add_row(said, of_real);
        }
    });
    labelled.finish();
    predicted.finish();
    return out;
}

} // namespace didban
