#include "pipelines/parcel/answer_json.h"
#include "pipelines/parcel/near_edges.h"
#include "pipelines/parcel/permit_stage.h"
#include "pipelines/parcel/use_codes.h"

namespace didban {

namespace {

Json optional_number(const std::optional<double>& v)
{
    return v ? Json(rounded(*v, 4)) : Json(nullptr);
}

Json around_json(const ParcelFile& file)
{
    Json list = Json::array();
    for (const AroundItem& a : file.around)
        list.push_back({{"kind", a.kind},
                        {"id", a.id},
                        {"name", a.name.empty() ? Json(nullptr) : Json(a.name)},
                        {"degree", a.degree.empty() ? Json(nullptr) : Json(a.degree)},
                        {"document", a.document.empty() ? Json(nullptr) : Json(a.document)},
                        {"article", a.article.empty() ? Json(nullptr) : Json(a.article)},
                        {"valid_from", to_json(a.valid_from)},
                        {"valid_to", to_json(a.valid_to)},
                        {"contact", name(a.contact)},
                        {"distance_m", rounded(a.distance_m, a.distance_m < 1 ? 3 : 1)},
                        {"parcel_area_affected_m2", rounded(a.area_m2, 2)},
                        {"width_m", optional_number(a.width_m)},
                        {"plan_width_m", optional_number(a.plan_width_m)}});
    return list;
}

Json codes_json(const UseCode& code)
{
    const auto text = [](const std::string& s) { return s.empty() ? Json(nullptr) : Json(s); };
    return {{"local", text(code.local)}, {"national", text(code.national)}, {"hilucs", text(code.hilucs)}};
}

/// The facts, with the classes of the zones' uses.
Json facts_json(const RuleSet& rules, const ParcelFacts& facts)
{
    Json json = to_json(facts);
    if (facts.zones_known)
        for (std::size_t i = 0; i < facts.zones.size(); ++i) {
            const ZoneShare& z = facts.zones[i];
            json["zones"][i]["use_codes"] = {{"approved", codes_json(approved_use_codes(rules, z))},
                                             {"permitted", codes_json(use_codes(rules, z.use_permitted))},
                                             {"governing", codes_json(use_codes(rules, z.use_governing))}};
        }
    return json;
}

Json permits_json(const ParcelBook& book, const ParcelFile& file)
{
    if (!book.city().permits_known)
        return nullptr;
    Json list = Json::array();
    for (const PermitEntry& e : file.permits) {
        const Permit& p = book.city().permits[e.permit];
        Json checks = Json::array();
        for (const DesignCheck& c : e.checks)
            checks.push_back(to_json(c, e.at_issue));
        list.push_back({{"permit_id", p.id},
                        {"matched_by", name(e.by)},
                        {"certainty", e.certainty},
                        {"kind", kind_word(p.kind, Language::En)},
                        {"stage", e.stage},
                        {"legal_state", e.legal_state},
                        {"issued", p.issued_known ? Json(p.issued.iso()) : Json(nullptr)},
                        {"valid_to", to_json(p.valid_to)},
                        {"started", to_json(p.started)},
                        {"completed", to_json(p.completed)},
                        {"floors", optional_number(p.floors)},
                        {"height_m", optional_number(p.height_m)},
                        {"footprint_m2", optional_number(p.footprint_m2)},
                        {"total_area_m2", optional_number(p.total_area_m2)},
                        {"use", p.use_text.empty() ? Json(nullptr) : Json(p.use_text)},
                        {"judged_by_plan_of", p.issued_known ? Json(p.issued.iso()) : Json(nullptr)},
                        {"checks_at_issue", std::move(checks)}});
    }
    return list;
}

Json observation_json(const Observation& o)
{
    return {{"not_before", o.not_before.iso()},
            {"not_after", o.not_after.iso()},
            {"verdict", o.verdict},
            {"changed_m2", optional_number(o.changed_m2)},
            {"observed_share", optional_number(o.observed_share)},
            {"change_probability", optional_number(o.change_probability)},
            {"case_ids", o.case_ids}};
}

Json cases_json(const ParcelHistory& history)
{
    if (!history.known)
        return nullptr;
    Json list = Json::array();
    for (const Case& c : history.cases)
        list.push_back({{"case_id", c.case_id},
                        {"state", name(c.state)},
                        {"open", is_open(c)},
                        {"verdict", name(c.verdict)},
                        {"violations", joined(c.violations)},
                        {"change", name(c.change)},
                        {"area_m2", rounded(c.area_m2, 1)},
                        {"first_seen", c.first_seen.iso()},
                        {"last_seen", c.last_seen.iso()}});
    return list;
}

const Observation* last_seen(const ParcelHistory& history)
{
    for (auto o = history.observations.rbegin(); o != history.observations.rend(); ++o)
        if (o->verdict != "not_seen")
            return &*o;
    return nullptr;
}

} // namespace

std::string parcel_json(const ParcelBook& book, const ParcelFile& file)
{
    const Parcel& parcel = book.parcel(file.parcel);
    const Point middle = Transform(book.city().crs, Crs::wgs84())(centroid(parcel.shape));
    Json inputs = Json::array();
    for (const InputRecord& r : file.inputs)
        inputs.push_back({{"name", r.name},
                          {"sha256", r.sha256.empty() ? Json(nullptr) : Json(r.sha256)},
                          {"loaded", r.loaded.empty() ? Json(nullptr) : Json(r.loaded)}});
    const Observation* seen = last_seen(file.history);
    const Json all{{"parcel_id", parcel.id},
                   {"parcel_key", parcel.key},
                   {"district", parcel.district.empty() ? Json(nullptr) : Json(parcel.district)},
                   {"lon", rounded(middle.x, 7)},
                   {"lat", rounded(middle.y, 7)},
                   {"on", file.on.iso()},
                   {"facts", facts_json(book.plan().rules, file.facts)},
                   {"rules", to_json(file.answer)},
                   {"near_edges", to_json(file.other_sides)},
                   {"around_radius_m", file.radius_m},
                   {"around", around_json(file)},
                   {"permits", permits_json(book, file)},
                   {"stage_check", to_json(file.stages)},
                   {"cases", cases_json(file.history)},
                   {"last_observation", seen                 ? observation_json(*seen)
                                        : file.history.known ? Json("not_seen")
                                                             : Json(nullptr)},
                   {"inputs", std::move(inputs)},
                   {"answer_hash", file.hash}};
    return all.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string rules_json(const ParcelBook& book, const ParcelFacts& facts, const Answer& answer)
{
    const Json all{{"parcel_id", answer.parcel_id},
                   {"on", answer.as_of.iso()},
                   {"facts", facts_json(book.plan().rules, facts)},
                   {"rules", to_json(answer)},
                   {"answer_hash", answer_hash(book.plan(), facts, answer)}};
    return all.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string assessment_json(const Assessment& a)
{
    Json checks = Json::array();
    for (const DesignCheck& c : a.checks)
        checks.push_back(to_json(c, a.answer));
    const Json all{
        {"parcel_id", a.parcel_id},      {"verdict", name(a.verdict)},
        {"as_of", a.answer.as_of.iso()}, {"plan_id", a.answer.plan_id.empty() ? Json(nullptr) : Json(a.answer.plan_id)},
        {"checks", std::move(checks)},   {"notes", a.answer.notes},
        {"notes_fa", a.answer.notes_fa}, {"near_edges", to_json(a.other_sides)}};
    return all.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

} // namespace didban
