#include "pipelines/parcel/answer_json.h"

#include "didban/crypto/canonical_json.h"
#include "didban/crypto/sha256.h"
#include "pipelines/parcel/parcel_words.h"

namespace didban {

namespace {

Json text_or_null(const std::string& s)
{
    return s.empty() ? Json(nullptr) : Json(s);
}

template <class T>
Json number_or_null(const std::optional<T>& v, int decimals)
{
    return v ? Json(rounded(*v, decimals)) : Json(nullptr);
}

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
           {"valid_from", to_json(rule->valid_from)},
           {"valid_to", to_json(rule->valid_to)},
           {"recorded_from", to_json(rule->recorded_from)}};
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

Json to_json(const std::optional<Date>& date)
{
    return date ? Json(date->iso()) : Json(nullptr);
}

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

Json to_json(const ParcelFacts& f)
{
    Json zones = Json::array(), overlays = Json::array(), passages = Json::array();
    for (const ZoneShare& z : f.zones)
        zones.push_back({{"zone_id", z.zone_id},
                         {"zone", z.zone},
                         {"share", rounded(z.share, 4)},
                         {"use_approved", text_or_null(z.use_approved)},
                         {"use_permitted", text_or_null(z.use_permitted)},
                         {"use_governing", text_or_null(z.use_governing)}});
    for (const OverlayFact& o : f.overlays)
        overlays.push_back({{"overlay_id", o.overlay_id},
                            {"kind", o.kind},
                            {"degree", text_or_null(o.degree)},
                            {"name", text_or_null(o.name)},
                            {"document", text_or_null(o.document)},
                            {"article", text_or_null(o.article)},
                            {"valid_from", to_json(o.valid_from)},
                            {"valid_to", to_json(o.valid_to)},
                            {"distance_m", rounded(o.distance_m, 2)},
                            {"area_m2", rounded(o.area_m2, 2)},
                            {"share", rounded(o.share, 4)}});
    for (const PassageFact& p : f.passages)
        passages.push_back({{"street_id", p.street_id},
                            {"name", text_or_null(p.name)},
                            {"class", text_or_null(p.street_class)},
                            {"width_m", number_or_null(p.width_m, 2)},
                            {"plan_width_m", number_or_null(p.plan_width_m, 2)},
                            {"frontage_m", rounded(p.frontage_m, 2)},
                            {"side", std::string(1, p.side)},
                            {"taken_m2", number_or_null(p.taken_m2, 2)}});
    return {{"zones", f.zones_known ? zones : Json(nullptr)},
            {"overlays", f.overlays_known ? overlays : Json(nullptr)},
            {"passages", std::move(passages)},
            {"area_m2", number_or_null(f.area_m2, 2)},
            {"area_after_widening_m2", number_or_null(f.area_after_widening_m2, 2)},
            {"area_after_widening_unknown_because", text_or_null(parcel_words::why_widening_unknown(f, Language::En))},
            {"passage_width_m", number_or_null(f.passage_width_m, 2)},
            {"frontage_m", number_or_null(f.frontage_m, 2)},
            {"depth_m", number_or_null(f.depth_m, 2)},
            {"corner", f.corner ? Json(*f.corner) : Json(nullptr)},
            {"side", f.side ? Json(std::string(1, *f.side)) : Json(nullptr)},
            {"existing_floors", number_or_null(f.existing_floors, 2)},
            {"existing_coverage", number_or_null(f.existing_coverage, 4)},
            {"existing_floor_area_ratio", number_or_null(f.existing_floor_area_ratio, 4)}};
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
            {"known_as_of", to_json(a.known_as_of)},
            {"plan_id", text_or_null(a.plan_id)},
            {"plan_title", text_or_null(a.plan_title)},
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
           {"bound", c.minimum ? "at_least" : "at_most"},
           {"limit", limit_or_null(c.limit)},
           {"measured", c.measured ? Json(rounded(*c.measured, 6)) : Json(nullptr)},
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

std::string answer_hash(const PlanData& plan, const ParcelFacts& facts, const Answer& answer)
{
    const Json all{{"parcel_id", answer.parcel_id},
                   {"facts", to_json(facts)},
                   {"answer", to_json(answer)},
                   {"rules_digest", plan.rules_digest}};
    return sha256_hex(canonical_json(all.dump(-1, ' ', false, Json::error_handler_t::replace)).value());
}

} // namespace didban
