#include "didban/report/figures_page.h"

#include "cases/figure_parts.h"
#include "cases/figures_shell.h"
#include "cases/history_words.h"
#include "didban/base/number_text.h"
#include "didban/base/text.h"
#include "html_text.h"
#include "parcel/say.h"

#include <algorithm>
#include <array>

namespace didban {

namespace {

using html::element;
using html::escape;
using html::isolate;

/// Cases by what became of them, in the order of the bars.
struct Outcome {
    const char *style, *en, *fa;
    std::int64_t (*count)(const StatsGroup&);
};
constexpr std::array<Outcome, 3> outcomes{
    {{"confirmed", "confirmed", "تأییدشده", [](const StatsGroup& g) { return g.confirmed; }},
     {"dismissed", "dismissed", "ردشده", [](const StatsGroup& g) { return g.dismissed; }},
     {"waiting", "without a decision", "بدون تصمیم",
      [](const StatsGroup& g) { return g.cases - g.confirmed - g.dismissed; }}}};

/// 1, 2 or 5 times a power of ten, at least `least`.
double round_up(double least)
{
    double power = 1;
    while (power * 10 < least)
        power *= 10;
    return (least <= power ? 1 : least <= 2 * power ? 2 : least <= 5 * power ? 5 : 10) * power;
}

/// The page in one language.
class Figures : private FigureParts {
public:
    Figures(const CityStats& stats, Language language) : FigureParts(language), stats_(stats) {}

    [[nodiscard]] std::string html(const std::string& city) const
    {
        return element(
                   "header",
                   element("div", element("h1", escape(say("Watch over building: ", "پایش ساخت‌وساز: ")) +
                                                    isolate(city)) +
                                      element("p", escape(span()), "class=\"sub\"")) +
                       "<div class=\"switch\"></div>") +
               element("ul", cards(), "class=\"cards\" role=\"list\"") + "\n" +
               element("div", months() + delays() + districts() + dismissals() + seen(), "class=\"panels\"") + "\n" +
               element("footer", element("p", escape(about())));
    }

private:
    [[nodiscard]] std::string district(const std::string& name) const
    {
        return name.empty() ? say("unknown", "نامعلوم") : numeral(name);
    }

    [[nodiscard]] std::string span() const
    {
        if (stats_.months.empty())
            return say("No figures yet", "هنوز آماری نیست");
        const std::string first = numeral(stats_.months.front().name), last = numeral(stats_.months.back().name);
        return say("Cases first seen from ",
                   "پرونده‌هایی که نخستین بار دیده شدند، از ") +
               first + say(" to ", " تا ") + last;
    }

    [[nodiscard]] std::string interval(const ConfidenceInterval& i) const
    {
        return say("between ", "بین ") + percent(i.low) + say(" and ", " و ") + percent(i.high) +
               say(" (95 % interval)", " (بازهٔ ۹۵٪)");
    }

    [[nodiscard]] std::string cards() const
    {
        std::int64_t found = 0, visited = 0, parcels = 0, not_seen = 0;
        double days = 0;
        for (const auto& [verdict, cases] : stats_.totals)
            found += cases;
        for (const StatsGroup& g : stats_.months) {
            visited += g.visited;
            days += g.mean_delay_days.value_or(0) * static_cast<double>(g.visited);
        }
        for (const SeenParcels& d : stats_.last_period) {
            parcels += d.parcels;
            not_seen += d.not_seen;
        }
        std::string out = card(number(found), say("changes that became cases", "تغییری که پرونده شد"), "");
        const std::string not_all = partly(stats_.months);
        out += card(number(visited), say("visited and decided", "بازدید و تصمیم"), not_all);
        if (stats_.confirmed_share && visited > 0)
            out += card(percent(*stats_.confirmed_share),
                        say("of the visits confirmed a violation", "بازدیدها تخلف را تأیید کرد"), "");
        if (visited > 0)
            out += card(number(days / static_cast<double>(visited)),
                        say("days from the image to the decision, on average",
                            "روز از تصویر تا تصمیم، به‌طور میانگین"),
                        not_all);
        if (stats_.control.recall)
            out += card(percent(stats_.control.recall->value),
                        say("of all violations are on the list", "همهٔ تخلف‌ها در فهرست است"),
                        interval(*stats_.control.recall));
        if (parcels > 0)
            out += card(percent(static_cast<double>(not_seen) / static_cast<double>(parcels)),
                        say("of the parcels were not seen in the last images",
                            "ملک‌ها در آخرین تصویر دیده نشد"),
                        "");
        if (stats_.work && stats_.work->hectares_per_hour())
            out += card(number(*stats_.work->hectares_per_hour(), 1),
                        say("hectares watched for each hour of an inspector", "هکتار پایش برای هر ساعت بازرس"), "");
        return out;
    }

    [[nodiscard]] std::string keys() const
    {
        std::string out;
        for (const Outcome& o : outcomes)
            out += element("li", "<i class=\"" + std::string(o.style) + "\"></i>" + escape(say(o.en, o.fa)));
        return element("ul", out, "class=\"keys\" role=\"list\"");
    }

