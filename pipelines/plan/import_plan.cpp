#include "pipelines/plan/import_plan.h"

#include "didban/base/error.h"
#include "didban/base/jalali.h"
#include "didban/base/number_text.h"
#include "didban/base/text.h"
#include "didban/rules/rule_set.h"

#include <algorithm>
#include <map>

namespace didban {

namespace {

struct LimitColumn {
    const char *quantity, *combinator, *unit;
};

/// Columns that become rules, by their name or its Persian twin. The unit stands in the name: it is never guessed from
/// the values.
const std::map<std::string, LimitColumn>& limit_columns()
{
    static const std::map<std::string, LimitColumn> columns = [] {
        const std::vector<std::pair<std::vector<const char*>, LimitColumn>> list{
            {{"floors", "تعداد طبقات", "طبقات"}, {"floors", "RESTRICT_MAX", "floors"}},
            {{"height_m", "ارتفاع (متر)"}, {"height", "RESTRICT_MAX", "m"}},
            {{"coverage_percent", "سطح اشغال (درصد)"}, {"coverage", "RESTRICT_MAX", "percent"}},
            {{"coverage_share"}, {"coverage", "RESTRICT_MAX", "share"}},
            {{"density_percent", "تراکم (درصد)"}, {"floor_area_ratio", "RESTRICT_MAX", "percent"}},
            {{"floor_area_ratio"}, {"floor_area_ratio", "RESTRICT_MAX", "ratio"}},
            {{"setback_front_m", "عقب نشینی جلو (متر)"}, {"setback_front", "RESTRICT_MIN", "m"}},
            {{"setback_rear_m", "عقب نشینی پشت (متر)"}, {"setback_rear", "RESTRICT_MIN", "m"}},
            {{"setback_side_m", "عقب نشینی جانبی (متر)"}, {"setback_side", "RESTRICT_MIN", "m"}},
            {{"parking", "پارکینگ"}, {"parking", "RESTRICT_MIN", "cars"}},
            {{"units", "تعداد واحد"}, {"units", "RESTRICT_MAX", "units"}},
            {{"min_plot_area_m2", "حد نصاب (مترمربع)"}, {"min_plot_area", "RESTRICT_MIN", "m2"}},
            {{"min_frontage_m", "حداقل بر (متر)"}, {"min_frontage", "RESTRICT_MIN", "m"}}};
        std::map<std::string, LimitColumn> by_key;
        for (const auto& [names, column] : list)
            for (const char* name : names)
                by_key.emplace(text::matching_key(name), column);
        return by_key;
    }();
    return columns;
}

/// Columns that say where a row applies and where it is written.
const std::map<std::string, std::string>& head_columns()
{
    static const std::map<std::string, std::string> columns = [] {
        std::map<std::string, std::string> by_key;
        for (const auto& [name, role] : {std::pair{"zone", "zone"},
                                         {"پهنه", "zone"},
                                         {"passage_from_m", "passage_from"},
                                         {"عرض گذر از", "passage_from"},
                                         {"passage_below_m", "passage_below"},
                                         {"عرض گذر تا", "passage_below"},
                                         {"plot_from_m2", "plot_from"},
                                         {"مساحت از", "plot_from"},
                                         {"plot_below_m2", "plot_below"},
                                         {"مساحت تا", "plot_below"},
                                         {"uses", "uses"},
                                         {"کاربری مجاز", "uses"},
                                         {"document", "document"},
                                         {"سند", "document"},
                                         {"article", "article"},
                                         {"بند", "article"},
                                         {"page", "page"},
                                         {"صفحه", "page"},
                                         {"valid_from", "valid_from"},
                                         {"از تاریخ", "valid_from"},
                                         {"condition", "condition"},
                                         {"شرط", "condition"}})
            by_key.emplace(text::matching_key(name), role);
        return by_key;
    }();
    return columns;
}

std::string quote(const std::string& text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        if (static_cast<unsigned char>(c) >= 0x20)
            out += c;
        else
            out += ' ';
    }
    return out + "\"";
}

std::vector<std::string> split_uses(const std::string& text)
{
    std::vector<std::string> list;
    std::string one;
    const std::string comma = "،";
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const bool persian = i < text.size() && text.compare(i, comma.size(), comma) == 0;
        if (i == text.size() || text[i] == ',' || text[i] == ';' || persian) {
            const auto from = one.find_first_not_of(' ');
            if (from != std::string::npos)
                list.push_back(one.substr(from, one.find_last_not_of(' ') - from + 1));
            one.clear();
            if (persian)
                i += comma.size() - 1;
        } else {
            one += text[i];
        }
    }
    return list;
}

