#include "commands.h"

#include "job_control.h"
#include "number_range.h"

namespace didban::cli {

void add_detect(CLI::App& app, Session& session)
{
    auto job = std::make_shared<DetectJob>();
    auto* command = app.add_subcommand("detect", "Find changed buildings and construction between two images");
    command->footer("Writes change.tif (band 1: probability 0 to 1 of a change, 0.5 being the decision, on BEFORE's "
                    "grid; for IR-MAD\n"
                    "band 2: probability of no change; NaN: not seen), changes.geojson and run.json into DIR.\n\n"
                    "Example: didban detect 2024.tif 2025.tif -o out\n"
                    "         didban detect a.png b.png --gsd 0.5 -o out");
    command->add_option("BEFORE", job->before, "Earlier image")->required();
    command->add_option("AFTER", job->after, "Later image; any CRS, resolution and extent that overlaps")->required();
    command->add_option("-o,--output", job->output, "Folder for the results; created")->required();
    command
        ->add_option_function<std::string>(
            "--detector", [job](const std::string& word) { job->detector = *detector_choice(word); },
            "fused: learned or evidence, whichever knows the imagery; sar: bands VV, VH; index: 10 m imagery")
        ->check(CLI::IsMember(detector_names()))
        ->default_str("auto");
    command->add_option("--model", job->model,
                        "ONNX network with its card (model.json beside it); implies --detector learned");
    command->add_option("--gsd", job->gsd_m, "Metres per pixel of images without georeference")
        ->check(between(0.001, 10'000, "metres"));
    command->add_flag("--no-align", job->no_align, "The images already lie on one grid: do not co-register");
    command->add_flag("--exact", job->exact, "IR-MAD until every pixel confirms it, instead of a sample");
    command->add_option("--min-area", job->min_area_m2, "Smallest change object, m²")
        ->check(between(0, 1e9, "m²"))
        ->capture_default_str();
    command->add_option("--before-dsm", job->before_dsm, "Surface heights of BEFORE, metres, on its grid");
    command->add_option("--after-dsm", job->after_dsm, "Surface heights of AFTER, metres, on BEFORE's grid");
    command->add_option("--later", job->later, "Images after AFTER; a change is kept only where they show it too");
    command->add_option("--before-mask", job->before_mask,
                        "Raster whose non-zero pixels are unusable, or SCL for a Sentinel-2 scene class band");
    command->add_option("--after-mask", job->after_mask, "The same for AFTER and the later images");
    add_run_options(*command, session);
    command->callback([job, &session] {
        job->run = job_control(session.run);
        with_advice(ErrorKind::Unregistrable, "or give --no-align, which relies on the georeference",
                    [&] { (void)run_detect(*job); });
    });
}

} // namespace didban::cli
