#include "didban/base/error.h"
#include "didban/rules/rule_rows.h"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

// Rules in tables: the same answers as rules.toml, and the same care with what a planner mistypes.
namespace didban {
namespace {

constexpr Date day{2024, 6, 1};

ParcelFacts plot(const std::string& zone, std::optional<double> passage, std::optional<double> area)
{
    ParcelFacts f;
    f.zones = {{.zone_id = "1", .zone = zone, .share = 1.0}};
    f.zones_known = f.overlays_known = true;
    f.passage_width_m = passage;
    f.area_m2 = area;
    return f;
}

/// Everything of an answer that a reader sees.
std::string text_of(const Answer& a)
{
    std::ostringstream out;
    out.precision(17);
    const auto limit = [&](const std::optional<Limit>& l) {
        if (l)
            out << " [" << l->low << "," << l->high << "]";
    };
    out << a.plan_id << '|' << a.plan_title;
    for (const QuantityAnswer& q : a.quantities) {
        out << "\n" << name(q.quantity) << ' ' << name(q.outcome) << (q.fixed ? " fixed" : "");
        limit(q.maximum);
        limit(q.minimum);
        if (q.decided_by)
            out << " by " << q.decided_by->id << ' ' << q.decided_by->source.text() << ' '
                << name(q.decided_by->effect.base);
        for (const LosingRule& l : q.losing) {
            out << " lost " << l.rule->id << ' ' << l.because;
            limit(l.limit);
        }
        for (const Condition& c : q.conditions)
            out << " if " << c.text << '/' << c.text_fa;
        for (const Inquiry& i : q.inquiries)
            out << " ask " << i.body;
        for (const std::string& m : q.missing)
            out << " missing " << m;
        for (const std::string& u : q.uses)
            out << " use " << u;
    }
    for (const std::string& note : a.notes)
        out << "\n" << note;
    return out.str();
}

TEST(RuleTables, ArakAnswersTheSameFromTablesOnEveryCellAndEdge)
{
    const RuleSet file = read_rules(DIDBAN_SOURCE_DIR "/data-samples/arak/rules.toml");
    const RuleSet tables = parse_rule_tables(to_rule_tables(file), "plan.gpkg");
    ASSERT_EQ(file.rules().size(), tables.rules().size());
    int compared = 0;
    for (const char* zone : {"LOW", "MEDIUM", "HIGH", "elsewhere"})
        for (const double edge_passage : {0.0, 8.0, 12.0, 24.0, 36.0, 90.0})
            for (const double edge_area : {50.0, 70.0, 120.0, 160.0, 240.0, 300.0, 400.0, 750.0, 5000.0})
                for (const double passage : {edge_passage, std::nextafter(edge_passage, 100)})
                    for (const double area : {std::nextafter(edge_area, 0), edge_area}) {
                        const ParcelFacts facts = plot(zone, passage, area);
                        ASSERT_EQ(text_of(file.evaluate(facts, day)), text_of(tables.evaluate(facts, day)))
                            << zone << ' ' << passage << " m, " << area << " m²";
                        ++compared;
                    }
    for (const char* zone : {"LOW", "HIGH"})
        EXPECT_EQ(text_of(file.evaluate(plot(zone, {}, {}), day)), text_of(tables.evaluate(plot(zone, {}, {}), day)));
    EXPECT_EQ(compared, 4 * 6 * 9 * 4);
}

TEST(RuleTables, EveryFieldOfARuleSurvives)
{
    const char* toml = R"(
[plan]
id = "p"
title = "Plan \"A\""
recorded = "1400/02/01"
plot_area = "after_widening"
[[use]]
local = "R"
national = "مسکونی"
hilucs = "5_1_PermanentResidentialUse"
[[rule]]
id = "depth"
version = 3
level = "SPECIAL"
status = "REPEALED"
source = { document = "B", article = "4", clause = "b", note = "3", page = 31, uri = "u", quote_fa = "متن" }
approved_by = "Article 5"
approval_no = "17"
valid_from = "1400/01/01"
valid_to = "1405/01/01"
overrides = ["other"]
applies = { zone = ["R1", "R2"], district = "7", side = "N", corner = true, passage_width_m = [8, inf], depth_m = { below = 40 }, overlay = "heritage", degree = "1", within_m = 15, permit_issued = { from = 2022-01-01 }, given = { floors = [2, 4] } }
effect = { quantity = "depth", combinator = "RESTRICT_MAX", value = { product = ["depth_m"], factor = 0.6, plus = 2 }, unit = "m", cut_angle_deg = 45, condition = "c", condition_fa = "ش" }
[[rule]]
id = "other"
level = "DETAILED"
source = { document = "B" }
valid_from = "1400/01/01"
effect = { quantity = "depth", combinator = "RESTRICT_MAX", value = "unknown", body = "municipality" }
[[rule]]
id = "uses"
level = "DETAILED"
source = { document = "B" }
valid_from = "1400/01/01"
effect = { quantity = "use_allowed", combinator = "SET", value = ["a; b", "c"] }
[[rule]]
id = "height"
level = "DETAILED"
source = { document = "B" }
valid_from = "1400/01/01"
effect = { quantity = "height", combinator = "RESTRICT_MAX", value = [9, 10.5], unit = "m", height_reference = "street_mid_front", height_top = "ridge" }
)";
    const RuleSet file = parse_rules(toml, "rules.toml");
    const RuleTables written = to_rule_tables(file);
    const RuleTables again = to_rule_tables(parse_rule_tables(written, "plan.gpkg"));
    EXPECT_EQ(written.rules.columns, again.rules.columns);
    ASSERT_EQ(written.rules.rows.size(), again.rules.rows.size());
    for (std::size_t i = 0; i < written.rules.rows.size(); ++i)
        EXPECT_EQ(written.rules.rows[i].cells, again.rules.rows[i].cells);
    ASSERT_TRUE(again.plan && again.uses);
    EXPECT_EQ(written.plan->rows[0].cells, again.plan->rows[0].cells);
    EXPECT_EQ(written.uses->rows[0].cells, again.uses->rows[0].cells);
    const RuleSet tables = parse_rule_tables(written, "plan.gpkg");
    const auto find = [](const RuleSet& rules, const std::string& id) {
        for (const Rule& r : rules.rules())
            if (r.id == id)
                return r;
        return Rule{};
    };
    const Rule depth = find(tables, "depth");
    EXPECT_EQ(depth.version, 3);
    EXPECT_EQ(depth.source.page, 31);
    EXPECT_EQ(depth.source.quote_fa, "متن");
    EXPECT_EQ(depth.effect.value.formula.factor, 0.6);
    EXPECT_EQ(depth.applies.within_m, 15);
    EXPECT_EQ(depth.applies.given.front().second, (Interval{2, 4}));
    EXPECT_EQ(depth.applies.permit_from, (Date{2022, 1, 1}));
    EXPECT_EQ(depth.recorded_from, file.plan().recorded);
    EXPECT_EQ(find(tables, "uses").effect.value.uses, (std::vector<std::string>{"a; b", "c"}));
    EXPECT_EQ(tables.plan().title, "Plan \"A\"");
}

RuleTables one_row(std::vector<std::pair<std::string, std::string>> changed)
{
    std::vector<std::pair<std::string, std::string>> cells{{"id", "R-1"},
                                                           {"level", "DETAILED"},
                                                           {"document", "Booklet"},
                                                           {"valid_from", "1400/01/01"},
                                                           {"quantity", "coverage"},
                                                           {"unit", "percent"},
                                                           {"combinator", "RESTRICT_MAX"},
                                                           {"value", "60"}};
    for (const auto& change : changed) {
        std::erase_if(cells, [&](const auto& cell) { return cell.first == change.first; });
        cells.push_back(change);
    }
    RuleTables tables;
    tables.rules.rows.push_back({12, {}});
    for (const auto& [column, text] : cells) {
        tables.rules.columns.push_back(column);
        tables.rules.rows[0].cells.push_back(text);
    }
    return tables;
}

TEST(RuleTables, PlannersMayWriteIntervalsAndListsInTheirOwnWay)
{
    const RuleSet rules = parse_rule_tables(
        one_row({{"zone", "R1; R2"}, {"passage_width_m_from", "8"}, {"passage_width_m_below", "12"}, {"corner", "1"}}),
        "plan.gpkg");
    const Applies& a = rules.rules().front().applies;
    EXPECT_EQ(a.zones, (std::vector<std::string>{"r1", "r2"}));
    EXPECT_EQ(a.intervals.front().second, (Interval{8, 12}));
    EXPECT_EQ(a.corner, true);
    EXPECT_EQ(parse_rule_tables(one_row({{"plot_area_m2_from", "120"}}), "p")
                  .rules()
                  .front()
                  .applies.intervals.front()
                  .second,
              (Interval{120, std::numeric_limits<double>::infinity()}));
}

struct Hostile {
    const char* name;
    std::vector<std::pair<std::string, std::string>> cells;
    const char* start;
    const char* remedy;
};

class HostileTables : public testing::TestWithParam<Hostile> {};

TEST_P(HostileTables, NameTheRowAndTheRemedy)
{
    try {
        (void)parse_rule_tables(one_row(GetParam().cells), "plan.gpkg");
        FAIL() << "accepted";
    } catch (const Error& e) {
        EXPECT_EQ(e.kind(), ErrorKind::Configuration);
        const std::string message = e.what();
        EXPECT_EQ(message.find(GetParam().start), 0U) << message;
        EXPECT_NE(message.find(GetParam().remedy), std::string::npos) << message;
    }
}

constexpr const char* row = "plan.gpkg, table rules, row 12: ";
INSTANTIATE_TEST_SUITE_P(
    Rules, HostileTables,
    testing::Values(
        Hostile{"typo_in_quantity", {{"quantity", "covrage"}}, row, "did you mean \"coverage\"?"},
        Hostile{"typo_in_column", {{"quantiti", "x"}}, "plan.gpkg, table rules: ", "did you mean \"quantity\"?"},
        Hostile{"wrong_unit", {{"unit", "m"}}, row, "write \"share\""},
        Hostile{"both_units", {{"value", "0.6"}}, row, "write 60"},
        Hostile{"text_for_number", {{"value", "sixty"}}, row, "write a number"},
        Hostile{"no_value", {{"value", ""}}, row, "\"value\" is missing"},
        Hostile{"no_id", {{"id", ""}}, row, "\"id\" is missing"},
        Hostile{"no_document", {{"document", ""}}, row, "\"source\" is missing"},
        Hostile{"no_day", {{"valid_from", " "}}, row, "\"valid_from\" is missing"},
        Hostile{"dates_reversed", {{"valid_to", "1399/01/01"}}, row, "dates reversed"},
        Hostile{"no_such_day", {{"valid_from", "1400/13/01"}}, row, "is not a day"},
        Hostile{"interval_reversed", {{"passage_width_m", "[12, 8]"}}, row, "reversed"},
        Hostile{"interval_is_text", {{"passage_width_m", "8-12"}}, row, "for example [8, 12]"},
        Hostile{"interval_twice", {{"passage_width_m", "[8, 12]"}, {"passage_width_m_from", "8"}}, row, "keep one"},
        Hostile{"half_interval_is_text", {{"passage_width_m_from", "eight"}}, row, "must be a number"},
        Hostile{"version_is_no_number", {{"version", "1b"}}, row, "must be a whole number"},
        Hostile{"corner", {{"corner", "perhaps"}}, row, "must be true or false"},
        Hostile{"empty_list", {{"zone", "[]"}}, row, "empty list"},
        Hostile{"only_separators", {{"zone", ";;"}}, row, "empty list"},
        Hostile{"override_of_nothing", {{"overrides", "R-7"}}, row, "does not exist"},
        Hostile{"own_circle", {{"given", "{ coverage = [0, 1] }"}}, row, "circular reference"},
        Hostile{"injected_key", {{"value", "[1, 2], unit = \"share\""}}, row, "one value"},
        Hostile{"injected_comment", {{"value", "[1, 2] #"}}, row, "one value"},
        Hostile{"injected_line", {{"zone", "[\"a\"]\n}\nid = 2"}}, row, "one value"},
        Hostile{"nested_far", {{"given", std::string(5000, '[')}}, row, "one value"}),
    [](const auto& one) { return one.param.name; });

TEST(RuleTables, TextCannotEscapeItsCell)
{
    const std::string evil = "a\", status = \"DRAFT\" } # \\ \x01 \n\t}]";
    const RuleSet rules = parse_rule_tables(one_row({{"document", evil}}), "plan.gpkg");
    EXPECT_EQ(rules.rules().front().source.document, evil);
    EXPECT_EQ(rules.rules().front().status, RuleStatus::Approved);
}

TEST(RuleTables, MistakesOfSeveralRowsNameBoth)
{
    RuleTables tables = one_row({{"passage_width_m", "[8, 12]"}});
    tables.rules.rows.push_back(tables.rules.rows.front());
    tables.rules.rows.back().id = 15;
    const auto message = [&] {
        try {
            (void)parse_rule_tables(tables, "plan.gpkg");
        } catch (const Error& e) {
            return std::string(e.what());
        }
        return std::string("accepted");
    };
    EXPECT_NE(message().find("plan.gpkg, table rules, row 15: "), std::string::npos) << message();
    EXPECT_NE(message().find("stands in table rules, row 12 already"), std::string::npos) << message();
    tables.rules.rows.back().cells[0] = "R-2"; // another id, the same band
    const auto id = std::find(tables.rules.columns.begin(), tables.rules.columns.end(), "id");
    ASSERT_EQ(id, tables.rules.columns.begin());
    EXPECT_NE(message().find("overlap those of rule \"R-1\" (table rules, row 12)"), std::string::npos) << message();
    tables.plan = RuleRows{{"id"}, {{1, {"a"}}, {2, {"b"}}}};
    EXPECT_NE(message().find("table plan: holds 2 rows"), std::string::npos) << message();
}

} // namespace
} // namespace didban
