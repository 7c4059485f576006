#include "check_rules.h"

#include "didban/base/error.h"
#include "didban/base/text.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <tuple>

namespace didban {

namespace {

[[noreturn]] void fail(const RulePlaces& places, int line, const std::string& message)
{
    throw Error(ErrorKind::Configuration, places.at(line) + ": " + message);
}

std::string quote(const std::string& text)
{
    return "\"" + text + "\"";
}

bool periods_overlap(const std::optional<Date>& from1, const std::optional<Date>& to1, const std::optional<Date>& from2,
                     const std::optional<Date>& to2)
{
    return (!to1 || !from2 || *from2 < *to1) && (!to2 || !from1 || *from1 < *to2);
}

bool at_the_same_time(const Rule& a, const Rule& b)
{
    return periods_overlap(a.valid_from, a.valid_to, b.valid_from, b.valid_to) &&
           periods_overlap(a.recorded_from, a.recorded_to, b.recorded_from, b.recorded_to);
}

void check_ids(const std::vector<Rule>& rules, const RulePlaces& places)
{
    std::map<std::string, std::vector<const Rule*>> by_id;
    std::vector<std::string> ids;
    for (const Rule& rule : rules) {
        for (const Rule* other : by_id[rule.id]) {
            if (other->version == rule.version)
                fail(places, rule.line,
                     "rule " + quote(rule.id) + " version " + std::to_string(rule.version) + " stands in " +
                         places.beside(other->line) +
                         " already; give it another id, or raise its version and close the older with valid_to");
            if (at_the_same_time(*other, rule))
                fail(places, rule.line,
                     "versions " + std::to_string(other->version) + " and " + std::to_string(rule.version) +
                         " of rule " + quote(rule.id) +
                         " are in force on the same days; close the older with valid_to = the day the newer begins");
        }
        by_id[rule.id].push_back(&rule);
        ids.push_back(rule.id);
    }
    for (const Rule& rule : rules)
        for (const std::string& victim : rule.overrides) {
            const auto found = by_id.find(victim);
            if (found == by_id.end()) {
                const std::string near = text::nearest(victim, ids);
                fail(places, rule.line,
                     "rule " + quote(rule.id) + " overrides " + quote(victim) + ", which does not exist" +
                         (near.empty() ? "; remove it or add that rule" : "; did you mean " + quote(near) + "?"));
            }
            if (found->second.front()->effect.quantity != rule.effect.quantity)
                fail(places, rule.line,
                     "rule " + quote(rule.id) + " overrides " + quote(victim) + ", which is about " +
                         std::string(name(found->second.front()->effect.quantity)) + ", not " +
                         std::string(name(rule.effect.quantity)) +
                         "; a rule can override rules of its own quantity only");
        }
}

/// Depth-first search for a circle; `path` holds the nodes from the root.
template <class Node>
std::vector<Node> find_circle(const std::map<Node, std::set<Node>>& edges)
{
    std::set<Node> done;
    std::vector<Node> path, circle;
    const std::function<bool(const Node&)> visit = [&](const Node& node) {
        const auto on_path = std::find(path.begin(), path.end(), node);
        if (on_path != path.end()) {
            circle.assign(on_path, path.end());
            circle.push_back(node);
            return true;
        }
        if (!done.insert(node).second)
            return false;
        path.push_back(node);
        if (const auto out = edges.find(node); out != edges.end())
            for (const Node& next : out->second)
                if (visit(next))
                    return true;
        path.pop_back();
        return false;
    };
    for (const auto& [node, out] : edges)
        if (visit(node))
            break;
    return circle;
}

void check_override_circles(const std::vector<Rule>& rules, const RulePlaces& places)
{
    std::map<std::string, std::set<std::string>> edges;
    std::map<std::string, int> lines;
    for (const Rule& rule : rules) {
        edges[rule.id].insert(rule.overrides.begin(), rule.overrides.end());
        lines.emplace(rule.id, rule.line);
    }
    const auto circle = find_circle(edges);
    if (circle.empty())
        return;
    std::string chain;
    for (const std::string& id : circle)
        chain += (chain.empty() ? "" : " → ") + quote(id) + " (" + places.beside(lines[id]) + ")";
    fail(places, lines[circle.front()], "circular overrides: " + chain + "; remove one of them");
}

std::map<Quantity, std::set<Quantity>> references(const std::vector<Rule>& rules)
{
    std::map<Quantity, std::set<Quantity>> edges;
    for (const Rule& rule : rules) {
        auto& out = edges[rule.effect.quantity];
        for (const auto& [q, interval] : rule.applies.given)
            out.insert(q);
        out.insert(rule.effect.value.formula.limits.begin(), rule.effect.value.formula.limits.end());
    }
    return edges;
}

void check_reference_circles(const std::vector<Rule>& rules, const RulePlaces& places)
{
    const auto circle = find_circle(references(rules));
    if (circle.empty())
        return;
    const auto refers = [](const Rule& rule, Quantity to) {
        const auto& limits = rule.effect.value.formula.limits;
        return std::any_of(rule.applies.given.begin(), rule.applies.given.end(),
                           [&](const auto& g) { return g.first == to; }) ||
               std::find(limits.begin(), limits.end(), to) != limits.end();
    };
    std::string chain;
    int first_line = 0;
    for (std::size_t i = 0; i + 1 < circle.size(); ++i)
        for (const Rule& rule : rules)
            if (rule.effect.quantity == circle[i] && refers(rule, circle[i + 1])) {
                first_line = first_line ? first_line : rule.line;
                chain += (chain.empty() ? "" : ", ") + quote(rule.id) + " (" + places.beside(rule.line) + ") makes " +
                         std::string(name(circle[i])) + " depend on " + std::string(name(circle[i + 1]));
                break;
            }
    fail(places, first_line, "circular reference: " + chain + "; let one of them depend on facts of the parcel only");
}

template <class T>
bool lists_meet(const std::vector<T>& a, const std::vector<T>& b)
{
    return (a.empty() && b.empty()) ||
           std::any_of(a.begin(), a.end(), [&](const T& x) { return std::find(b.begin(), b.end(), x) != b.end(); });
}

/// Two cells of one table that hold at once: same quantity, combinator and level, same kind of conditions, and every
/// interval overlaps.
bool cells_overlap(const Rule& a, const Rule& b)
{
    const Applies &x = a.applies, &y = b.applies;
    const auto same_columns = [](const auto& p, const auto& q) {
        return std::equal(p.begin(), p.end(), q.begin(), q.end(), [](const auto& i, const auto& j) {
            return i.first == j.first && i.second.overlaps(j.second);
        });
    };
    return a.effect.quantity == b.effect.quantity && a.effect.combinator == b.effect.combinator && a.level == b.level &&
           (!x.intervals.empty() || !x.given.empty()) && same_columns(x.intervals, y.intervals) &&
           same_columns(x.given, y.given) && lists_meet(x.zones, y.zones) && lists_meet(x.districts, y.districts) &&
           lists_meet(x.uses_approved, y.uses_approved) && lists_meet(x.uses_permitted, y.uses_permitted) &&
           lists_meet(x.uses_governing, y.uses_governing) && lists_meet(x.sides, y.sides) &&
           lists_meet(x.kinds, y.kinds) && lists_meet(x.jurisdictions, y.jurisdictions) &&
           lists_meet(x.parcels, y.parcels) && lists_meet(x.overlays, y.overlays) &&
           lists_meet(x.overlay_ids, y.overlay_ids) && lists_meet(x.degrees, y.degrees) && x.corner == y.corner &&
           x.within_m == y.within_m && x.permit_from == y.permit_from && x.permit_below == y.permit_below;
}

bool requires_only(const Rule& rule)
{
    return rule.effect.combinator == Combinator::RequireInquiry ||
           rule.effect.combinator == Combinator::RequireCondition || rule.effect.combinator == Combinator::Forbid;
}

/// The lists of words in the conditions.
std::array<const std::vector<std::string>*, 12> lists_of(const Applies& a)
{
    return {&a.parcels, &a.zones,         &a.districts, &a.uses_approved, &a.uses_permitted, &a.uses_governing,
            &a.sides,   &a.jurisdictions, &a.kinds,     &a.overlays,      &a.overlay_ids,    &a.degrees};
}

/// Rules that cells_overlap() can compare at all: same quantity, combinator and level, and the same kinds of
/// conditions.
using Shape =
    std::tuple<Quantity, Combinator, RuleLevel, std::vector<NumericFact>, std::vector<Quantity>, std::array<bool, 12>>;

Shape shape_of(const Rule& rule)
{
    const Applies& a = rule.applies;
    Shape shape{rule.effect.quantity, rule.effect.combinator, rule.level, {}, {}, {}};
    for (const auto& [fact, band] : a.intervals)
        std::get<3>(shape).push_back(fact);
    for (const auto& [q, band] : a.given)
        std::get<4>(shape).push_back(q);
    const auto lists = lists_of(a);
    for (std::size_t i = 0; i < lists.size(); ++i)
        std::get<5>(shape)[i] = !lists[i]->empty();
    return shape;
}

/// The bands of a rule, those of facts first.
Interval band_of(const Rule& rule, std::size_t i)
{
    const Applies& a = rule.applies;
    return i < a.intervals.size() ? a.intervals[i].second : a.given[i - a.intervals.size()].second;
}

/// Calls `meet(a, b)` for all pairs of rules of one shape whose words and bands can meet, without looking at all the
/// others: rules are first parted by the words of the list that tells them apart best, then sorted by the band that
/// does.
template <class Meet>
void each_near_pair(const std::vector<const Rule*>& rules, Meet meet)
{
    std::map<std::string, std::vector<const Rule*>> parted{{"", rules}};
    for (std::size_t i = 0; i < lists_of(Applies{}).size(); ++i) {
        std::map<std::string, std::vector<const Rule*>> by_word;
        for (const Rule* rule : rules)
            for (const std::string& word : *lists_of(rule->applies)[i])
                by_word[word].push_back(rule);
        if (by_word.size() > parted.size())
            parted = std::move(by_word);
    }
    const std::size_t bands = rules.front()->applies.intervals.size() + rules.front()->applies.given.size();
    for (auto& [word, group] : parted) {
        std::size_t best = 0, most = 0;
        for (std::size_t i = 0; i < bands; ++i) {
            std::set<double> starts;
            for (const Rule* rule : group)
                starts.insert(band_of(*rule, i).from);
            if (starts.size() > most) {
                most = starts.size();
                best = i;
            }
        }
        std::stable_sort(group.begin(), group.end(), [best](const Rule* a, const Rule* b) {
            return band_of(*a, best).from < band_of(*b, best).from;
        });
        for (std::size_t i = 0; i < group.size(); ++i)
            for (std::size_t k = i + 1;
                 k < group.size() && band_of(*group[k], best).from < band_of(*group[i], best).below; ++k)
                meet(*group[i], *group[k]);
    }
}

void check_intervals(const std::vector<Rule>& rules, const RulePlaces& places)
{
    const auto overrides = [](const Rule& a, const Rule& b) {
        return std::find(a.overrides.begin(), a.overrides.end(), b.id) != a.overrides.end();
    };
    std::map<Shape, std::vector<const Rule*>> groups;
    for (const Rule& rule : rules)
        if (rule.status != RuleStatus::Draft && !requires_only(rule) &&
            (!rule.applies.intervals.empty() || !rule.applies.given.empty()))
            groups[shape_of(rule)].push_back(&rule);
    std::pair<const Rule*, const Rule*> worst{}; // the first pair in the order of the file
    for (const auto& [shape, group] : groups)
        each_near_pair(group, [&](const Rule& a, const Rule& b) {
            if (!cells_overlap(a, b) || !at_the_same_time(a, b) || overrides(a, b) || overrides(b, a))
                return;
            const std::pair pair{std::min(&a, &b), std::max(&a, &b)};
            if (!worst.first || pair < worst)
                worst = pair;
        });
    if (!worst.first)
        return;
    const Rule &a = *worst.first, &b = *worst.second;
    const Rule &first = a.line <= b.line ? a : b, &second = a.line <= b.line ? b : a;
    const std::string fact(second.applies.intervals.empty() ? name(second.applies.given.front().first)
                                                            : name(second.applies.intervals.front().first));
    fail(places, second.line,
         "the intervals of " + fact + " in rule " + quote(second.id) + " overlap those of rule " + quote(first.id) +
             " (" + places.beside(first.line) + ") for " + std::string(name(a.effect.quantity)) +
             "; let one end where the other begins (intervals are half-open), or name the other in overrides");
}

/// Codes that are spelt alike, in Arabic or Persian letters or in another case, are one code.
void check_uses(const std::vector<UseCode>& uses, const RulePlaces& places)
{
    std::map<std::string, const UseCode*> by_key;
    for (const UseCode& use : uses) {
        const auto [before, fresh] = by_key.emplace(text::matching_key(use.local), &use);
        if (!fresh)
            fail(places, use.line,
                 "use code " + quote(use.local) + " stands in " + places.beside(before->second->line) + " already" +
                     (before->second->local == use.local ? "" : ", spelt " + quote(before->second->local)) +
                     "; keep one meaning for it");
    }
}

void check_overlay_kinds(const std::vector<OverlayKind>& kinds, const RulePlaces& places)
{
    std::map<std::string, int> lines;
    for (const OverlayKind& kind : kinds) {
        const auto [before, fresh] = lines.emplace(kind.kind, kind.line);
        if (!fresh)
            fail(places, kind.line,
                 "overlay kind " + quote(kind.kind) + " stands in " + places.beside(before->second) +
                     " already; keep one name for it");
    }
}

} // namespace

std::vector<Quantity> evaluation_order(const std::vector<Rule>& rules)
{
    const auto edges = references(rules);
    std::vector<Quantity> order;
    std::set<Quantity> done;
    const std::function<void(Quantity)> visit = [&](Quantity q) {
        if (!done.insert(q).second)
            return;
        if (const auto out = edges.find(q); out != edges.end())
            for (const Quantity needed : out->second)
                visit(needed);
        order.push_back(q);
    };
    for (const Quantity q : all_quantities())
        if (edges.contains(q) || q <= Quantity::FloorAreaRatio)
            visit(q);
    return order;
}

void check_rules(const std::vector<Rule>& rules, const std::vector<UseCode>& uses,
                 const std::vector<OverlayKind>& overlay_kinds, const RulePlaces& places)
{
    check_uses(uses, places);
    check_overlay_kinds(overlay_kinds, places);
    check_ids(rules, places);
    check_override_circles(rules, places);
    check_reference_circles(rules, places);
    check_intervals(rules, places);
}

} // namespace didban
