#include "didban/report/run_record.h"

#include "run_parts.h"

namespace didban::report {

namespace {

Json counts(const std::map<std::string, std::int64_t>& rows)
{
    Json out = Json::object();
    for (const auto& [key, n] : rows)
        out[key] = n;
    return out;
}

Json alignment(const AlignmentRecord& a)
{
    Json rejected = Json::object();
    for (const auto& [reason, n] : a.rejected)
        rejected[reason] = n;
    return {{"epoch", a.epoch},
            {"co_registered", a.co_registered},
            {"verified", a.verified},
            {"shift_x_px", rounded(a.shift_x_px, 3)},
            {"shift_y_px", rounded(a.shift_y_px, 3)},
            {"residual_px", a.verified ? Json(rounded(a.residual_px, 3)) : Json()},
            {"residual_m", a.verified ? Json(rounded(a.residual_m, 3)) : Json()},
            {"tie_points", a.tie_points},
            {"reliability", rounded(a.reliability, 3)},
            {"overlap_share", rounded(a.overlap_share, 4)},
            {"rejected", rejected}};
}

Json buildings(const BuildingRecord& b)
{
    return {{"footprints", b.footprints},           {"standing", b.standing},          {"undated", b.undated},
            {"as_of", text_or_null(b.as_of)},       {"prior_applied", b.weighed > 0},  {"objects_weighed", b.weighed},
            {"objects_not_covered", b.not_covered}, {"kinds_changed", b.kinds_changed}};
}

Json calibration(const CalibrationRecord& c)
{
    return {{"path", c.path},
            {"sha256", text_or_null(c.sha256)},
            {"ledger_head", text_or_null(c.ledger_head)},
            {"outcomes", c.outcomes},
            {"confidences", c.confidences}};
}

} // namespace

void write_run_json(const std::string& path, const RunRecord& run)
{
    Json out;
    out["program"] = "didban";
    out["version"] = run.version;
    Json versions = Json::object();
    versions["didban"] = run.version;
    for (const auto& [library, version] : run.libraries)
        versions[library] = version;
    out["versions"] = versions;
    out["command"] = run.command;
    out["city"] = run.city;
    if (run.period)
        out["period"] = {{"not_before", run.period->not_before.iso()}, {"not_after", run.period->not_after.iso()}};
    if (!run.after.empty())
        out["epochs"] = {{"before", run.before}, {"after", run.after}};
    out["inputs"] = run_parts::inputs(run.inputs);
    out["parameters"] = run_parts::table(run.parameters);
    out["alignment"] = Json::array();
    for (const AlignmentRecord& a : run.alignment)
        out["alignment"].push_back(alignment(a));
    if (!run.stand_ins.empty()) {
        out["stand_ins"] = Json::array();
        for (const StandInRecord& s : run.stand_ins)
            out["stand_ins"].push_back({{"before", s.before},
                                        {"after", s.after},
                                        {"in_place_of", s.in_place_of},
                                        {"parcels", s.parcels},
                                        {"in_part", s.in_part},
                                        {"change_map", s.change_map},
                                        {"sha256", s.sha256}});
    }
    if (!run.detector.empty())
        out["detector"] = run.detector;
    if (run.buildings)
        out["buildings"] = buildings(*run.buildings);
    out["calibration"] = run.calibration ? calibration(*run.calibration) : Json();
    if (run.observed_share)
        out["observed_share"] = rounded(*run.observed_share, 4);
    if (run.closer_share)
        out["closer_look_share"] = rounded(*run.closer_share, 4);
    if (run.irmad_correlations) {
        Json correlations = Json::array();
        for (const double c : *run.irmad_correlations)
            correlations.push_back(rounded(c, 6));
        out["irmad"] = {
            {"correlations", correlations}, {"iterations", run.irmad_iterations}, {"converged", run.irmad_converged}};
    }
    out["counts"] = {{"parcels", counts(run.parcels)},
                     {"findings", counts(run.findings)},
                     {"violations", counts(run.violations)},
                     {"change_objects", run.change_objects},
                     {"permits", run.permits},
                     {"permits_without_parcel", run.permits_without_parcel}};
    if (!run.standing.empty())
        out["counts"]["buildings"] = counts(run.standing);
    Json blocks = Json::array();
    for (const BlockOffsetRecord& b : run.block_offsets)
        blocks.push_back({{"block", b.block},
                          {"east_m", rounded(b.east_m, 2)},
                          {"north_m", rounded(b.north_m, 2)},
                          {"sigma_m", rounded(b.sigma_m, 2)},
                          {"score", rounded(b.score, 2)},
                          {"parcels", b.parcels}});
    out["cadastre_offset"] = {{"applied", false},
                              {"blocks", blocks},
                              {"blocks_without_estimate", run.blocks_without_offset},
                              {"datum_suggestion", run.datum_suggestion ? Json(*run.datum_suggestion) : Json()}};
    Json problems = Json::array();
    for (const auto& [code, n] : run.problems)
        problems.push_back({{"code", code}, {"count", n}});
    out["problems"] = problems;
    out["warnings"] = run_parts::warnings(run.warnings);
    out["timing"] = run_parts::table(run.timing);
    run_parts::write(path, out);
}

} // namespace didban::report
