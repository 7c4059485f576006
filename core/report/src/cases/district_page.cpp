#include "didban/report/district_page.h"

#include "cases/figure_parts.h"
#include "cases/figures_shell.h"
#include "didban/base/number_text.h"
#include "didban/base/text.h"
#include "didban/report/csv_cell.h"
#include "html_text.h"
#include "json_text.h"
#include "parcel/say.h"
#include "verdict_words.h"

#include <algorithm>
#include <set>
#include <vector>

namespace didban {

namespace {

using html::element;
using html::escape;
using html::isolate;

/// Of parcels that the last period of images does not tell of.
constexpr VerdictWords not_observed{"", "not observed yet", "هنوز رصد نشده", "#e4e2dc", ""};

std::vector<VerdictWords> columns()
{
    std::vector<VerdictWords> all(verdict_words.begin(), verdict_words.end());
    all.push_back(not_observed);
    return all;
}

std::int64_t count_of(const DistrictFigures& d, const char* verdict)
{
    const auto found = d.verdicts.find(verdict);
    return found == d.verdicts.end() ? 0 : found->second;
}

/// The page of one district in one language.
class DistrictPage : private FigureParts {
public:
    DistrictPage(const DistrictReport& report, const std::vector<std::string>& pages, std::size_t district,
                 Language language)
        : FigureParts(language), report_(report), pages_(pages), at_(district), d_(report.districts[district])
    {
    }

    [[nodiscard]] FiguresText text() const
    {
        const std::string title = say("District ", "ناحیهٔ ") + name_of(d_);
        return {title + say(", ", "، ") + city(), html(title)};
    }

private:
    [[nodiscard]] std::string html(const std::string& title) const
    {
        return element("header", element("div", element("h1", escape(title)) +
                                                    element("p", escape(city() + span()), "class=\"sub\"") + others()) +
                                     "<div class=\"switch\"></div>") +
               element("ul", cards(), "class=\"cards\" role=\"list\"") + "\n" +
               element("div", seen() + capacity() + years() + zones(), "class=\"panels\"") + "\n" +
               element("footer", element("p", escape(about())));
    }

    [[nodiscard]] std::string ground(double m2) const { return number(m2) + say(" m²", " مترمربع"); }
    [[nodiscard]] std::string name_of(const DistrictFigures& d) const
    {
        return d.district.empty() ? say("without a name", "بی‌نام") : numeral(d.district);
    }
    [[nodiscard]] std::string city() const
    {
        return language_ == Language::Fa && !report_.city_fa.empty() ? report_.city_fa : report_.city;
    }
    [[nodiscard]] std::string span() const
    {
        return report_.last_image
                   ? say(" · last image ", " · آخرین تصویر ") + parcel_words::date(*report_.last_image, language_)
                   : say(" · no image yet", " · هنوز تصویری نیست");
    }
    [[nodiscard]] std::string share(double part, double whole) const
    {
        const double of = part / whole;
        return percent(of, of > 0 && of < 0.1 ? 1 : 0);
    }

    [[nodiscard]] std::string others() const
    {
        if (report_.districts.size() < 2)
            return "";
        std::string links;
        for (std::size_t i = 0; i < pages_.size(); ++i)
            links +=
                (i > 0 ? " · " : "") +
                (i == at_ ? element("b", isolate(name_of(report_.districts[i])), "aria-current=\"page\"")
                          : element("a", isolate(name_of(report_.districts[i])), "href=\"" + escape(pages_[i]) + "\""));
        return element("nav", escape(say("Districts: ", "ناحیه‌ها: ")) + links,
                       "class=\"sub\" aria-label=\"" + escape(say("Districts", "ناحیه‌ها")) + "\"");
    }

