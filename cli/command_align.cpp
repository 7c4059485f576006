#include "commands.h"
#include "didban/base/error.h"
#include "didban/base/number_text.h"
#include "didban/base/output_path.h"
#include "didban/report/tie_points.h"
#include "number_range.h"
#include "pipelines/align/align_scene.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace didban::cli {

namespace align_command {

struct Options {
    SceneFiles reference, target;
    std::string out, tie_points;
    AlignOptions align;
    std::string on{"ground"};
    bool georeference_only{false};
};

/// Three decimals are a thousandth of a pixel.
void print(const AlignReport& report)
{
    nlohmann::ordered_json json;
    json["co_registered"] = report.co_registered;
    json["verified"] = report.verified;
    json["model"] = report.model;
    json["shift_x_px"] = rounded(report.shift_x_px, 3);
    json["shift_y_px"] = rounded(report.shift_y_px, 3);
    json["residual_px"] =
        report.verified ? nlohmann::ordered_json(rounded(report.residual_px, 3)) : nlohmann::ordered_json(nullptr);
    json["before_px"] =
        report.co_registered ? nlohmann::ordered_json(rounded(report.before_px, 3)) : nlohmann::ordered_json(nullptr);
    json["tie_points"] = report.tie_points;
    json["ground_matches"] = report.ground_matches;
    json["reliability"] = rounded(report.reliability, 3);
    json["rejected"] = nlohmann::ordered_json::object();
    for (const auto& [reason, count] : report.rejected)
        json["rejected"][reason] = count;
    json["overlap_share"] = rounded(report.overlap_share, 6);
    if (!report.note.empty())
        json["note"] = report.note;
    std::printf("%s\n", json.dump(2).c_str());
}

void run(const Options& options, Session& session)
{
    check_output_file(options.out);
    check_not_an_input(options.out,
                       {options.reference.path, options.target.path, options.reference.mask, options.target.mask});
    if (!options.tie_points.empty())
        check_output_file(options.tie_points);
    AlignOptions align = options.align;
    align.co_register = !options.georeference_only;
    align.on = options.on == "ground" ? AlignOn::Ground : AlignOn::Structures;
    const AlignReport report =
        align_scene(session.data, options.reference, options.target, options.out, align, session.run);
    if (!options.tie_points.empty())
        write_tie_points(session.data, options.reference.path, report.candidates, options.tie_points);
    print(report);
}

} // namespace align_command

void add_align(CLI::App& app, Session& session)
{
    using namespace align_command;
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("align", "Bring TARGET onto REFERENCE's grid, to a fraction of a pixel");
    command->add_option("REFERENCE", options->reference.path, "Raster that gives the grid: size, pixels, CRS")
        ->required();
    command->add_option("TARGET", options->target.path, "Raster to bring onto it; any CRS, resolution, rotation")
        ->required();
    command->add_option("-o,--output", options->out, "GeoTIFF to write: TARGET's bands and type on REFERENCE's grid")
        ->required();
    command->add_option("--reference-mask", options->reference.mask,
                        "Raster whose non-zero pixels are unusable, or SCL");
    command->add_option("--mask", options->target.mask,
                        "The same for TARGET; masked pixels become nodata in the output");
    command
        ->add_option("--reference-bands", options->reference.bands,
                     "Names of REFERENCE's bands in file order, for example blue,green,red,nir")
        ->delimiter(',');
    command->add_option("--bands", options->target.bands, "The same for TARGET")->delimiter(',');
    command->add_option("--gsd", options->align.gsd, "Metres per pixel of images without georeference")
        ->check(between(0.001, 10'000, "metres"))
        ->capture_default_str();
    command->add_option("--max-shift", options->align.max_shift_px, "Largest shift to look for, pixels of REFERENCE")
        ->check(between(1, 500, "pixels"))
        ->capture_default_str();
    command->add_option(
        "--tie-points", options->tie_points,
        "Also write every tie-point candidate with its shift and the reason it was not used: .csv or .geojson");
    command->add_flag("--no-co-register", options->georeference_only, "Trust the georeference: warp, do not match");
    command->add_flag(
        "--keep-unregistrable", options->align.keep_unregistrable,
        "When the pixels neither give a registration nor confirm the georeference, warp by it and say so, "
        "instead of failing");
    command
        ->add_option("--on", options->on,
                     "What comes to coincide where two views differ and roofs lean: ground (for maps), or structures "
                     "(for comparing what stands at both dates, as detect and watch do)")
        ->check(CLI::IsMember({"ground", "structures"}))
        ->capture_default_str();
    add_run_options(*command, session);
    command->footer("Prints shift_x_px, shift_y_px (where TARGET's content stood, pixels right and down), residual_px "
                    "(left-out matches), tie_points, ground_matches,\n"
                    "reliability (0 to 1), verified, rejected and overlap_share as JSON.\n"
                    "Example: didban align 2024.tif 2025.tif -o 2025_on_2024.tif --tie-points points.csv");
    command->callback([options, &session] {
        with_advice(ErrorKind::Unregistrable,
                    "or widen --max-shift, or rely on the georeference: always with --no-co-register, where nothing "
                    "else helps with --keep-unregistrable",
                    [&] { run(*options, session); });
    });
}

} // namespace didban::cli
