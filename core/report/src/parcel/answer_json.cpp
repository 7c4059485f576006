#include "parcel/answer_json.h"

namespace didban {

namespace {

Json source_of(const Rule& rule)
{
    return {{"document", rule.source.document},
            {"article", text_or_null(rule.source.article)},
            {"clause", text_or_null(rule.source.clause)},
            {"note", text_or_null(rule.source.note)},
            {"page", rule.source.page ? Json(*rule.source.page) : Json(nullptr)},
            {"uri", text_or_null(rule.source.uri)},
            {"quote_fa", text_or_null(rule.source.quote_fa)}};
}

Json rule_ref(const Rule* rule)
{
    if (!rule)
        return nullptr;
    Json j{{"rule_id", rule->id},
           {"version", rule->version},
           {"level", name(rule->level)},
           {"combinator", name(rule->effect.combinator)},
           {"source", source_of(*rule)},
           {"valid_from", day_or_null(rule->valid_from)},
           {"valid_to", day_or_null(rule->valid_to)},
           {"recorded_from", day_or_null(rule->recorded_from)}};
    if (rule->effect.base != FloorBase::Unstated)
        j["base"] = name(rule->effect.base);
    if (rule->effect.height_reference != HeightReference::Unstated)
        j["height_reference"] = name(rule->effect.height_reference);
    if (rule->effect.height_top != HeightTop::Unstated)
        j["height_top"] = name(rule->effect.height_top);
    if (rule->effect.cut_angle_deg)
        j["cut_angle_deg"] = *rule->effect.cut_angle_deg;
    return j;
}

Json value_of(const QuantityAnswer& a)
{
    if (is_use_list(a.quantity))
        return a.uses;
    if (a.outcome == Outcome::NotRegulated)
        return "not-regulated";
    if (a.outcome == Outcome::Forbidden)
        return "forbidden";
    if (a.outcome == Outcome::Unknown || a.outcome == Outcome::NeedsInquiry || !a.limit())
        return nullptr;
    return to_json(*a.limit());
}

Json limit_or_null(const std::optional<Limit>& limit)
{
    return limit ? to_json(*limit) : Json(nullptr);
}

Json conditions_json(const QuantityAnswer& a)
{
    Json list = Json::array();
    for (const Condition& c : a.conditions)
        list.push_back({{"text", text_or_null(c.text)},
                        {"text_fa", text_or_null(c.text_fa)},
                        {"otherwise", limit_or_null(c.otherwise)},
                        {"rule_id", c.rule->id},
                        {"source", c.rule->source.text()}});
    return list;
}

Json parts_json(const QuantityAnswer& a)
{
    Json list = Json::array();
    for (const ForbiddenPart& p : a.forbidden_parts)
        list.push_back({{"overlay_id", p.overlay_id},
                        {"kind", p.kind},
                        {"within_m", p.within_m},
                        {"share", rounded(p.share, 4)},
                        {"area_m2", rounded(p.area_m2, 2)},
                        {"rule_id", p.rule->id},
                        {"source", p.rule->source.text()}});
    return list;
}

Json bonuses_json(const QuantityAnswer& a)
{
    Json list = Json::array();
    for (const Bonus& b : a.bonuses) {
        Json one = rule_ref(b.rule);
        one["value"] = to_json(b.amount);
        list.push_back(std::move(one));
    }
    return list;
}

/// The limits by which this one was chosen or counted, with their own conditions.
Json dependencies_json(const QuantityAnswer& a, const Answer& answer)
{
    Json list = Json::array();
    for (const Quantity q : a.depends_on)
        if (const QuantityAnswer* on = answer.find(q))
            list.push_back({{"quantity", name(q)},
                            {"outcome", name(on->outcome)},
                            {"value", value_of(*on)},
                            {"conditions", conditions_json(*on)},
                            {"forbidden_parts", parts_json(*on)}});
    return list;
}

} // namespace

Json to_json(const Limit& limit)
{
    if (limit.exact())
        return rounded(limit.low, 9);
    return {rounded(limit.low, 9), rounded(limit.high, 9)};
}

Json to_json(const QuantityAnswer& a, const Answer& answer)
{
    Json j{{"quantity", name(a.quantity)},
           {"outcome", name(a.outcome)},
           {"value", value_of(a)},
           {"unit", unit(a.quantity)},
           {"bound", a.fixed                  ? "exactly"
                     : is_minimum(a.quantity) ? "at_least"
                                              : "at_most"},
           {"maximum", limit_or_null(a.maximum)},
           {"minimum", limit_or_null(a.minimum)},
           {"conflict", a.conflict},
           {"decided_by", rule_ref(a.decided_by)}};
    if (a.opposite_by)
        j["opposite_bound_by"] = rule_ref(a.opposite_by);
    if (!a.zone.empty())
        j["zone"] = a.zone;
    Json losing = Json::array(), inquiries = Json::array();
    for (const LosingRule& l : a.losing) {
        Json one = rule_ref(l.rule);
        one["value"] = limit_or_null(l.limit);
        one["because"] = l.because;
        losing.push_back(std::move(one));
    }
    for (const Inquiry& i : a.inquiries)
        inquiries.push_back({{"body", i.body}, {"rule_id", i.rule->id}});
    j["bonuses"] = bonuses_json(a);
    j["losing"] = std::move(losing);
    j["missing"] = a.missing;
    j["inquiries"] = std::move(inquiries);
    j["conditions"] = conditions_json(a);
    j["forbidden_parts"] = parts_json(a);
    j["depends_on"] = dependencies_json(a, answer);
    return j;
}

Json to_json(const std::vector<PlanLevelShare>& levels)
{
    Json list = Json::array();
    for (const PlanLevelShare& l : levels)
        list.push_back({{"level", name(l.level)}, {"share", rounded(l.share, 4)}});
    return list;
}

Json to_json(const Answer& a)
{
    Json quantities = Json::array(), inquiries = Json::array();
    for (const QuantityAnswer& q : a.quantities)
        quantities.push_back(to_json(q, a));
    for (const Inquiry& i : a.inquiries)
        inquiries.push_back(i.body);
    Json laws = Json::array();
    for (const JurisdictionShare& j : a.jurisdictions)
        laws.push_back({{"kind", name(j.jurisdiction)}, {"share", rounded(j.share, 4)}});
    return {{"as_of", a.as_of.iso()},
            {"known_as_of", day_or_null(a.known_as_of)},
            {"plan_id", text_or_null(a.plan_id)},
            {"plan_title", text_or_null(a.plan_title)},
            {"plan_levels", to_json(a.plan_levels)},
            {"jurisdiction", a.jurisdiction == Jurisdiction::Unknown ? Json(nullptr) : Json(name(a.jurisdiction))},
            {"jurisdictions", std::move(laws)},
            {"limits", std::move(quantities)},
            {"ask", std::move(inquiries)},
            {"notes", a.notes},
            {"notes_fa", a.notes_fa},
            {"derived_height_m", a.derived_height_m ? to_json(*a.derived_height_m) : Json(nullptr)}};
}

Json to_json(const DesignCheck& c, const Answer& answer)
{
    Json j{{"check", c.check},
           {"part", text_or_null(c.part)},
           {"part_fa", text_or_null(c.part_fa.empty() ? c.part : c.part_fa)},
           {"bound", c.minimum ? "at_least" : "at_most"},
           {"limit", limit_or_null(c.limit)},
           {"measured", number_or_null(c.measured, 6)},
           {"uncertainty", rounded(c.uncertainty, 6)},
           {"tolerance", rounded(c.tolerance, 6)},
           {"unit", c.quantity         ? Json(unit(*c.quantity))
                    : c.check == "use" ? Json(nullptr)
                                       : Json("m2")},
           {"verdict", name(c.verdict)},
           {"excess", c.verdict == LimitVerdict::Violates ? Json(rounded(c.excess, 6)) : Json(nullptr)},
           {"reason_en", c.reason_en},
           {"reason_fa", c.reason_fa},
           {"rule", rule_ref(c.rule)}};
    if (const QuantityAnswer* a = c.quantity ? answer.find(*c.quantity) : nullptr) {
        j["limit_state"] = name(a->bound(c.minimum).state);
        const Json limit = to_json(*a, answer);
        for (const char* key :
             {"conflict", "bonuses", "losing", "missing", "inquiries", "conditions", "forbidden_parts", "depends_on"})
            j[key] = limit[key];
    }
    return j;
}

Json to_json(const StageComparison& stages)
{
    Json conflicts = Json::array();
    for (const StageConflict& c : stages.conflicts)
        conflicts.push_back({{"code", c.code},
                             {"permit_id", text_or_null(c.permit_id)},
                             {"stage_by_papers", c.paper},
                             {"changes_seen", c.seen},
                             {"not_before", c.not_before.iso()},
                             {"not_after", c.not_after.iso()},
                             {"case_ids", c.case_ids},
                             {"reason_en", c.reason_en},
                             {"reason_fa", c.reason_fa}});
    return {{"state", name(stages.state)},
            {"why_not_en", text_or_null(stages.why_not_en)},
            {"why_not_fa", text_or_null(stages.why_not_fa)},
            {"conflicts", std::move(conflicts)}};
}

Json to_json(const std::vector<OtherSide>& sides)
{
    Json list = Json::array();
    for (const OtherSide& s : sides) {
        Json limits = Json::array();
        for (const LimitBeyond& l : s.limits)
            limits.push_back({{"quantity", name(l.quantity)},
                              {"outcome", name(l.outcome)},
                              {"maximum", limit_or_null(l.maximum)},
                              {"minimum", limit_or_null(l.minimum)},
                              {"uses", is_use_list(l.quantity) ? Json(l.uses) : Json(nullptr)},
                              {"unit", unit(l.quantity)}});
        list.push_back({{"fact", name(s.fact)},
                        {"value", rounded(s.value, 2)},
                        {"accuracy", rounded(s.accuracy, 2)},
                        {"edge", s.edge},
                        {"limits_beyond", std::move(limits)}});
    }
    return list;
}

Json to_json(const std::vector<PendingRule>& pending)
{
    Json list = Json::array();
    for (const PendingRule& p : pending)
        list.push_back({{"quantity", name(p.then.quantity)},
                        {"status", p.rule->status == RuleStatus::Draft ? "draft" : "not_yet_in_force"},
                        {"in_force_from", day_or_null(p.from)},
                        {"rule", rule_ref(p.rule)},
                        {"changes", p.changes},
                        {"then",
                         {{"outcome", name(p.then.outcome)},
                          {"value", value_of(p.then)},
                          {"unit", unit(p.then.quantity)},
                          {"maximum", limit_or_null(p.then.maximum)},
                          {"minimum", limit_or_null(p.then.minimum)},
                          {"missing", p.then.missing},
                          {"conditions", conditions_json(p.then)},
                          {"forbidden_parts", parts_json(p.then)}}}});
    return list;
}

Json to_json(const std::optional<StatedArea>& a)
{
    if (!a)
        return nullptr;
    return {{"stated_m2", rounded(a->stated_m2, 2)},
            {"measured_m2", rounded(a->measured_m2, 2)},
            {"difference_m2", rounded(a->difference_m2(), 2)},
            {"tolerance_m2", rounded(a->tolerance_m2, 2)},
            {"agrees", a->agrees()}};
}

Json to_json(const std::optional<BuildableAreas>& areas, const Answer& answer)
{
    if (!areas)
        return nullptr;
    const auto square_metres = [](const std::optional<Limit>& l) {
        return l ? to_json(Limit{rounded(l->low, 2), rounded(l->high, 2)}) : Json(nullptr);
    };
    const auto one = [&](const BuildableArea& a) {
        Json by = Json::array(), unknown = Json::array();
        for (const BindingLimit& b : a.decided_by) {
            const QuantityAnswer* limit = answer.find(b.quantity);
            by.push_back({{"quantity", name(b.quantity)},
                          {"rule_id", b.rule ? Json(b.rule->id) : Json(nullptr)},
                          {"conditions", limit ? conditions_json(*limit) : Json::array()}});
        }
        for (const Quantity q : a.unknown)
            unknown.push_back(name(q));
        return Json{{"m2", square_metres(a.m2)},
                    {"at_most_m2", square_metres(a.at_most_m2)},
                    {"decided_by", std::move(by)},
                    {"unknown", std::move(unknown)}};
    };
    return {{"per_floor", one(areas->per_floor)}, {"total", one(areas->total)}};
}

} // namespace didban