    [[nodiscard]] std::string cards() const
    {
        const UnplannedGrowth& g = d_.growth;
        std::string out = card(number(d_.parcels), say("parcels", "ملک"),
                               number(d_.area_m2 / 10'000, 1) + say(" hectares", " هکتار"));
        out += card(number(g.cases), say("works without a permit", "کار بدون پروانه"),
                    say("suspected, of them confirmed by visits: ",
                        "مظنون، از آن‌ها تأییدشده در بازدید: ") +
                        number(g.confirmed));
        out += card(number(g.ground_m2),
                    say("m² of ground newly covered by them",
                        "مترمربع زمین که به‌تازگی پوشانده‌اند"),
                    "");
        out += d_.capacity.ground_m2 > 0
                   ? card(share(g.where_limited_m2, d_.capacity.ground_m2),
                          say("of the ground that the plan allows", "زمینی که طرح مجاز می‌داند"),
                          say("where its limits are known", "در جایی که حد آن معلوم است"))
                   : card(say("unknown", "نامعلوم"),
                          say("what the plan allows", "آنچه طرح مجاز می‌داند"), "");
        out += card(number(d_.beyond_permit), say("works beyond their permit", "کار بیش از پروانه"), "");
        return out;
    }

    [[nodiscard]] static std::string bar(double share, const std::string& colour)
    {
        return FigureParts::bar(share, "<i style=\"flex:1;background:" + colour + "\"></i>");
    }

    [[nodiscard]] std::string seen() const
    {
        std::int64_t most = 1;
        for (const auto& [verdict, n] : d_.verdicts)
            most = std::max(most, n);
        std::string rows;
        for (const VerdictWords& v : columns())
            if (const std::int64_t n = count_of(d_, v.verdict); n > 0)
                rows +=
                    element("tr", row_head(escape(say(v.en, v.fa))) +
                                      bar(static_cast<double>(n) / static_cast<double>(most), v.bar) + cell(number(n)));
        return panel(
            say("Parcels by verdict", "ملک‌ها به تفکیک نتیجه"),
            say("of the last period of images", "در آخرین دورهٔ تصویر"),
            element("table", head({say("verdict", "نتیجه"), "", say("parcels", "ملک")}) + element("tbody", rows)));
    }

    /// How much of the plan's room was built on without a permit.
    [[nodiscard]] std::string beside(const std::string& what, double unplanned, double elsewhere, double allowed,
                                     std::int64_t parcels, bool at_least) const
    {
        const double most = std::max({allowed, unplanned, 1.0});
        const auto line = [&](const std::string& name, double m2, const char* colour, const std::string& figure) {
            return element("tr", row_head(escape(name)) + bar(m2 / most, colour) + cell(isolate(figure)));
        };
        const std::string least = at_least ? say("at least ", "دست‌کم ") : "";
        std::string rows = parcels > 0 ? line(say("the plan allows", "طرح مجاز می‌داند"), allowed,
                                              "#c5beac", ground(allowed))
                                       : line(say("the plan allows", "طرح مجاز می‌داند"), 0, "#c5beac",
                                              say("unknown", "نامعلوم"));
        rows += line(say("built there without a permit", "بدون پروانه ساخته شده"), unplanned, "#b8431a",
                     least + ground(unplanned) + (allowed > 0 ? " (" + share(unplanned, allowed) + ")" : ""));
        if (elsewhere > 0.5)
            rows += line(say("the same, limits unknown", "همان، با حد نامعلوم"), elsewhere, "#a9a9a9",
                         least + ground(elsewhere));
        return element("h3", escape(what)) +
               element("p",
                       escape(say("limits are known for ", "حد مجاز معلوم است برای ") + number(parcels) +
                              say(" of ", " از ") + number(d_.parcels) + say(" parcels", " ملک")),
                       "class=\"sub\"") +
               element("table", element("tbody", rows), "class=\"beside\"");
    }

    [[nodiscard]] std::string capacity() const
    {
        const PlanCapacity& c = d_.capacity;
        const UnplannedGrowth& g = d_.growth;
        const std::string note =
            g.height_unknown > 0
                ? element(
                      "p",
                      escape(
                          number(g.height_unknown) +
                          say(" of the works have no measured height and count as one floor",
                              " کار ارتفاع اندازه‌گیری‌شده ندارد و یک طبقه به شمار آمده است")),
                      "class=\"sub\"")
                : "";
        return panel(
            say("Unplanned growth against the plan's capacity", "رشد بیرون از طرح در برابر ظرفیت طرح"),
            report_.plan_known
                ? ""
                : say("the city names no plan: its capacity is unknown", "شهر طرحی معرفی نکرده و ظرفیت نامعلوم است"),
            beside(say("Ground (coverage)", "زمین (سطح اشغال)"), g.where_limited_m2, g.ground_m2 - g.where_limited_m2,
                   c.ground_m2, c.ground_parcels, false) +
                beside(say("Floor area (floors, density)", "زیربنا (طبقات، تراکم)"), g.floor_where_limited_m2,
                       g.floor_m2 - g.floor_where_limited_m2, c.floor_m2, c.floor_parcels, g.height_unknown > 0) +
                note);
    }

    [[nodiscard]] std::string years() const
    {
        if (d_.years.empty())
            return "";
        double most = 1;
        for (const DistrictYear& y : d_.years)
            most = std::max(most, y.ground_m2);
        std::string rows;
        for (const DistrictYear& y : d_.years)
            rows += element("tr", row_head(isolate(numeral(y.year))) + bar(y.ground_m2 / most, "#b8431a") +
                                      cell(isolate(ground(y.ground_m2))) + cell(number(y.cases)));
        return panel(
            say("Built without a permit, by year of first sight",
                "ساخته‌شده بدون پروانه، به تفکیک سال نخستین مشاهده"),
            "",
            element("table", head({say("year", "سال"), "", say("ground", "زمین"), say("works", "کار")}) +
                                 element("tbody", rows)));
    }

    [[nodiscard]] std::string zones() const
    {
        if (!report_.plan_known || d_.zones.empty())
            return "";
        std::string rows;
        for (const DistrictZone& z : d_.zones) {
            const bool known = z.capacity.ground_m2 > 0;
            rows += element(
                "tr", row_head(z.zone.empty() ? escape(say("in no zone", "بی‌پهنه")) : isolate(z.zone)) +
                          cell(number(z.parcels)) + cell(number(z.growth.cases)) + cell(number(z.growth.ground_m2)) +
                          cell(z.capacity.ground_parcels > 0 ? number(z.capacity.ground_m2)
                                                             : escape(say("unknown", "نامعلوم"))) +
                          cell(known ? share(z.growth.where_limited_m2, z.capacity.ground_m2) : "–"));
        }
        return panel(
            say("By zone of the plan", "به تفکیک پهنهٔ طرح"), say("ground in m²", "زمین به مترمربع"),
            element("div",
                    element("table", head({say("zone", "پهنه"), say("parcels", "ملک"), say("works", "کار"),
                                           say("built", "ساخته"), say("allowed", "مجاز"), say("share", "سهم")}) +
                                         element("tbody", rows)),
                    "class=\"scroll\""));
    }

    [[nodiscard]] std::string about() const
    {
        return say(
            "Works without a permit are suspected cases, confirmed or not yet visited; only a visit and the "
            "commission make them violations. Allowed is what coverage, floors and density of the plan give on "
            "all parcels whose limits are numbers, whether built on or not. For the office, not for "
            "publication: figures of few cases are not suppressed.",
            "کار بدون پروانه یعنی پروندهٔ مظنون، تأییدشده یا هنوز بازدیدنشده؛ تنها بازدید و رأی کمیسیون آن را "
            "تخلف می‌کند. مجاز یعنی آنچه سطح اشغال، طبقات و تراکم طرح در همهٔ ملک‌های دارای حد عددی می‌دهد، "
            "ساخته یا نساخته. برای استفادهٔ اداری است و نه انتشار: عددهای کم‌شمار پنهان نشده‌اند.");
    }

    const DistrictReport& report_;
    const std::vector<std::string>& pages_;
    std::size_t at_;
    const DistrictFigures& d_;
};

/// A name as part of a file's name: what paths and addresses give a meaning of their own becomes "_".
std::string for_a_file(const std::string& name)
{
    if (name.empty())
        return "unnamed";
    std::string out;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= 'a' && byte <= 'z') || c == '-';
        out += plain ? c : '_';
    }
    constexpr std::size_t longest = 80; // bytes
    std::size_t end = std::min(out.size(), longest);
    while (end < out.size() && end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80)
        --end;
    return out.substr(0, end);
}

} // namespace

std::vector<std::string> district_pages(const DistrictReport& report)
{
    std::vector<std::string> names;
    std::set<std::string> taken;
    for (const DistrictFigures& d : report.districts) {
        const std::string name = "district-" + for_a_file(d.district);
        std::string file = name + ".html";
        for (int n = 2; !taken.insert(file).second; ++n)
            file = name + "-" + std::to_string(n) + ".html";
        names.push_back(file);
    }
    return names;
}

std::string district_html(const DistrictReport& report, std::size_t district)
{
    const std::vector<std::string> pages = district_pages(report);
    return figures_shell(DistrictPage(report, pages, district, Language::En).text(),
                         DistrictPage(report, pages, district, Language::Fa).text(),
                         report.languages.empty() || report.languages.front() == "fa");
}

std::string districts_csv(const DistrictReport& report)
{
    std::string out = "\xEF\xBB\xBF"
                      "district,parcels,area_m2";
    for (const VerdictWords& v : columns())
        out += std::string(",") + (*v.verdict == '\0' ? "not_observed" : v.verdict);
    out += ",works_without_permit,confirmed,beyond_permit,ground_m2,floor_m2_at_least,height_unknown,"
           "ground_allowed_m2,ground_allowed_parcels,ground_where_limited_m2,floor_allowed_m2,floor_allowed_parcels,"
           "floor_where_limited_m2\n";
    const auto area = [](double m2) { return json_text::number(m2, 1); };
    for (const DistrictFigures& d : report.districts) {
        out += report::csv_cell(d.district) + "," + std::to_string(d.parcels) + "," + area(d.area_m2);
        for (const VerdictWords& v : columns())
            out += "," + std::to_string(count_of(d, v.verdict));
        const UnplannedGrowth& g = d.growth;
        const PlanCapacity& c = d.capacity;
        out += "," + std::to_string(g.cases) + "," + std::to_string(g.confirmed) + "," +
               std::to_string(d.beyond_permit) + "," + area(g.ground_m2) + "," + area(g.floor_m2) + "," +
               std::to_string(g.height_unknown) + "," + (c.ground_parcels > 0 ? area(c.ground_m2) : "") + "," +
               std::to_string(c.ground_parcels) + "," + area(g.where_limited_m2) + "," +
               (c.floor_parcels > 0 ? area(c.floor_m2) : "") + "," + std::to_string(c.floor_parcels) + "," +
               area(g.floor_where_limited_m2) + "\n";
    }
    return out;
}

} // namespace didban