    [[nodiscard]] std::string partly(const std::vector<StatsGroup>& groups) const
    {
        const bool whole = std::all_of(groups.begin(), groups.end(), [](const StatsGroup& g) { return g.whole; });
        return whole ? ""
                     : say("* without rows of fewer than ", "* بدون ردیف‌های کمتر از ") +
                           number(stats_.least_cell, 0) + say(" cases", " پرونده");
    }

    /// The numbers behind a chart.
    [[nodiscard]] std::string table(const std::vector<StatsGroup>& groups, const std::string& of, bool months) const
    {
        std::string rows;
        for (const StatsGroup& g : groups)
            rows += element("tr",
                            element("th", isolate(months ? numeral(g.name) : district(g.name)) + (g.whole ? "" : " *"),
                                    "scope=\"row\"") +
                                cell(number(g.cases)) + cell(number(g.visited)) + cell(number(g.confirmed)) +
                                cell(number(g.dismissed)) + cell(g.mean_delay_days ? number(*g.mean_delay_days) : "–"));
        return element("details",
                       element("summary", escape(say("The numbers", "عددها"))) +
                           element("div",
                                   element("table", head({of, say("cases", "پرونده"), say("visited", "بازدید"),
                                                          say("confirmed", "تأییدشده"), say("dismissed", "ردشده"),
                                                          say("days", "روز")}) +
                                                        element("tbody", rows)),
                                   "class=\"scroll\""));
    }

    /// Bars side by side, the first month where reading begins.
    template <class Parts>
    [[nodiscard]] std::string columns(const std::string& name, const std::vector<StatsGroup>& groups, double most,
                                      const Parts& parts) const
    {
        constexpr double width = 400, height = 172, left = 6, base = 142, top = 20;
        const double top_value = round_up(std::max(most, 1.0));
        const double step = (width - 2 * left) / static_cast<double>(groups.size());
        const double bar = std::min(46.0, step * 0.72);
        const std::size_t every = groups.size() > 7 ? (groups.size() + 6) / 7 : 1;
        std::string out;
        for (const double share : {0.0, 0.5, 1.0}) {
            const std::string y = text::fixed(base - share * (base - top), 1);
            out += "<line x1=\"" + text::fixed(left, 0) + "\" x2=\"" + text::fixed(width - left, 0) + "\" y1=\"" + y +
                   "\" y2=\"" + y + "\"/>";
        }
        for (std::size_t i = 0; i < groups.size(); ++i) {
            const double place = (static_cast<double>(i) + 0.5) * step + left;
            const double middle = language_ == Language::Fa ? width - place : place;
            double y = base, sum = 0;
            for (const auto& [style, value] : parts(groups[i])) {
                const double h = value / top_value * (base - top);
                y -= h;
                sum += value;
                if (h > 0)
                    out += "<rect class=\"" + std::string(style) + "\" x=\"" + text::fixed(middle - bar / 2, 1) +
                           "\" y=\"" + text::fixed(y, 1) + "\" width=\"" + text::fixed(bar, 1) + "\" height=\"" +
                           text::fixed(std::max(h - 0.8, 0.4), 1) + "\" rx=\"1.5\"/>";
            }
            const std::string x = text::fixed(middle, 1);
            if (step > 18)
                out += "<text class=\"sum\" text-anchor=\"middle\" x=\"" + x + "\" y=\"" + text::fixed(y - 5, 1) +
                       "\">" + number(sum) + "</text>";
            if (i % every == 0)
                out += "<text text-anchor=\"middle\" direction=\"ltr\" x=\"" + x + "\" y=\"160\">" +
                       escape(numeral(groups[i].name)) + "</text>";
        }
        return "<svg viewBox=\"0 0 " + text::fixed(width, 0) + " " + text::fixed(height, 0) +
               "\" role=\"img\" aria-label=\"" + escape(name) + "\">" + out + "</svg>";
    }

    [[nodiscard]] std::string months() const
    {
        if (stats_.months.empty())
            return "";
        std::int64_t most = 0;
        for (const StatsGroup& g : stats_.months)
            most = std::max(most, g.cases);
        const std::string title = say("Cases by month", "پرونده‌ها به تفکیک ماه");
        const auto parts = [](const StatsGroup& g) {
            std::vector<std::pair<const char*, double>> all;
            for (const Outcome& o : outcomes)
                all.emplace_back(o.style, static_cast<double>(o.count(g)));
            return all;
        };
        return panel(title, partly(stats_.months),
                     keys() + columns(title, stats_.months, static_cast<double>(most), parts) +
                         table(stats_.months, say("month", "ماه"), true));
    }

