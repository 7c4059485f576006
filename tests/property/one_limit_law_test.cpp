#include "didban/findings/judge_change.h"
#include "didban/rules/assess.h"
#include "didban/rules/rule_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

// One limit model: what a stricter plan does to what is seen from above and to what is proposed, over seeded rules.
namespace didban {
namespace {

using Random = std::mt19937_64;

constexpr Date day{2025, 6, 1};

int pick(Random& r, int from, int to)
{
    return std::uniform_int_distribution<int>(from, to)(r);
}
double some(Random& r, double from, double to)
{
    return std::uniform_real_distribution<double>(from, to)(r);
}

double some_value(Random& r, Quantity q)
{
    return q == Quantity::Coverage ? some(r, 0.2, 0.8) : q == Quantity::Height ? some(r, 4, 20) : pick(r, 1, 6);
}

/// Rules of one direction: limits, exact values, bonuses, prohibitions on the whole and on an overlay's part.
Rule some_rule(Random& r, int number)
{
    constexpr Quantity spoken[] = {Quantity::Coverage, Quantity::Floors, Quantity::Height};
    constexpr Combinator ways[] = {Combinator::RestrictMax, Combinator::RestrictMax, Combinator::RestrictMax,
                                   Combinator::Set,         Combinator::Add,         Combinator::Replace};
    constexpr RuleLevel levels[] = {RuleLevel::Detailed, RuleLevel::Special, RuleLevel::Sector};
    Rule rule;
    rule.id = "rule-" + std::to_string(number);
    rule.source.document = "seeded";
    rule.line = number;
    rule.level = levels[pick(r, 0, 2)];
    rule.valid_from = Date{2010, 1, 1};
    rule.effect.quantity = spoken[pick(r, 0, 2)];
    rule.effect.combinator = ways[pick(r, 0, 5)];
    rule.effect.value.kind = RuleValue::Kind::Number;
    rule.effect.value.low = rule.effect.value.high = some_value(r, rule.effect.quantity);
    if (pick(r, 0, 3) == 0)
        rule.effect.condition = "condition " + std::to_string(number);
    if (pick(r, 0, 3) == 0)
        rule.applies.overlays = {"heritage"};
    return rule;
}

/// Lower, a range that reaches down, or forbidden. A prohibition by an overlay may be one of a part only, one in place
/// of an exact value gives way like any base rule, and a bonus can only be lower: those stay numbers.
void make_stricter(Random& r, Rule& rule)
{
    RuleValue& v = rule.effect.value;
    const bool may_forbid = rule.effect.combinator == Combinator::RestrictMax && rule.applies.overlays.empty();
    const int how = rule.effect.combinator == Combinator::Add ? 0 : pick(r, 0, may_forbid ? 2 : 1);
    const double share = some(r, 0.2, 1);
    if (how == 0) {
        v.low *= share;
        v.high *= share;
    } else if (how == 1) {
        v.kind = RuleValue::Kind::Range;
        v.low *= share;
    } else {
        v = {};
        rule.effect.combinator = Combinator::Forbid;
    }
}

struct Place {
    ParcelFacts facts;
    Parcel parcel;
    ChangeObject object;
    Permit permit;
    PlaceFacts place;

    explicit Place(Random& r)
    {
        facts.zones_known = facts.overlays_known = true;
        facts.zones = {{.zone_id = "1", .zone = "R1", .share = 1}};
        if (pick(r, 0, 1) == 0) {
            OverlayFact o;
            o.overlay_id = "H-1";
            o.kind = "heritage";
            o.share = pick(r, 0, 1) == 0 ? 1 : 0.4;
            facts.overlays = {o};
        }
        parcel.id = parcel.key = facts.parcel_id = "1-1-1-1";
        parcel.area_m2 = 300;
        parcel.shape = {{{{{0, 0}, {20, 0}, {20, 15}, {0, 15}}, {}}}};
        object.number = 1;
        object.area_m2 = some(r, 60, 280);
        object.outline = {{{{{1, 1}, {19, 1}, {19, 14}, {1, 14}}, {}}}};
        object.area_sigma_m2 = some(r, 1, 10);
        object.probability = 0.95;
        object.height_m = some(r, 3, 24);
        object.height_sigma_m = some(r, 0.2, 1.5);
        place.parcel = &parcel;
        if (pick(r, 0, 1) == 0) {
            place.permit = &permit;
            place.answer.state = PermitState::Valid;
            place.answer.permit = 0;
        }
    }

