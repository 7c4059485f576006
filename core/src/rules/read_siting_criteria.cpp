#include "didban/rules/siting_criteria.h"

#include "didban/base/read_text_file.h"
#include "didban/base/text.h"
#include "parse_toml.h"
#include "rule_names.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace didban {

namespace {

std::vector<std::string> keys_of(const std::vector<std::string>& texts)
{
    std::vector<std::string> keys;
    for (const std::string& t : texts)
        keys.push_back(text::matching_key(t));
    return keys;
}

void read_ramp(const TomlTable& t, SitingCriterion& c)
{
    c.at_least = t.number("at_least");
    c.best = t.number("best");
    if (!c.at_least)
        t.fail_here("\"at_least\" is missing; write the value below which the criterion fails");
    if (c.best && *c.best < *c.at_least)
        t.fail("best", "best is below at_least; best is the value from which the score is 1");
}

double required_number(const TomlTable& t, const char* key)
{
    const auto value = t.number(key);
    if (!value || !std::isfinite(*value) || *value < 0)
        t.fail(key, std::string(key) + " is missing or negative; write a number");
    return *value;
}

NumericFact numeric_fact_of(const TomlTable& t)
{
    const std::string fact = t.required_text("fact");
    if (const auto known = words::numeric_fact.find(fact))
        return *known;
    std::vector<std::string> all = words::numeric_fact.all();
    all.insert(all.end(), {"vacant", "ownership"});
    t.fail("fact", "fact " + in_quotes(fact) + " is not known" + suggestion(fact, all));
}

SitingCriterion read_criterion(const TomlTable& t)
{
    t.only({"id", "weight", "required", "fact", "limit", "at_least", "best", "distance_to", "near_m", "far_m",
            "avoid_overlay", "within_m", "deficit_of", "m2_per_person", "one_of"});
    SitingCriterion c;
    c.id = t.required_text("id");
    c.weight = t.number("weight").value_or(1);
    c.required = t.boolean("required").value_or(false);
    if (!(c.weight >= 0) || !std::isfinite(c.weight))
        t.fail("weight", "weight must be 0 or more");
    const int kinds = int(t.has("fact")) + int(t.has("limit")) + int(t.has("distance_to")) +
                      int(t.has("avoid_overlay")) + int(t.has("deficit_of"));
    if (kinds != 1)
        t.fail_here("a criterion names exactly one of fact, limit, distance_to, avoid_overlay and deficit_of");
    const std::string fact = t.text("fact");
    const auto takes = [&](std::vector<std::string> keys) { // beside those of every criterion
        keys.insert(keys.end(), {"id", "weight", "required"});
        t.only(keys);
    };
    if (fact == "vacant") {
        takes({"fact"});
        c.kind = SitingCriterion::Kind::Vacant;
    } else if (fact == "ownership") {
        takes({"fact", "one_of"});
        c.kind = SitingCriterion::Kind::Ownership;
        c.classes = keys_of(t.texts("one_of"));
        if (c.classes.empty())
            t.fail_here(
                "\"one_of\" is missing; write the classes of ownership that are wanted, as the cadastre has them");
    } else if (t.has("fact")) {
        c.kind = SitingCriterion::Kind::Fact;
        c.fact = numeric_fact_of(t); // before the keys: those of a word written wrongly may be right
        takes({"fact", "at_least", "best"});
        read_ramp(t, c);
    } else if (t.has("limit")) {
        takes({"limit", "at_least", "best"});
        c.kind = SitingCriterion::Kind::Limit;
        const auto q = quantity(t.required_text("limit"));
        if (!q || is_use_list(*q))
            t.fail("limit", "limit " + in_quotes(t.required_text("limit")) + " is not a quantity with a number");
        c.quantity = *q;
        read_ramp(t, c);
    } else if (t.has("distance_to")) {
        takes({"distance_to", "near_m", "far_m"});
        c.kind = SitingCriterion::Kind::Distance;
        c.uses = keys_of(t.texts("distance_to"));
        c.near_m = required_number(t, "near_m");
        c.far_m = required_number(t, "far_m");
        if (c.near_m == c.far_m)
            t.fail("far_m", "near_m and far_m must differ");
    } else if (t.has("avoid_overlay")) {
        takes({"avoid_overlay", "within_m"});
        c.kind = SitingCriterion::Kind::Overlay;
        c.overlays = keys_of(t.texts("avoid_overlay"));
        c.within_m = t.number("within_m").value_or(0);
    } else {
        takes({"deficit_of", "m2_per_person"});
        c.kind = SitingCriterion::Kind::Deficit;
        c.uses = keys_of(t.texts("deficit_of"));
        c.m2_per_person = required_number(t, "m2_per_person");
    }
    return c;
}

} // namespace

bool SitingCriteria::of_land() const
{
    return std::any_of(criteria.begin(), criteria.end(), [](const SitingCriterion& c) {
        return c.kind == SitingCriterion::Kind::Vacant || c.kind == SitingCriterion::Kind::Ownership;
    });
}

SitingCriteria read_siting_criteria(const std::string& path)
{
    const std::string bytes = read_text_file(path, "give the criteria table, a TOML file");
    const RulePlaces places(path);
    const toml::table root = parse_toml(bytes, places);
    const TomlTable top(places, root, "criteria file");
    top.only({"siting", "criterion"});
    SitingCriteria all;
    if (const auto head = top.table("siting")) {
        head->only({"title", "title_fa", "candidate_use", "population"});
        all.title = head->text("title");
        all.title_fa = head->text("title_fa");
        all.candidate_uses = keys_of(head->texts("candidate_use"));
        if (const auto population = head->table("population"))
            for (const auto& [district, node] : population->raw()) {
                if (!node.is_number() || *node.value<double>() < 0)
                    fail_at(places, district.source(),
                            "population of district " + in_quotes(district.str()) + " must be a number");
                all.population[text::matching_key(district.str())] = *node.value<double>();
            }
    }
    const toml::array* list = root["criterion"].as_array();
    if (!list || list->empty())
        top.fail_here("there is no [[criterion]]; write at least one");
    std::set<std::string> ids;
    for (const toml::node& one : *list) {
        const toml::table* table = one.as_table();
        if (!table)
            fail_at(places, one.source(), "criterion must be a list of tables; write [[criterion]]");
        const TomlTable t(places, *table, "criterion");
        all.criteria.push_back(read_criterion(t));
        if (!ids.insert(all.criteria.back().id).second)
            t.fail("id", "criterion " + in_quotes(all.criteria.back().id) + " stands twice; give each its own id");
        if (all.criteria.back().kind == SitingCriterion::Kind::Deficit && all.population.empty())
            t.fail("deficit_of",
                   "a deficit needs the population of the districts; write [siting] population = { \"1\" = 12000, … }");
    }
    return all;
}

} // namespace didban
