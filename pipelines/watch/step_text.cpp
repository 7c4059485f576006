#include "pipelines/watch/step_text.h"

#include <nlohmann/json.hpp>

namespace didban {

namespace {

using Json = nlohmann::json;

Json to_json(const MultiPolygon& shape)
{
    const auto ring = [](const Ring& r) {
        Json out = Json::array();
        for (const Point& p : r)
            out.push_back({p.x, p.y});
        return out;
    };
    Json out = Json::array();
    for (const Polygon& p : shape.parts) {
        Json rings = Json::array({ring(p.outer)});
        for (const Ring& hole : p.holes)
            rings.push_back(ring(hole));
        out.push_back(std::move(rings));
    }
    return out;
}

MultiPolygon shape_from(const Json& json)
{
    const auto ring = [](const Json& r) {
        Ring out;
        for (const Json& p : r)
            out.push_back({p.at(0).get<double>(), p.at(1).get<double>()});
        return out;
    };
    MultiPolygon shape;
    for (const Json& rings : json) {
        Polygon p;
        p.outer = ring(rings.at(0));
        for (std::size_t i = 1; i < rings.size(); ++i)
            p.holes.push_back(ring(rings.at(i)));
        shape.parts.push_back(std::move(p));
    }
    return shape;
}

Json optional(const std::optional<double>& v)
{
    return v ? Json(*v) : Json();
}

std::optional<double> optional_from(const Json& json)
{
    return json.is_null() ? std::nullopt : std::optional(json.get<double>());
}

Json to_json(const ChangeObject& o)
{
    return {{"number", o.number},
            {"kind", name(o.kind)},
            {"stage", name(o.stage)},
            {"outline", to_json(o.outline)},
            {"traced", to_json(o.traced)},
            {"regularised", o.regularised},
            {"area", o.area_m2},
            {"area_sigma", o.area_sigma_m2},
            {"probability", o.probability},
            {"height", optional(o.height_m)},
            {"height_sigma", optional(o.height_sigma_m)},
            {"top_asl", optional(o.top_asl_m)},
            {"evidence", o.evidence}};
}

ChangeObject object_from(const Json& j)
{
    ChangeObject o;
    o.number = j.at("number").get<std::int64_t>();
    o.kind = change_kind(j.at("kind").get<std::string>()).value();
    o.stage = build_stage(j.at("stage").get<std::string>()).value();
    o.outline = shape_from(j.at("outline"));
    o.traced = shape_from(j.at("traced"));
    o.regularised = j.at("regularised").get<bool>();
    o.area_m2 = j.at("area").get<double>();
    o.area_sigma_m2 = j.at("area_sigma").get<double>();
    o.probability = j.at("probability").get<double>();
    o.height_m = optional_from(j.at("height"));
    o.height_sigma_m = optional_from(j.at("height_sigma"));
    o.top_asl_m = optional_from(j.at("top_asl"));
    o.evidence = j.at("evidence").get<std::map<std::string, double>>();
    return o;
}

} // namespace

std::string to_text(const std::vector<AlignedScene>& scenes)
{
    Json out = Json::array();
    for (const AlignedScene& s : scenes)
        out.push_back({{"id", s.id},
                       {"co_registered", s.report.co_registered},
                       {"verified", s.report.verified},
                       {"shift_x", s.report.shift_x_px},
                       {"shift_y", s.report.shift_y_px},
                       {"residual", s.report.residual_px},
                       {"tie_points", s.report.tie_points},
                       {"reliability", s.report.reliability},
                       {"rejected", s.report.rejected},
                       {"overlap", s.report.overlap_share},
                       {"before", s.report.before_px},
                       {"model", s.report.model},
                       {"note", s.report.note}});
    return out.dump();
}

std::vector<AlignedScene> aligned_scenes_from(const std::string& text)
{
    std::vector<AlignedScene> scenes;
    for (const Json& j : Json::parse(text)) {
        AlignedScene s;
        s.id = j.at("id").get<std::string>();
        s.report.co_registered = j.at("co_registered").get<bool>();
        s.report.verified = j.at("verified").get<bool>();
        s.report.shift_x_px = j.at("shift_x").get<double>();
        s.report.shift_y_px = j.at("shift_y").get<double>();
        s.report.residual_px = j.at("residual").get<double>();
        s.report.tie_points = j.at("tie_points").get<int>();
        s.report.reliability = j.at("reliability").get<double>();
        s.report.rejected = j.at("rejected").get<std::map<std::string, int>>();
        s.report.overlap_share = j.at("overlap").get<double>();
        s.report.before_px = j.at("before").get<double>();
        s.report.model = j.at("model").get<std::string>();
        s.report.note = j.at("note").get<std::string>();
        scenes.push_back(std::move(s));
    }
    return scenes;
}

std::string to_text(const DetectResult& result)
{
    Json objects = Json::array();
    for (const ChangeObject& o : result.objects)
        objects.push_back(to_json(o));
    Json out{{"detector", name(result.detector)},
             {"decided_by", name(result.decided_by)},
             {"observed_share", result.observed_share},
             {"warnings", result.warnings},
             {"objects", std::move(objects)}};
    if (result.closer_share)
        out["closer_share"] = *result.closer_share;
    if (result.irmad)
        out["irmad"] = {{"correlations", result.irmad->correlations},
                        {"iterations", result.irmad->iterations},
                        {"converged", result.irmad->converged},
                        {"note", result.irmad->note}};
    return out.dump();
}

DetectResult detect_result_from(const std::string& text)
{
    const Json j = Json::parse(text);
    DetectResult result;
    result.detector = detector_choice(j.at("detector").get<std::string>()).value();
    result.decided_by = detector_choice(j.at("decided_by").get<std::string>()).value();
    result.observed_share = j.at("observed_share").get<double>();
    result.warnings = j.at("warnings").get<std::vector<std::string>>();
    for (const Json& o : j.at("objects"))
        result.objects.push_back(object_from(o));
    if (j.contains("closer_share"))
        result.closer_share = j.at("closer_share").get<double>();
    if (j.contains("irmad")) {
        const Json& i = j.at("irmad");
        result.irmad = IrmadReport{i.at("correlations").get<std::vector<double>>(), i.at("iterations").get<int>(),
                                   i.at("converged").get<bool>(), i.at("note").get<std::string>()};
    }
    return result;
}

} // namespace didban
