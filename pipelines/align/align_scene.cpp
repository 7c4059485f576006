#include "pipelines/align/align_scene.h"

#include "didban/base/error.h"
#include "didban/base/number_text.h"
#include "pipelines/align/register_scene.h"
#include "pipelines/imagery/warp_pixels.h"

#include <algorithm>

namespace didban {

double position_error_m(const AlignReport& report, double gsd)
{
    const double measured = report.residual_px * gsd;
    return report.verified ? measured : std::max(unchecked_registration_m, measured);
}

std::string placement_in_words(const AlignReport& report, double gsd)
{
    const std::string within = text::fixed(position_error_m(report, gsd), 1) + " m";
    return report.note + (report.verified
                              ? "; it lies as its grid says, for the two match best within " + within + " of there"
                              : "; nothing in the images tells whether it lies as its grid says, and its position is "
                                "taken as uncertain by " +
                                    within);
}

AlignReport align_scene(const DataAccess& data, const SceneFiles& reference_files, const SceneFiles& target_files,
                        const std::string& out, const AlignOptions& options, const RunOptions& run)
{
    InputStamps inputs;
    for (const SceneFiles* files : {&reference_files, &target_files}) {
        inputs.add(files->path);
        inputs.add(files->mask);
    }
    const OpenScene reference = open_scene(data, reference_files, options.gsd);
    OpenScene target = open_scene(data, target_files, options.gsd);
    relate_grids(reference, target, run.log);
    Registration registration;
    if (options.co_register) {
        registration = register_scene(reference, target, options, run);
        if (!registration.refusal.empty()) {
            if (registration.elsewhere || !options.keep_unregistrable)
                throw Error(ErrorKind::Unregistrable, registration.refusal);
            registration.report.note = registration.refusal;
        }
        if (!registration.report.note.empty())
            run.log.warn(placement_in_words(registration.report, ground_size(reference.image->info(), options.gsd)));
    }
    AlignReport report = std::move(registration.report);
    if (report.model.empty())
        report.model = "none";
    report.overlap_share =
        warp_pixels(data, target, reference.grid, registration.field, {out, options.use, &inputs}, run);
    return report;
}

} // namespace didban
