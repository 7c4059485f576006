#include "pipelines/detect/detect_pair.h"

#include "pipelines/align/align_scene.h"
#include "pipelines/imagery/band_order.h"
#include "pipelines/imagery/held_rasters.h"
#include "pipelines/imagery/open_scene.h"
#include "pipelines/imagery/physical_image.h"
#include "pipelines/imagery/warp_pixels.h"
#include "pipelines/run/record_inputs.h"
#include "pipelines/run/stopwatch.h"
#include "pipelines/run/work_store.h"

#include "didban/base/error.h"
#include "didban/base/number_text.h"
#include "didban/report/findings_files.h"
#include "didban/report/pair_record.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace didban {

namespace {

namespace fs = std::filesystem;

/// Of decoded pixels: IR-MAD reads them twice only, so that holding more would save little.
double held_mb(const DetectPairOptions& options)
{
    return options.detect.detector == DetectorChoice::Irmad ? 128 : HeldRasters::unlimited_mb;
}

bool same_grid(const RasterInfo& a, const RasterInfo& b)
{
    if (a.width != b.width || a.height != b.height || a.transform.has_value() != b.transform.has_value())
        return false;
    if (!a.transform)
        return true;
    if (a.crs.known() && b.crs.known() && !(a.crs == b.crs))
        return false;
    const auto w = static_cast<double>(a.width), h = static_cast<double>(a.height);
    const double tolerance = 0.01 * a.transform->pixel_size();
    for (const auto& [col, row] : {std::pair{0.0, 0.0}, {w, 0.0}, {0.0, h}, {w, h}}) {
        const Point p = a.transform->to_crs(col, row), q = b.transform->to_crs(col, row);
        if (std::hypot(p.x - q.x, p.y - q.y) > tolerance)
            return false;
    }
    return true;
}

report::InputRecord input_record(const std::string& role, const std::string& path, InputStamps& stamps)
{
    std::error_code ignored;
    const bool file = fs::is_regular_file(path, ignored);
    stamps.add(path);
    return {role, path, file ? input_digest(path) : std::string()};
}

/// Every input with its digest, before it is read.
std::vector<report::InputRecord> input_records(const DetectPairOptions& options, InputStamps& stamps)
{
    std::vector<report::InputRecord> out;
    out.push_back(input_record("before", options.before, stamps));
    out.push_back(input_record("after", options.after, stamps));
    for (const std::string& image : options.later)
        out.push_back(input_record("later", image, stamps));
    for (const auto& [role, mask] : {std::pair{"before_mask", options.before_mask}, {"after_mask", options.after_mask}})
        if (!mask.empty())
            out.push_back(input_record(role, mask, stamps));
    if (!options.detect.model.empty())
        out.push_back(input_record("model", options.detect.model, stamps));
    for (const std::string& surface : {options.before_dsm, options.after_dsm})
        stamps.add(surface);
    return out;
}

report::AlignmentRecord alignment_record(const AlignReport& r)
{
    report::AlignmentRecord record;
    record.co_registered = r.co_registered;
    record.verified = r.verified;
    record.shift_x_px = r.shift_x_px;
    record.shift_y_px = r.shift_y_px;
    record.residual_px = r.residual_px;
    record.tie_points = r.tie_points;
    record.reliability = r.reliability;
    record.overlap_share = r.overlap_share;
    return record;
}

void note_result(const DetectResult& result, report::PairRecord& record)
{
    record.detector = name(result.detector);
    record.observed_share = result.observed_share;
    record.closer_share = result.closer_share;
    if (result.irmad) {
        const IrmadReport& r = *result.irmad;
        record.irmad = report::PairRecord::Irmad{r.correlations, r.iterations, r.converged, r.note};
    }
    record.change_objects = static_cast<std::int64_t>(result.objects.size());
    for (const auto kind : {ChangeKind::New, ChangeKind::Extended, ChangeKind::Demolished, ChangeKind::Heightened,
                            ChangeKind::Groundwork})
        record.kinds.emplace_back(name(kind), std::count_if(result.objects.begin(), result.objects.end(),
                                                            [&](const ChangeObject& o) { return o.kind == kind; }));
    record.warnings = result.warnings;
}

std::vector<const std::string*> images_of(const DetectPairOptions& options)
{
    std::vector<const std::string*> images{&options.before, &options.after};
    for (const std::string& image : options.later)
        images.push_back(&image);
    return images;
}

} // namespace