class Importer {
public:
    Importer(FeatureSource& source, const ImportOptions& options) : source_(source), options_(options)
    {
        for (std::size_t i = 0; i < source.fields().size(); ++i) {
            const std::string key = text::matching_key(source.fields()[i]);
            if (const auto limit = limit_columns().find(key); limit != limit_columns().end())
                limits_.emplace_back(i, limit->second);
            else if (const auto head = head_columns().find(key); head != head_columns().end())
                heads_.emplace(head->second, i);
            else
                result_.lost.push_back("column \"" + source.fields()[i] + "\" has no counterpart and was left out");
        }
        if (!heads_.contains("zone"))
            throw Error(ErrorKind::UnreadableInput,
                        source.name() + ": there is no column zone (پهنه); see docs/import-plan.md for the columns");
        if (limits_.empty() && !heads_.contains("uses"))
            throw Error(
                ErrorKind::UnreadableInput,
                source.name() +
                    ": no column holds a limit; name them floors, coverage_percent, …, see docs/import-plan.md");
    }
    ImportedPlan run()
    {
        result_.rules_toml = "# Made from " + source_.name() +
                             " by didban import-plan. Review before use.\n[plan]\nid = " + quote(options_.plan_id) +
                             "\n";
        while (source_.next(row_))
            take_row();
        (void)parse_rules(result_.rules_toml, "imported rules of " + source_.name());
        return std::move(result_);
    }

private:
    [[nodiscard]] std::string cell(const std::string& role) const
    {
        const auto at = heads_.find(role);
        return at == heads_.end() ? std::string{} : as_text(row_.values[at->second]);
    }
    [[nodiscard]] std::string where() const { return source_.name() + ", row " + std::to_string(result_.rows); }
    [[nodiscard]] std::optional<double> number(const std::string& text, const std::string& column)
    {
        if (text::matching_key(text).empty())
            return std::nullopt;
        const auto parsed = text::parse_number(text);
        if (!parsed)
            result_.lost.push_back(where() + ": " + column + " \"" + text +
                                   "\" is not a number; no rule was made of it");
        return parsed ? std::optional(parsed->value) : std::nullopt;
    }
    /// ", passage_width_m = [8, 12]"; a broken end loses the row: half an interval would be a guess.
    bool add_interval(const char* fact, const std::string& from_role, const std::string& below_role,
                      std::string& applies)
    {
        const std::string from = cell(from_role), below = cell(below_role);
        const auto a = number(from, from_role), b = number(below, below_role);
        if ((!text::matching_key(from).empty() && !a) || (!text::matching_key(below).empty() && !b))
            return false;
        if (a || b)
            applies += std::string(", ") + fact + " = [" + (a ? text::significant(*a, 10) : "-inf") + ", " +
                       (b ? text::significant(*b, 10) : "inf") + "]";
        return true;
    }
    void take_row()
    {
        ++result_.rows;
        const std::string zone = cell("zone");
        if (text::matching_key(zone).empty()) {
            result_.lost.push_back(where() + ": without a zone; left out");
            return;
        }
        const std::string document = cell("document").empty() ? options_.document : cell("document");
        if (document.empty())
            throw Error(ErrorKind::UnreadableInput,
                        where() + ": no document; fill the column document or give --document");
        std::optional<Date> from = options_.valid_from;
        if (const std::string written = cell("valid_from"); !written.empty()) {
            const auto parsed = parse_record_date(written, Calendar::Auto);
            if (!parsed || parsed->two_digit_year)
                throw Error(ErrorKind::UnreadableInput,
                            where() + ": valid_from \"" + written + "\" is not a day; write 1400/01/01");
            from = parsed->date;
        }
        if (!from)
            throw Error(ErrorKind::UnreadableInput,
                        where() +
                            ": no day from which it is in force; fill the column valid_from or give --valid-from");
        std::string applies = "zone = [" + quote(zone) + "]";
        if (!add_interval("passage_width_m", "passage_from", "passage_below", applies) ||
            !add_interval("plot_area_m2", "plot_from", "plot_below", applies)) {
            result_.lost.push_back(where() + ": an interval is broken; the row was left out");
            return;
        }
        std::string source = "document = " + quote(document);
        if (!cell("article").empty())
            source += ", article = " + quote(cell("article"));
        if (const auto page = number(cell("page"), "page"))
            source += ", page = " + std::to_string(static_cast<int>(*page));
        const std::string condition = cell("condition").empty() ? "" : ", condition = " + quote(cell("condition"));
        const auto add = [&](const std::string& quantity, const std::string& effect) {
            ++result_.rules;
            result_.rules_toml +=
                "\n[[rule]]\nid = " + quote(zone + "-" + std::to_string(result_.rows) + "-" + quantity) +
                "\nlevel = " + quote(options_.level) + "\nsource = { " + source + " }\nvalid_from = " + from->iso() +
                "\napplies = { " + applies + " }\neffect = { quantity = " + quote(quantity) + ", " + effect +
                condition + " }\n";
        };
        for (const auto& [column, limit] : limits_)
            if (const auto value = number(as_text(row_.values[column]), source_.fields()[column]))
                add(limit.quantity, std::string("combinator = \"") + limit.combinator + "\", value = " +
                                        text::significant(*value, 10) + ", unit = \"" + limit.unit + "\"");
        std::string uses;
        for (const std::string& use : split_uses(cell("uses")))
            uses += (uses.empty() ? "" : ", ") + quote(use);
        if (!uses.empty())
            add("use_allowed", "combinator = \"SET\", value = [" + uses + "]");
    }

    FeatureSource& source_;
    const ImportOptions& options_;
    std::vector<std::pair<std::size_t, LimitColumn>> limits_;
    std::map<std::string, std::size_t> heads_;
    Feature row_;
    ImportedPlan result_;
};

} // namespace

ImportedPlan import_limits_table(const DataAccess& data, const std::string& source, const ImportOptions& options)
{
    const auto table = data.open_features(
        {.source = source, .layer = options.layer, .fields = {}, .encoding = {}, .area = {}, .geometry = false});
    return Importer(*table, options).run();
}

} // namespace didban
