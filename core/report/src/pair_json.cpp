#include "didban/report/pair_record.h"

#include "run_parts.h"

namespace didban::report {

void write_run_json(const std::string& path, const PairRecord& pair)
{
    Json out{{"program", "didban"},
             {"version", pair.version},
             {"command", "detect"},
             {"inputs", run_parts::inputs(pair.inputs)},
             {"parameters", run_parts::table(pair.parameters)}};
    out["parameters"]["gsd_m"] = pair.plain_gsd_m ? Json(*pair.plain_gsd_m) : Json();
    out["georeferenced"] = !pair.plain_gsd_m;
    if (pair.plain_gsd_m)
        out["coordinates"] = "changes.geojson is in metres right of and (negative) below the image's upper left corner";
    const AlignmentRecord& a = pair.alignment;
    out["alignment"] = {{"co_registered", a.co_registered},
                        {"verified", a.verified},
                        {"shift_x_px", rounded(a.shift_x_px, 3)},
                        {"shift_y_px", rounded(a.shift_y_px, 3)},
                        {"residual_px", a.verified ? Json(rounded(a.residual_px, 3)) : Json()},
                        {"tie_points", a.tie_points},
                        {"reliability", rounded(a.reliability, 3)},
                        {"overlap_share", rounded(a.overlap_share, 4)}};
    out["detector"] = pair.detector;
    out["observed_share"] = rounded(pair.observed_share, 4);
    if (pair.closer_share)
        out["closer_look_share"] = rounded(*pair.closer_share, 4);
    if (pair.irmad)
        out["irmad"] = {{"correlations", pair.irmad->correlations},
                        {"iterations", pair.irmad->iterations},
                        {"converged", pair.irmad->converged},
                        {"note", pair.irmad->note}};
    Json kinds = Json::object();
    for (const auto& [kind, n] : pair.kinds)
        kinds[kind] = n;
    out["counts"] = {{"change_objects", pair.change_objects}, {"kinds", std::move(kinds)}};
    out["warnings"] = run_parts::warnings(pair.warnings);
    out["timing"] = run_parts::table(pair.timing);
    run_parts::write(path, out);
}

} // namespace didban::report