    Judgement judge(const Answer& answer)
    {
        PlanFacts plan;
        const auto most = [&](Quantity q) {
            const QuantityAnswer* a = answer.find(q);
            return DecidedBound{a ? a->bound(false) : Bound{}, a && a->decided_by ? a->decided_by->id : "", "", ""};
        };
        plan.coverage = most(Quantity::Coverage);
        plan.floors = most(Quantity::Floors);
        plan.height_m = most(Quantity::Height);
        place.plan = &plan;
        Judgement j = judge_change({&object, object.outline, {}, object.area_m2, 1}, place,
                                   {{2024, 6, 1}, {2025, 6, 1}}, {0.15, 0.5, 0.5, 0}, {});
        place.plan = nullptr;
        return j;
    }
};

LimitVerdict assessed(const Answer& answer, Quantity q, double value, double uncertainty)
{
    Design design;
    design.values = {{q, value, uncertainty, {}}};
    for (const DesignCheck& c : assess(answer, design))
        if (c.quantity == q && !c.minimum)
            return c.verdict;
    return LimitVerdict::Inconclusive;
}

constexpr int cases = 1500;

TEST(OneLimitModel, AStricterRuleTakesNoViolationAwayAndAuthorizesNobody)
{
    int violations = 0;
    for (int seed = 0; seed < cases; ++seed) {
        Random r(static_cast<std::uint64_t>(seed));
        std::vector<Rule> rules;
        for (int i = 0, n = pick(r, 1, 7); i < n; ++i)
            rules.push_back(some_rule(r, i));
        Place place(r);
        const Answer loose = RuleSet({}, rules, {}, "seeded").evaluate(place.facts, day);
        make_stricter(r, rules[static_cast<std::size_t>(pick(r, 0, static_cast<int>(rules.size()) - 1))]);
        const Answer strict = RuleSet({}, rules, {}, "seeded").evaluate(place.facts, day);
        const Finding before = place.judge(loose).finding, after = place.judge(strict).finding;
        ASSERT_TRUE(std::includes(after.violations.begin(), after.violations.end(), before.violations.begin(),
                                  before.violations.end()))
            << "seed " << seed;
        if (before.verdict == Verdict::Suspected) {
            ASSERT_NE(after.verdict, Verdict::Authorized) << "seed " << seed;
        }
        violations += std::any_of(before.violations.begin(), before.violations.end(),
                                  [](const std::string& code) { return code.rfind("V11", 0) == 0; })
                          ? 1
                          : 0;
    }
    EXPECT_GT(violations, cases / 10); // the law is not kept by an empty set
}

TEST(OneLimitModel, AssessAndJudgeAgreeOnTheSameMeasurement)
{
    int compared = 0;
    for (int seed = 0; seed < cases; ++seed) {
        Random r(static_cast<std::uint64_t>(seed));
        std::vector<Rule> rules;
        for (int i = 0, n = pick(r, 1, 7); i < n; ++i)
            rules.push_back(some_rule(r, i));
        Place place(r);
        if (pick(r, 0, 2) == 0)
            make_stricter(r, rules.front());
        const Answer answer = RuleSet({}, rules, {}, "seeded").evaluate(place.facts, day);
        for (const RuleCheck& row : place.judge(answer).finding.rules) {
            const auto q = quantity(row.quantity);
            if (!q || *q == Quantity::Floors) // storeys told from a height have half a storey of grace
                continue;
            ASSERT_EQ(row.verdict, name(assessed(answer, *q, row.measured.value(), row.uncertainty.value())))
                << "seed " << seed << " " << row.quantity;
            ++compared;
        }
    }
    EXPECT_GT(compared, cases / 2);
}

} // namespace
} // namespace didban
