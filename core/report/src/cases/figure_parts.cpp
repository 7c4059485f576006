#include "cases/figure_parts.h"

#include "didban/base/number_text.h"
#include "didban/base/text.h"
#include "html_text.h"

#include <algorithm>

namespace didban {

using html::element;
using html::escape;
using html::isolate;

std::string FigureParts::number(double x, int decimals) const
{
    const std::string plain = text::at_most(x, decimals);
    const std::size_t whole = std::min(plain.find('.'), plain.size());
    std::string grouped;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0 && plain[i - 1] != '-')
            grouped += language_ == Language::Fa ? "٬" : ",";
        grouped += plain[i];
    }
    return language_ == Language::Fa ? text::persian_number(grouped) : grouped;
}

std::string FigureParts::percent(double share, int decimals) const
{
    return number(100 * share, decimals) + say(" %", "٪");
}

std::string FigureParts::numeral(const std::string& text) const
{
    return language_ == Language::Fa ? text::persian_digits(text) : text;
}

std::string FigureParts::card(const std::string& figure, const std::string& name, const std::string& more)
{
    return element("li",
                   element("b", isolate(figure)) + escape(name) + (more.empty() ? "" : element("small", escape(more))));
}

std::string FigureParts::panel(const std::string& title, const std::string& under, const std::string& inner)
{
    return element("section",
                   element("h2", escape(title)) + (under.empty() ? "" : element("p", escape(under), "class=\"sub\"")) +
                       inner,
                   "class=\"panel\"") +
           "\n";
}

std::string FigureParts::head(std::initializer_list<std::string> names)
{
    std::string out;
    for (const std::string& name : names)
        out += name.empty() ? "<td></td>" : element("th", escape(name), "scope=\"col\"");
    return element("thead", element("tr", out));
}

std::string FigureParts::row_head(const std::string& html)
{
    return element("th", html, "scope=\"row\"");
}

std::string FigureParts::cell(const std::string& html)
{
    return element("td", html, "class=\"n\"");
}

std::string FigureParts::bar(double share, const std::string& parts)
{
    return element("td",
                   "<div style=\"width:" + text::fixed(100 * std::clamp(share, 0.0, 1.0), 1) +
                       "%\" aria-hidden=\"true\">" + parts + "</div>",
                   "class=\"bar\"");
}

} // namespace didban
