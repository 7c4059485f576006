#include "pipelines/detect/detect_pair.h"

#include "pipelines/align/align_scene.h"
#include "pipelines/imagery/warp_pixels.h"

#include "didban/base/error.h"
#include "didban/base/output_path.h"
#include "didban/crypto/sha256.h"
#include "didban/report/findings_files.h"
#include "didban/report/text_file.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cmath>
#include <filesystem>

namespace didban {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

double rounded(double v, double parts)
{
    return std::round(v * parts) / parts;
}

class Stopwatch {
public:
    [[nodiscard]] double lap()
    {
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - last_).count();
        last_ = now;
        return seconds;
    }

private:
    std::chrono::steady_clock::time_point last_{std::chrono::steady_clock::now()};
};

/// Removes a file when it goes out of scope.
struct Scratch {
    std::string path;
    Scratch() = default;
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch()
    {
        std::error_code ignored;
        if (!path.empty())
            fs::remove(path, ignored);
    }
};

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

Json input_record(const std::string& role, const std::string& path)
{
    std::error_code ignored;
    const bool file = fs::is_regular_file(path, ignored);
    return {{"role", role}, {"path", path}, {"sha256", file ? Json(sha256_file(path)) : Json()}};
}

Json alignment_record(const AlignReport& report)
{
    return {{"co_registered", report.co_registered},
            {"shift_x_px", rounded(report.shift_x_px, 1e3)},
            {"shift_y_px", rounded(report.shift_y_px, 1e3)},
            {"residual_px", rounded(report.residual_px, 1e3)},
            {"tie_points", report.tie_points},
            {"reliability", rounded(report.reliability, 1e3)},
            {"overlap_share", rounded(report.overlap_share, 1e4)}};
}

Json result_record(const DetectResult& result)
{
    Json out;
    out["detector"] = result.detector;
    out["observed_share"] = rounded(result.observed_share, 1e4);
    if (result.irmad) {
        Json correlations = Json::array();
        for (const double r : result.irmad->correlations)
            correlations.push_back(r);
        out["irmad"] = {{"correlations", correlations},
                        {"iterations", result.irmad->iterations},
                        {"converged", result.irmad->converged},
                        {"note", result.irmad->note}};
    }
    Json kinds = Json::object();
    for (const auto kind : {ChangeKind::New, ChangeKind::Extended, ChangeKind::Demolished, ChangeKind::Heightened,
                            ChangeKind::Groundwork})
        kinds[std::string(name(kind))] = std::count_if(result.objects.begin(), result.objects.end(),
                                                       [&](const ChangeObject& o) { return o.kind == kind; });
    out["counts"] = {{"change_objects", result.objects.size()}, {"kinds", kinds}};
    out["warnings"] = result.warnings;
    return out;
}

} // namespace

DetectResult detect_pair(const DataAccess& data, const DetectPairOptions& options, const RunOptions& run)
{
    Stopwatch watch;
    check_output_folder(options.output);
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

    make_output_folder(options.output);
    const auto in_output = [&](const char* file) { return (fs::path(options.output) / file).string(); };

    AlignedPair pair;
    pair.before.path = options.before;
    pair.after.path = options.after;
    pair.before_dsm = options.before_dsm;
    pair.after_dsm = options.after_dsm;
    pair.gsd = b.transform ? 0 : plain_gsd;
    AlignReport report;
    Scratch masked;
    if (!options.before_mask.empty()) {
        masked.path = in_output("before.part.tif");
        const GeoTransform plain{{0, plain_gsd, 0, 0, 0, -plain_gsd}};
        warp_scene(data, {options.before, options.before_mask, {}},
                   {b.width, b.height, b.transform.value_or(plain), b.crs}, masked.path, run);
        pair.before.path = masked.path;
    }
    // Speckle gives no tie points worth the name, and SAR is geocoded to better than a pixel.
    const bool no_align = options.no_align || options.detect.detector == "sar";
    std::vector<std::unique_ptr<Scratch>> aligned;
    const auto onto_before = [&](const std::string& image, AlignReport& how_well) {
        const auto info = data.open_raster(image)->info();
        if (no_align && options.after_mask.empty() && same_grid(b, info))
            return image;
        aligned.push_back(std::make_unique<Scratch>());
        aligned.back()->path = in_output(("aligned" + std::to_string(aligned.size()) + ".part.tif").c_str());
        AlignOptions align;
        align.gsd = plain_gsd;
        align.co_register = !no_align;
        align.on = AlignOn::Structures;
        how_well = align_scene(data, {options.before, options.before_mask, {}}, {image, options.after_mask, {}},
                               aligned.back()->path, align, run);
        return aligned.back()->path;
    };
    pair.after.path = onto_before(options.after, report);
    for (const std::string& image : options.later) {
        AlignReport own;
        pair.later.push_back({onto_before(image, own), "", {}});
    }
    if (report.co_registered)
        pair.residual_px = report.residual_px;
    const double align_seconds = watch.lap();

    DetectResult result = detect_change(data, pair, in_output("change.tif"), options.detect, run);
    const double detect_seconds = watch.lap();
    report::write_changes_geojson(in_output("changes.geojson"), result.objects, std::nullopt,
                                  b.transform ? b.crs : Crs{});

    Json record;
    record["program"] = "didban";
    record["version"] = options.version;
    record["command"] = "detect";
    record["inputs"] = Json::array({input_record("before", options.before), input_record("after", options.after)});
    for (const std::string& image : options.later)
        record["inputs"].push_back(input_record("later", image));
    for (const auto& [role, mask] : {std::pair{"before_mask", options.before_mask}, {"after_mask", options.after_mask}})
        if (!mask.empty())
            record["inputs"].push_back(input_record(role, mask));
    if (!options.detect.model.empty())
        record["inputs"].push_back(input_record("model", options.detect.model));
    record["parameters"] = {{"detector", options.detect.detector},
                            {"min_area_m2", options.detect.min_area_m2},
                            {"exact", options.detect.exact},
                            {"align", !no_align},
                            {"gsd_m", b.transform ? Json() : Json(plain_gsd)}};
    record["georeferenced"] = b.transform.has_value();
    if (!b.transform)
        record["coordinates"] =
            "changes.geojson is in metres right of and (negative) below the image's upper left corner";
    record["alignment"] = alignment_record(report);
    record.update(result_record(result));
    record["timing"] = {{"align_s", rounded(align_seconds, 1e3)},
                        {"detect_s", rounded(detect_seconds, 1e3)},
                        {"threads", run.threads},
                        {"tile_size", run.tile_size},
                        {"memory_mb", run.memory_mb}};
    write_text_file(in_output("run.json"), record.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
    return result;
}

} // namespace didban
