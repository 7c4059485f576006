#include "pipelines/align/align_scene.h"

#include "didban/base/error.h"
#include "pipelines/align/register_scene.h"
#include "pipelines/imagery/warp_pixels.h"

namespace didban {

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
        try {
            registration = register_scene(reference, target, options, run);
        } catch (const Error& e) {
            if (e.kind() != ErrorKind::Unregistrable || !options.keep_unregistrable)
                throw;
            run.log.warn(e.what());
            registration.report.note = e.what();
        }
    }
    AlignReport report = std::move(registration.report);
    if (report.model.empty())
        report.model = "none";
    report.overlap_share =
        warp_pixels(data, target, reference.grid, registration.field, {out, options.use, &inputs}, run);
    return report;
}

} // namespace didban
