#include "didban/report/report_page.h"

#include "cases/history_words.h"
#include "didban/base/join.h"
#include "didban/findings/violation.h"
#include "didban/report/text_file.h"
#include "json_text.h"
#include "outline_text.h"
#include "page_parts.h"
#include "phrase_table.h"
#include "tile_pyramid.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace didban::report {

namespace {

using json_text::number;
using json_text::Object;
using json_text::quote;

constexpr std::size_t details_per_block = 100;
constexpr std::size_t most_parcels = 60'000;
constexpr std::string_view verdict_letters = "naesutm";

/// The square of ground that drawChip() of map.js shows round a finding.
Box pictured_ground(const MultiPolygon& shape)
{
    const Box b = bounds(shape);
    const double half = std::max(1.45 * std::max(b.x1 - b.x0, b.y1 - b.y0) / 2, 14.0);
    const Point middle{(b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2};
    return {middle.x - half, middle.y - half, middle.x + half, middle.y + half};
}

/// JSON inside a script element: no "<", so that no text of the city's ends the element.
std::string safe(std::string_view json)
{
    std::string out;
    out.reserve(json.size());
    for (const char c : json)
        if (c == '<')
            out += "\\u003c";
        else
            out += c;
    return out;
}

std::string block(const std::string& id, std::string_view json)
{
    return "<script type=\"application/json\" id=\"" + id + "\">" + safe(json) + "</script>\n";
}

/// A JSON array, written item by item.
class List {
public:
    void add(std::string_view json)
    {
        text_ += text_.empty() ? "[" : ",";
        text_ += json;
    }
    [[nodiscard]] std::string str() const { return text_.empty() ? "[]" : text_ + "]"; }

private:
    std::string text_;
};

/// Distinct texts in the order they were met.
class Names {
public:
    std::string number_of(const std::string& text)
    {
        const auto [at, is_new] = known_.try_emplace(text, names_.size());
        if (is_new)
            names_.push_back(text);
        return std::to_string(at->second);
    }
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

private:
    std::map<std::string, std::size_t> known_;
    std::vector<std::string> names_;
};

std::string texts(const std::vector<std::string>& values)
{
    List list;
    for (const std::string& v : values)
        list.add(quote(v));
    return list.str();
}

std::string decimetres(double m)
{
    return std::to_string(std::lround(m * 10));
}

class Page {
public:
    Page(const std::string& path, const PageInput& input) : file_(path), in_(input), to_lonlat_(input.crs, Crs::wgs84())
    {
    }

    void write()
    {
        find_extent();
        const std::string_view page = page_part("page");
        const auto part = [&](std::string_view from, std::string_view to) {
            const std::size_t a = from.empty() ? 0 : page.find(from) + from.size();
            return page.substr(a, to.empty() ? std::string_view::npos : page.find(to) - a);
        };
        const bool persian = first_language() == "fa";
        file_.write(persian ? "<!doctype html>\n<html lang=\"fa\" dir=\"rtl\">\n"
                            : "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n");
        file_.write(part("", "@STYLE@"));
        file_.write(page_part("style"));
        file_.write(page_part("sheet_style"));
        file_.write(part("@STYLE@", "@DATA@"));
        columns();
        details();
        file_.write(block("phrases", texts(phrases_.phrases())));
        parcels();
        const std::string images = tiles();
        file_.write(block("meta", meta(images)));
        file_.write(part("@DATA@", "@SCRIPT@"));
        for (const char* script : {"words", "data", "map", "list", "charts", "sheet", "filters", "app"})
            file_.write(page_part(script));
        file_.write(part("@SCRIPT@", ""));
        file_.finish();
    }

private:
    [[nodiscard]] std::string first_language() const { return in_.languages.empty() ? "fa" : in_.languages.front(); }

    void find_extent()
    {
        const auto add = [&](const MultiPolygon& shape) {
            if (shape.empty())
                return;
            const Box b = bounds(shape);
            extent_.include({b.x0, b.y0});
            extent_.include({b.x1, b.y1});
        };
        for (const Finding& f : in_.findings)
            add(f.shape);
        for (const Parcel& p : in_.parcels.placed())
            add(p.shape);
        if (extent_.empty())
            extent_ = {0, 0, 1, 1};
        origin_ = {std::floor(extent_.x0), std::floor(extent_.y0)};
    }

    std::string day(const Date& d) { return dates_.number_of(d.iso()); }

    void columns()
    {
        std::map<std::string, List> lists;
        for (const char* name : {"id", "parcel", "district", "vio", "state", "conf", "prio", "nb", "na", "area", "x",
                                 "y", "r", "permit", "address", "change", "stage", "due", "step"})
            lists[name];
        std::string verdicts;
        for (std::size_t i = 0; i < in_.findings.size(); ++i) {
            const Finding& f = in_.findings[i];
            lists["id"].add(quote(f.case_id));
            lists["parcel"].add(quote(f.parcel_id.value_or("")));
            lists["district"].add(districts_.number_of(f.district.value_or("")));
            verdicts += verdict_letters[static_cast<std::size_t>(f.verdict)];
            lists["vio"].add(violations_.number_of(text::join(f.violations, " ")));
            lists["state"].add(states_.number_of(f.state));
            lists["conf"].add(std::to_string(std::lround(f.confidence * 1000)));
            lists["prio"].add(std::to_string(f.priority));
            lists["nb"].add(day(f.not_before));
            lists["na"].add(day(f.not_after));
            lists["area"].add(std::to_string(std::lround(f.area_m2)));
            const Box b = f.shape.empty() ? Box{origin_.x, origin_.y, origin_.x, origin_.y} : bounds(f.shape);
            lists["x"].add(decimetres((b.x0 + b.x1) / 2 - origin_.x));
            lists["y"].add(decimetres((b.y0 + b.y1) / 2 - origin_.y));
            lists["r"].add(decimetres(std::max(b.x1 - b.x0, b.y1 - b.y0) / 2));
            lists["permit"].add(quote(f.permit_id.value_or("")));
            lists["address"].add(addresses_.number_of(in_.stories[i].address));
            lists["change"].add(kinds_.number_of(std::string(name(f.change))));
            lists["stage"].add(kinds_.number_of(std::string(name(f.stage))));
            const CaseStory& story = in_.stories[i];
            lists["due"].add(story.deadline ? day(story.deadline->due) : "-1");
            lists["step"].add(steps_.number_of(story.step));
        }
        Object all;
        for (const auto& [name, list] : lists)
            all.raw(name, list.str());
        all.text("verdict", verdicts);
        file_.write(block("columns", all.str()));
    }

    static std::string rules(const std::vector<RuleCheck>& checks)
    {
        List list;
        for (const RuleCheck& r : checks) {
            List one;
            for (const std::string& s : {r.quantity, r.unit, r.verdict, r.reason, r.source, r.uri})
                one.add(quote(s));
            for (const auto& v : {r.limit, r.measured, r.uncertainty})
                one.add(v ? number(*v, 3) : "null");
            List conditions;
            for (const LimitCondition& c : r.conditions)
                conditions.add("[" + quote(c.text) + "," + quote(c.text_fa) + "]");
            one.add(conditions.str());
            list.add(one.str());
        }
        return list.str();
    }

    std::string history(const CaseStory& story)
    {
        List list;
        for (const CaseEvent& e : story.history)
            list.add("[" + dates_.number_of(e.on) + "," +
                     phrases_.numbers(event_words(e, in_.case_rules, Language::En)) + "," +
                     phrases_.numbers(event_words(e, in_.case_rules, Language::Fa)) + "]");
        return list.str();
    }

    /// [day of the start, [steps that stop it]] of the deadline; null without one.
    std::string clock(const CaseStory& story)
    {
        if (!story.deadline)
            return "null";
        List until;
        for (const std::string& step : story.deadline->until)
            until.add(steps_.number_of(step));
        return "[" + day(story.deadline->since) + "," + steps_.number_of(story.deadline->after) + "," + until.str() +
               "]";
    }

    /// Names of the steps in both languages, by number.
    std::string step_names() const
    {
        List list;
        for (const std::string& step : steps_.names())
            list.add("[" + quote(step_words(step, in_.case_rules, Language::En)) + "," +
                     quote(step_words(step, in_.case_rules, Language::Fa)) + "]");
        return list.str();
    }

    void details()
    {
        const std::size_t n = in_.findings.size();
        for (std::size_t from = 0; from < n; from += details_per_block) {
            List list;
            for (std::size_t i = from; i < std::min(n, from + details_per_block); ++i) {
                const Finding& f = in_.findings[i];
                const Point at = f.shape.empty() ? Point{} : to_lonlat_(centroid(f.shape));
                list.add(Object{}
                             .raw("en", phrases_.numbers(f.reason_en))
                             .raw("fa", phrases_.numbers(f.reason_fa))
                             .text("g", outline_text(f.shape, origin_))
                             .raw("k", rules(f.rules))
                             .raw("h", history(in_.stories[i]))
                             .raw("t", clock(in_.stories[i]))
                             .raw("at", "[" + number(at.x, 6) + "," + number(at.y, 6) + "]")
                             .num("pp", f.parcel_probability, 3)
                             .num("sd", f.area_sigma_m2, 1)
                             .num_or_null("m", f.height_m, 1)
                             .num_or_null("ms", f.height_sigma_m, 1)
                             .text("ps", f.permit_status.value_or(""))
                             .str());
            }
            file_.write(block("d" + std::to_string(from / details_per_block), list.str()));
        }
    }

    void parcels()
    {
        const bool all = in_.verdicts.size() <= most_parcels;
        List ids, shapes;
        std::string verdicts;
        for (const ParcelVerdict& v : in_.verdicts) {
            if (!all && v.verdict == Verdict::NoChange) {
                ++left_out_;
                continue;
            }
            ids.add(quote(in_.parcels[v.parcel].id));
            shapes.add(quote(outline_text(in_.parcels[v.parcel].shape, origin_)));
            verdicts += verdict_letters[static_cast<std::size_t>(v.verdict)];
            ++parcel_counts_[v.verdict];
        }
        file_.write(
            block("parcels", Object{}.raw("id", ids.str()).raw("g", shapes.str()).text("verdict", verdicts).str()));
    }

    /// Writes the tiles; what the page must know of them.
    std::string tiles()
    {
        if (!in_.images)
            return "null";
        const ReportImages& images = *in_.images;
        std::vector<Box> places;
        std::vector<std::size_t> owners;
        for (std::size_t i = 0; i < in_.findings.size(); ++i)
            if (!in_.findings[i].shape.empty()) {
                places.push_back(pictured_ground(in_.findings[i].shape));
                owners.push_back(i);
            }
        List names;
        const Stretch stretch = common_stretch(images.before, images.after);
        const TilesWritten written =
            write_tiles(images.before, images.after, stretch, places, images.budget_bytes,
                        [&](const Tile& t, std::string_view before, std::string_view after) {
                            const std::string name =
                                std::to_string(t.level) + "/" + std::to_string(t.column) + "/" + std::to_string(t.row);
                            names.add(quote(name));
                            for (const auto& [date, bytes] : {std::pair{'b', before}, std::pair{'a', after}})
                                file_.write("<script type=\"text/plain\" id=\"" + (date + ("/" + name)) + "\">" +
                                            base64(bytes) + "</script>\n");
                        });
        const RasterInfo& info = images.before.raster.info();
        const GeoTransform& g = *info.transform;
        List affine;
        for (const double c : {g.c[0] - origin_.x, g.c[1], g.c[2], g.c[3] - origin_.y, g.c[4], g.c[5]})
            affine.add(number(c, 9));
        return Object{}
            .raw("before", day(images.before.day))
            .raw("after", day(images.after.day))
            .integer("width", info.width)
            .integer("height", info.height)
            .raw("affine", affine.str())
            .integer("levels", written.levels)
            .integer("whole", written.finest_whole)
            .integer("detailed", written.places < owners.size() ? owners[written.places] : in_.findings.size())
            .raw("tiles", names.str())
            .str();
    }

    std::string meta(const std::string& images)
    {
        const std::string from = day(in_.period.not_before), to = day(in_.period.not_after);
        List dates;
        for (const std::string& iso : dates_.names()) {
            const auto d = Date::parse_iso(iso);
            dates.add("[" + quote(iso) + "," +
                      quote(d && in_.calendar != Calendar::Gregorian ? to_jalali(*d).text() : iso) + "]");
        }
        Object names, counts;
        std::set<std::string> codes;
        for (const Finding& f : in_.findings)
            codes.insert(f.violations.begin(), f.violations.end());
        for (const std::string& code : codes) {
            const Violation& v = violation(code);
            names.raw(code, "[" + quote(v.name_en) + "," + quote(v.name_fa) + "]");
        }
        for (const auto& [verdict, count] : parcel_counts_)
            counts.integer(std::string(1, verdict_letters[static_cast<std::size_t>(verdict)]), count);
        List extent;
        for (const double v :
             {extent_.x0 - origin_.x, extent_.y0 - origin_.y, extent_.x1 - origin_.x, extent_.y1 - origin_.y})
            extent.add(number(v, 1));
        return Object{}
            .text("city", in_.city_name)
            .text("city_fa", in_.city_name_fa.empty() ? in_.city_name : in_.city_name_fa)
            .text("language", first_language())
            .text("calendar", in_.calendar == Calendar::Gregorian ? "gregorian" : "jalali")
            .text("version", in_.version)
            .raw("taught", in_.taught ? std::to_string(*in_.taught) : "null")
            .text("crs", in_.crs.name())
            .raw("from", from)
            .raw("to", to)
            .raw("extent", extent.str())
            .raw("districts", texts(districts_.names()))
            .raw("states", texts(states_.names()))
            .raw("addresses", texts(addresses_.names()))
            .raw("steps", step_names())
            .raw("kinds", texts(kinds_.names()))
            .raw("violation_sets", texts(violations_.names()))
            .raw("violations", names.str())
            .raw("parcel_counts", counts.str())
            .integer("parcels_left_out", left_out_)
            .integer("details_per_block", details_per_block)
            .raw("dates", dates.str())
            .raw("images", images)
            .str();
    }

    TextFile file_;
    const PageInput& in_;
    Transform to_lonlat_;
    Box extent_;
    Point origin_;
    Names districts_, violations_, states_, addresses_, kinds_, steps_, dates_;
    PhraseTable phrases_;
    std::map<Verdict, long long> parcel_counts_;
    long long left_out_{};
};

} // namespace

void write_report_page(const std::string& path, const PageInput& input)
{
    Page(path, input).write();
}

} // namespace didban::report
