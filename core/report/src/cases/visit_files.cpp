#include "didban/report/visit_files.h"

#include "didban/base/number_text.h"
#include "didban/cases/case.h"
#include "didban/cases/visit_routes.h"
#include "didban/report/csv_cell.h"
#include "html_text.h"
#include "json_values.h"

#include <algorithm>

namespace didban {

namespace {

std::string fixed(const std::optional<double>& x, int decimals)
{
    return x ? text::fixed(*x, decimals) : "";
}

Json whole_or_null(int n)
{
    return n > 0 ? Json(n) : Json();
}

Json fields(const Visit& v)
{
    return {{"rank", v.rank},
            {"kind", v.control ? "control" : "case"},
            {"case_id", text_or_null(v.case_id)},
            {"parcel_id", text_or_null(v.parcel_id)},
            {"verdict", v.verdict},
            {"violations", v.violations},
            {"change", text_or_null(v.change)},
            {"stage", text_or_null(v.stage)},
            {"confidence", number_or_null(v.confidence, 4)},
            {"area_m2", v.control ? Json() : Json(v.area_m2)},
            {"longitude", number_or_null(v.longitude, 7)},
            {"latitude", number_or_null(v.latitude, 7)},
            {"permit_id", text_or_null(v.permit_id)},
            {"permit_status", text_or_null(v.permit_status)},
            {"not_before", text_or_null(v.not_before)},
            {"last_seen", text_or_null(v.last_seen)},
            {"address", text_or_null(v.address)},
            {"due", text_or_null(v.due)},
            {"overdue", v.overdue},
            {"reason_en", text_or_null(v.reason_en)},
            {"reason_fa", text_or_null(v.reason_fa)},
            {"patrol", whole_or_null(v.patrol)},
            {"stop", whole_or_null(v.stop)},
            {"leg_m", number_or_null(v.leg_m, 1)}};
}

/// Text of an XML element: characters that XML 1.0 does not know are left out.
std::string xml(std::string text)
{
    std::erase_if(text, [](unsigned char c) { return c < 0x20 && c != '\t' && c != '\n'; });
    return html::escape(text);
}

std::string title(const Visit& v)
{
    return std::to_string(v.stop) + ". " + (v.parcel_id.empty() ? v.case_id : v.parcel_id);
}

std::string remark(const Visit& v)
{
    std::string out = v.control ? "control visit" : v.verdict + " " + joined(v.violations);
    for (const std::string& text : {v.due.empty() ? "" : (v.overdue ? "overdue since " : "due ") + v.due, v.address,
                                    v.reason_fa, v.reason_en, v.case_id})
        if (!text.empty())
            out += "\n" + text;
    return out;
}

std::string place(const Visit& v)
{
    return text::fixed(*v.longitude, 7) + "," + text::fixed(*v.latitude, 7);
}

} // namespace

std::string visits_csv(const std::vector<Visit>& visits)
{
    std::string out = "\xEF\xBB\xBF"
                      "rank,kind,case_id,parcel_id,verdict,violations,area_m2,longitude,latitude,change,stage,"
                      "confidence,permit_id,permit_status,not_before,last_seen,patrol,stop,leg_m,address,due,overdue,"
                      "decision,reason,note,inspector,on,hours,files\n";
    const auto whole = [](int n) { return n > 0 ? std::to_string(n) : std::string(); };
    for (const Visit& v : visits)
        out += std::to_string(v.rank) + (v.control ? ",control," : ",case,") + v.case_id + "," +
               report::csv_cell(v.parcel_id) + "," + v.verdict + "," + joined(v.violations) + "," +
               (v.control ? "" : text::fixed(v.area_m2, 2)) + "," + fixed(v.longitude, 7) + "," + fixed(v.latitude, 7) +
               "," + v.change + "," + v.stage + "," + fixed(v.confidence, 4) + "," + report::csv_cell(v.permit_id) +
               "," + v.permit_status + "," + v.not_before + "," + v.last_seen + "," + whole(v.patrol) + "," +
               whole(v.stop) + "," + fixed(v.leg_m, 1) + "," + report::csv_cell(v.address) + "," + v.due + "," +
               (v.overdue ? "overdue" : "") + ",,,,,,,\n";
    return out;
}

std::string visits_json(const std::vector<Visit>& visits, const VisitOptions& options)
{
    Json rows = Json::array();
    for (const Visit& v : visits)
        rows.push_back(fields(v));
    return document({{"budget", options.budget},
                     {"control_share", options.control_share},
                     {"seed", options.seed},
                     {"patrols", options.patrols},
                     {"visits", std::move(rows)}});
}

std::string visits_geojson(const std::vector<Visit>& visits)
{
    Json features = Json::array();
    for (const Visit& v : visits) {
        const bool somewhere = v.longitude && v.latitude;
        features.push_back(
            {{"type", "Feature"},
             {"geometry",
              somewhere ? Json{{"type", "Point"}, {"coordinates", {rounded(*v.longitude, 7), rounded(*v.latitude, 7)}}}
                        : Json()},
             {"properties", fields(v)}});
    }
    return document({{"type", "FeatureCollection"}, {"name", "visits"}, {"features", std::move(features)}});
}

std::string visits_gpx(const std::vector<Visit>& visits, const std::string& city)
{
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"Didban\" "
                      "xmlns=\"http://www.topografix.com/GPX/1/1\">\n<metadata><name>" +
                      xml(city) + "</name></metadata>\n";
    each_route(visits, [&](int patrol, const VisitRoute& route) {
        out += "<rte><name>patrol " + std::to_string(patrol) + "</name>\n";
        for (const Visit* v : route)
            out += "<rtept lat=\"" + text::fixed(*v->latitude, 7) + "\" lon=\"" + text::fixed(*v->longitude, 7) +
                   "\"><name>" + xml(title(*v)) + "</name><desc>" + xml(remark(*v)) + "</desc></rtept>\n";
        out += "</rte>\n";
    });
    return out + "</gpx>\n";
}

std::string visits_kml(const std::vector<Visit>& visits, const std::string& city)
{
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n"
                      "<Document><name>" +
                      xml(city) + "</name>\n";
    each_route(visits, [&](int patrol, const VisitRoute& route) {
        const std::string name = "<name>patrol " + std::to_string(patrol) + "</name>";
        std::string line;
        out += "<Folder>" + name + "\n";
        for (const Visit* v : route) {
            out += "<Placemark><name>" + xml(title(*v)) + "</name><description>" + xml(remark(*v)) +
                   "</description><Point><coordinates>" + place(*v) + "</coordinates></Point></Placemark>\n";
            line += (line.empty() ? "" : " ") + place(*v);
        }
        if (route.size() > 1)
            out +=
                "<Placemark>" + name + "<LineString><coordinates>" + line + "</coordinates></LineString></Placemark>\n";
        out += "</Folder>\n";
    });
    return out + "</Document>\n</kml>\n";
}

} // namespace didban