    [[nodiscard]] std::string delays() const
    {
        std::vector<StatsGroup> decided;
        double most = 0;
        for (const StatsGroup& g : stats_.months)
            if (g.mean_delay_days) {
                decided.push_back(g);
                most = std::max(most, *g.mean_delay_days);
            }
        if (decided.empty())
            return "";
        const std::string title = say("Days from the image to the decision", "روز از تصویر تا تصمیم");
        const auto parts = [](const StatsGroup& g) {
            return std::vector<std::pair<const char*, double>>{{"plain", *g.mean_delay_days}};
        };
        return panel(title, say("mean, by month of first sight", "میانگین، به تفکیک ماه نخستین مشاهده"),
                     columns(title, decided, most, parts));
    }

    [[nodiscard]] std::string districts() const
    {
        std::vector<StatsGroup> groups = stats_.districts;
        if (groups.empty())
            return "";
        std::stable_sort(groups.begin(), groups.end(),
                         [](const StatsGroup& a, const StatsGroup& b) { return a.cases > b.cases; });
        const double most = static_cast<double>(groups.front().cases);
        std::string rows;
        for (const StatsGroup& g : groups) {
            std::string parts;
            for (const Outcome& o : outcomes)
                if (o.count(g) > 0)
                    parts += "<i class=\"" + std::string(o.style) + "\" style=\"flex:" + std::to_string(o.count(g)) +
                             "\"></i>";
            rows += element("tr", element("th", isolate(district(g.name)) + (g.whole ? "" : " *"), "scope=\"row\"") +
                                      bar(static_cast<double>(g.cases) / most, parts) + cell(number(g.cases)));
        }
        return panel(say("Cases by district", "پرونده‌ها به تفکیک ناحیه"), partly(groups),
                     keys() +
                         element("table", head({say("district", "ناحیه"), "", say("cases", "پرونده")}) +
                                              element("tbody", rows)) +
                         table(groups, say("district", "ناحیه"), false));
    }

    [[nodiscard]] std::string dismissals() const
    {
        std::vector<std::pair<std::int64_t, std::string>> reasons;
        for (const auto& [reason, count] : stats_.dismissals)
            reasons.emplace_back(count, reason);
        if (reasons.empty())
            return "";
        std::stable_sort(reasons.begin(), reasons.end(),
                         [](const auto& a, const auto& b) { return a.first > b.first; });
        std::string rows;
        for (const auto& [count, reason] : reasons)
            rows += element(
                "tr", element("th",
                              escape(reason.empty() ? say("other reasons, few each",
                                                          "دلیل‌های دیگر، هر یک کم‌شمار")
                                                    : dismissal_words(reason, language_)),
                              "scope=\"row\"") +
                          bar(static_cast<double>(count) / static_cast<double>(reasons.front().first),
                              "<i class=\"dismissed\" style=\"flex:1\"></i>") +
                          cell(number(count)));
        return panel(
            say("Why cases were dismissed", "چرا پرونده‌ها رد شد"), "",
            element("table", head({say("reason", "دلیل"), "", say("cases", "پرونده")}) + element("tbody", rows)));
    }

    [[nodiscard]] std::string seen() const
    {
        if (stats_.last_period.empty())
            return "";
        std::string rows;
        for (const SeenParcels& d : stats_.last_period) {
            const double part = static_cast<double>(d.not_seen) / static_cast<double>(d.parcels);
            rows +=
                element("tr", element("th", isolate(district(d.district)), "scope=\"row\"") +
                                  bar(1, "<i class=\"waiting\" style=\"flex:" + std::to_string(d.parcels - d.not_seen) +
                                             "\"></i><i class=\"plain\" style=\"flex:" + std::to_string(d.not_seen) +
                                             "\"></i>") +
                                  cell(number(d.parcels)) + cell(percent(part)));
        }
        return panel(say("What the last images left unseen", "آنچه در آخرین تصویر دیده نشد"),
                     say("parcels under cloud or outside the images",
                         "ملک‌های زیر ابر یا بیرون از تصویر"),
                     element("table", head({say("district", "ناحیه"), "", say("parcels", "ملک"),
                                            say("not seen", "دیده‌نشده")}) +
                                          element("tbody", rows)));
    }

    [[nodiscard]] std::string about() const
    {
        return say("A case is a change seen from the air; only a visit makes it a violation. ",
                   "پرونده یعنی تغییری که از هوا دیده شده و تنها بازدید آن را تخلف می‌کند. ") +
               say("The figures name no parcel and no person: numbers of fewer than ",
                   "این آمار نه ملکی را نام می‌برد و نه کسی را: عددهای کمتر از ") +
               number(stats_.least_cell, 0) +
               say(" cases are not published.", " پرونده منتشر نمی‌شود.");
    }

    const CityStats& stats_;
};

} // namespace

std::string stats_html(const CityStats& stats, const FiguresPage& page)
{
    const std::string city_fa = page.city_fa.empty() ? page.city : page.city_fa;
    return figures_shell({page.city, Figures(stats, Language::En).html(page.city)},
                         {city_fa, Figures(stats, Language::Fa).html(city_fa)},
                         page.languages.empty() || page.languages.front() == "fa");
}

} // namespace didban
