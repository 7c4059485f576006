#include "didban/report/evaluation.h"

#include "html_text.h"

#include <algorithm>
#include <cstdio>

namespace didban {

namespace {

constexpr double left = 60, top = 50, side = 320, counts_top = 400, counts_height = 70; // pixels

template <class... Values>
std::string line(const char* format, Values... values)
{
    char text[512];
    std::snprintf(text, sizeof text, format, values...);
    return text;
}

double x_of(double share)
{
    return left + share * side;
}
double y_of(double share)
{
    return top + (1 - share) * side;
}

std::string axes()
{
    std::string out = line("<rect x='%.0f' y='%.0f' width='%.0f' height='%.0f' fill='none' stroke='#666'/>\n", left,
                           top, side, side) +
                      line("<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='#999' stroke-dasharray='4 4'/>\n",
                           x_of(0), y_of(0), x_of(1), y_of(1));
    for (int i = 0; i <= 10; i += 2) {
        out += line("<text x='%.1f' y='%.1f' text-anchor='middle'>%.1f</text>\n", x_of(i / 10.0), top + side + 16,
                    i / 10.0);
        out += line("<text x='%.1f' y='%.1f' text-anchor='end'>%.1f</text>\n", left - 6, y_of(i / 10.0) + 4, i / 10.0);
    }
    return out;
}

} // namespace

std::string reliability_svg(const Reliability& r, const std::string& title)
{
    std::string out =
        "<svg xmlns='http://www.w3.org/2000/svg' width='440' height='520' font-family='sans-serif' font-size='12'>\n"
        "<rect width='440' height='520' fill='#fff'/>\n";
    out += "<text x='60' y='20' font-size='14'>" + html::escape(title) + "</text>\n";
    out += line("<text x='60' y='38'>Brier score %.4f, calibration error %.4f, %lld cases</text>\n", r.brier(),
                r.calibration_error(), static_cast<long long>(r.count));
    out += axes();
    std::int64_t most = 1;
    for (const auto& bin : r.bins)
        most = std::max(most, bin.count);
    std::string path;
    for (std::size_t i = 0; i < r.bins.size(); ++i) {
        const auto& bin = r.bins[i];
        if (bin.count == 0)
            continue;
        const double n = static_cast<double>(bin.count), stated = bin.probability_sum / n,
                     seen = static_cast<double>(bin.happened) / n;
        path += line("%s%.1f %.1f", path.empty() ? "M" : " L", x_of(stated), y_of(seen));
        out += line("<circle cx='%.1f' cy='%.1f' r='4' fill='#06c'/>\n", x_of(stated), y_of(seen));
        const double height = counts_height * n / static_cast<double>(most);
        out += line("<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='#9bd'><title>%lld cases</title></rect>\n",
                    x_of(static_cast<double>(i) / 10) + 1, counts_top + counts_height - height, side / 10 - 2, height,
                    static_cast<long long>(bin.count));
    }
    if (!path.empty())
        out += "<path d='" + path + "' fill='none' stroke='#06c' stroke-width='1.5'/>\n";
    out += line("<text x='%.1f' y='%.1f' text-anchor='middle'>stated probability; bars: number of cases</text>\n",
                left + side / 2, counts_top + counts_height + 18);
    out += line("<text transform='translate(18 %.1f) rotate(-90)' text-anchor='middle'>observed share</text>\n",
                top + side / 2);
    return out + "</svg>\n";
}

} // namespace didban