DetectResult detect_pair(const DataAccess& files, const DetectPairOptions& options, const RunOptions& run)
{
    const HeldRasters data(files, run, held_mb(options));
    Stopwatch watch;
    const ResultFolder folder(options.output);
    const auto before = data.open_raster(options.before), after = data.open_raster(options.after);
    const RasterInfo &b = before->info(), &a = after->info();
    if (b.transform.has_value() != a.transform.has_value())
        throw Error(ErrorKind::IncompatibleInput, (b.transform ? a : b).name + " has no georeference, but " +
                                                      (b.transform ? b : a).name +
                                                      " has; give both a georeference, or neither and --gsd");
    if (b.transform && b.crs.known() != a.crs.known())
        throw Error(ErrorKind::IncompatibleInput,
                    (b.crs.known() ? a : b).name + " has no coordinate reference system, but " +
                        (b.crs.known() ? b : a).name + " has; assign it, for example with gdal_edit.py -a_srs");
    if (options.no_align && !b.transform && !same_grid(b, a))
        throw Error(ErrorKind::IncompatibleInput, b.name + " is " + std::to_string(b.width) + " × " +
                                                      std::to_string(b.height) + " pixels and " + a.name + " " +
                                                      std::to_string(a.width) + " × " + std::to_string(a.height) +
                                                      "; without georeference, --no-align needs equal sizes");
    const double plain_gsd = options.gsd > 0 ? options.gsd : 1;

    InputStamps stamps;
    report::PairRecord record;
    record.version = options.version;
    record.inputs = input_records(options, stamps);
    WorkStore store(folder, "detect", stamps, run);

    AlignedPair pair;
    pair.before.path = options.before;
    pair.after.path = options.after;
    pair.before.dsm = options.before_dsm;
    pair.after.dsm = options.after_dsm;
    pair.gsd = b.transform ? 0 : plain_gsd;
    pair.order_assumed = order_assumed(data, {options.before, {}, {}}) || order_assumed(data, {options.after, {}, {}});
    AlignReport aligned_by;
    if (!options.before_mask.empty()) {
        const std::string masked = store.work("before.tif");
        const GeoTransform plain{{0, plain_gsd, 0, 0, 0, -plain_gsd}};
        warp_scene(data, {options.before, options.before_mask, {}},
                   {b.width, b.height, b.transform.value_or(plain), b.crs}, {masked, RasterUse::Scratch}, run);
        pair.before.path = masked;
    }
    // Speckle gives no tie points worth the name, and SAR is geocoded to better than a pixel.
    const bool no_align = options.no_align || options.detect.detector == DetectorChoice::Sar;
    const bool placed_by_grids = b.transform || same_grid(b, a);
    const double gsd_m = ground_size(b, pair.gsd);
    std::vector<std::string> unplaced;
    std::size_t aligned = 0;
    const auto onto_before = [&](const std::string& image, AlignReport& how_well) {
        const auto info = data.open_raster(image)->info();
        if (no_align && options.after_mask.empty() && same_grid(b, info))
            return image;
        const std::string out = store.work("aligned" + std::to_string(++aligned) + ".tif");
        AlignOptions align;
        align.gsd = plain_gsd;
        align.co_register = !no_align;
        align.on = AlignOn::Structures;
        align.use = RasterUse::Scratch;
        align.keep_unregistrable = placed_by_grids;
        how_well = align_scene(data, {options.before, options.before_mask, {}}, {image, options.after_mask, {}}, out,
                               align, run);
        if (!how_well.note.empty())
            unplaced.push_back(placement_in_words(how_well, gsd_m));
        return out;
    };
    pair.after.path = onto_before(options.after, aligned_by);
    for (const std::string& image : options.later) {
        AlignReport own;
        pair.later.emplace_back().path = onto_before(image, own);
    }
    if (aligned_by.verified || !aligned_by.note.empty())
        pair.residual_px = position_error_m(aligned_by, gsd_m) / gsd_m;
    const double align_seconds = watch.lap();

    const std::string map = store.work("change.tif");
    DetectResult result = detect_change(data, pair, map, options.detect, run);
    write_change_map(data, map, store.result("change.tif"), run);
    if (!b.transform && options.gsd <= 0)
        result.warnings.insert(result.warnings.begin(),
                               "the images have no georeference and --gsd is not given: a pixel was taken to be 1 m "
                               "wide, so metres and square metres are pixels; give --gsd");
    result.warnings.insert(result.warnings.end(), unplaced.begin(), unplaced.end());
    for (const std::string* image : images_of(options))
        if (std::string note = open_physical(data, {*image, {}, {}}).note; !note.empty())
            result.warnings.push_back(std::move(note));
    const double detect_seconds = watch.lap();
    report::write_changes_geojson(store.result("changes.geojson"), result.objects, {}, b.transform ? b.crs : Crs{});

    record.parameters = {{"detector", std::string(name(options.detect.detector))},
                         {"min_area_m2", options.detect.min_area_m2},
                         {"exact", options.detect.exact},
                         {"align", !no_align}};
    if (!b.transform)
        record.plain_gsd_m = plain_gsd;
    record.alignment = alignment_record(aligned_by);
    note_result(result, record);
    record.timing = {{"align_s", rounded(align_seconds, 3)},
                     {"detect_s", rounded(detect_seconds, 3)},
                     {"threads", std::int64_t{run.threads}},
                     {"tile_size", std::int64_t{run.tile_size}},
                     {"memory_mb", std::int64_t{run.memory_mb}}};
    report::write_run_json(store.result("run.json"), record);
    if (run.stop.stop_requested())
        throw Error(ErrorKind::Interrupted, "interrupted while writing the results; run the same command again");
    store.check_inputs();
    store.publish(false);
    return result;
}

} // namespace didban
