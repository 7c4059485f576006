#include "read_parts.h"

#include "didban/base/renovation_code.h"
#include "didban/base/text.h"
#include "rule_names.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

std::vector<std::string> keys(const std::vector<std::string>& texts)
{
    std::vector<std::string> out;
    for (const std::string& t : texts)
        out.push_back(text::matching_key(t));
    return out;
}

double end_of(const TomlTable& t, const char* key, const toml::node& node)
{
    if (!node.is_number())
        t.fail(key, std::string(key) + ": an interval is [from, below], two numbers (inf leaves an end open)");
    return *node.value<double>();
}

std::vector<std::string> closed_list(const TomlTable& t, const char* key, const std::vector<std::string>& choices)
{
    const std::vector<std::string> list = keys(t.texts(key));
    for (const std::string& word : list)
        if (std::find(choices.begin(), choices.end(), word) == choices.end())
            t.fail(key, std::string(key) + " " + in_quotes(word) + " is not known" + suggestion(word, choices));
    return list;
}

void read_given(const TomlTable& t, Applies& a)
{
    const auto given = t.table("given");
    if (!given)
        return;
    std::vector<std::string> choices;
    for (const Quantity q : all_quantities())
        if (!is_use_list(q) && q != Quantity::HeritageWork)
            choices.emplace_back(name(q));
    for (const auto& [key, node] : given->raw()) {
        const auto q = quantity(key.str());
        if (!q || std::find(choices.begin(), choices.end(), key.str()) == choices.end())
            fail_at(t.file(), key.source(),
                    t.what() + ": given: quantity " + in_quotes(key.str()) + " is not known" +
                        suggestion(key.str(), choices));
        a.given.emplace_back(*q, read_interval(*given, std::string(key.str()).c_str(), node));
    }
    std::sort(a.given.begin(), a.given.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
}

} // namespace

const std::vector<std::string>& overlay_kinds()
{
    static const std::vector<std::string> kinds{"heritage", "utility",      "river",    "qanat",
                                                "airport",  "passage",      "widening", "garden",
                                                "farmland", "special_plan", "forbidden"};
    return kinds;
}

Interval read_interval(const TomlTable& t, const char* key, const toml::node& node)
{
    Interval interval;
    if (const toml::array* array = node.as_array()) {
        if (array->size() != 2)
            t.fail(key, std::string(key) + ": an interval is [from, below], two numbers (inf leaves an end open)");
        interval = {end_of(t, key, (*array)[0]), end_of(t, key, (*array)[1])};
    } else if (const toml::table* table = node.as_table()) {
        const TomlTable ends(t.file(), *table, t.what());
        ends.only({"from", "below"});
        interval.from = ends.number("from").value_or(interval.from);
        interval.below = ends.number("below").value_or(interval.below);
    } else {
        t.fail(key, std::string(key) + ": an interval is [from, below], two numbers (inf leaves an end open)");
    }
    if (std::isnan(interval.from) || std::isnan(interval.below) || interval.from >= interval.below)
        t.fail(key, std::string(key) + ": the interval is empty or reversed; the first number must be the smaller one");
    return interval;
}

Applies read_applies(const TomlTable& t, const std::vector<std::string>& overlay_kinds)
{
    std::vector<std::string> known{"zone",          "district", "use",           "use_approved", "use_permitted",
                                   "use_governing", "side",     "building_kind", "jurisdiction", "parcel",
                                   "corner",        "overlay",  "overlay_id",    "degree",       "within_m",
                                   "permit_issued", "given"};
    for (const std::string& fact : words::numeric_fact.all())
        known.push_back(fact);
    t.only(known);
    Applies a;
    a.zones = keys(t.texts("zone"));
    a.districts = keys(t.texts("district"));
    a.uses_approved = keys(t.texts("use_approved"));
    a.uses_permitted = keys(t.texts("use_permitted"));
    a.uses_governing = keys(t.texts(t.has("use") ? "use" : "use_governing"));
    if (t.has("use") && t.has("use_governing"))
        t.fail("use", "use and use_governing are the same condition; keep one");
    a.sides = closed_list(t, "side", {"n", "s", "e", "w"});
    a.kinds = closed_list(t, "building_kind",
                          {"new", "addition", "repair", "demolition", "plan_change", "duplicate", "wall"});
    a.jurisdictions = closed_list(t, "jurisdiction", {"city", "harim", "art99", "village", "farmland"});
    for (const std::string& id : t.texts("parcel"))
        a.parcels.push_back(parcel_key(id));
    for (const auto& [fact, word] : words::numeric_fact.list)
        if (const toml::node* node = t.find(std::string(word).c_str()))
            a.intervals.emplace_back(fact, read_interval(t, std::string(word).c_str(), *node));
    read_given(t, a);
    a.corner = t.boolean("corner");
    a.overlays = closed_list(t, "overlay", overlay_kinds);
    a.overlay_ids = t.texts("overlay_id");
    a.degrees = keys(t.texts("degree"));
    a.within_m = t.number("within_m").value_or(0);
    if (a.within_m < 0 || !std::isfinite(a.within_m))
        t.fail("within_m", "within_m must be 0 or a distance in metres");
    if ((!a.degrees.empty() || t.has("within_m")) && !a.needs_overlay())
        t.fail(t.has("degree") ? "degree" : "within_m",
               "degree and within_m belong to an overlay; write overlay = \"…\" beside it");
    if (const auto period = t.table("permit_issued")) {
        period->only({"from", "below"});
        a.permit_from = period->date("from");
        a.permit_below = period->date("below");
        if (a.permit_from && a.permit_below && !(*a.permit_from < *a.permit_below))
            t.fail("permit_issued", "permit_issued is empty or reversed: from must be before below");
    }
    return a;
}

} // namespace didban
