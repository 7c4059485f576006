#include "didban/report/parcel_file.h"

#include "didban/rules/words.h"
#include "parcel/answer_code.h"
#include "parcel/answer_json.h"
#include "parcel/record_words.h"

namespace didban {

namespace {

Json around_json(const ParcelFile& file)
{
    Json list = Json::array();
    for (const AroundItem& a : file.around) {
        const Label kind = overlay_words(a.kind, a.label);
        list.push_back({{"kind", a.kind},
                        {"kind_name_en", kind.en},
                        {"kind_name_fa", kind.fa},
                        {"id", a.id},
                        {"name", text_or_null(a.name)},
                        {"degree", text_or_null(a.degree)},
                        {"document", text_or_null(a.document)},
                        {"article", text_or_null(a.article)},
                        {"valid_from", day_or_null(a.valid_from)},
                        {"valid_to", day_or_null(a.valid_to)},
                        {"contact", name(a.contact)},
                        {"distance_m", rounded(a.distance_m, a.distance_m < 1 ? 3 : 1)},
                        {"parcel_area_affected_m2", rounded(a.area_m2, 2)},
                        {"width_m", number_or_null(a.width_m, 4)},
                        {"plan_width_m", number_or_null(a.plan_width_m, 4)}});
    }
    return list;
}

Json checked_json(const ParcelFile& file)
{
    Json list = Json::array();
    for (const CheckedLayer& c : file.checked) {
        const Label kind = overlay_words(c.kind, c.label);
        list.push_back({{"what", c.what},
                        {"kind", text_or_null(c.kind)},
                        {"kind_name_en", text_or_null(kind.en)},
                        {"kind_name_fa", text_or_null(kind.fa)},
                        {"state", name(c.state)},
                        {"features", c.features ? Json(*c.features) : Json(nullptr)}});
    }
    return list;
}

Json permits_json(const ParcelFile& file)
{
    if (!file.permits_known)
        return nullptr;
    Json list = Json::array();
    for (const PermitEntry& e : file.permits) {
        const Permit& p = *e.permit;
        Json checks = Json::array();
        for (const DesignCheck& c : e.checks)
            checks.push_back(to_json(c, e.at_issue));
        list.push_back({{"permit_id", p.id},
                        {"matched_by", name(e.by)},
                        {"certainty", e.certainty},
                        {"kind", parcel_words::permit_kind(p.kind, Language::En)},
                        {"stage", e.stage},
                        {"legal_state", e.legal_state},
                        {"issued", p.issued_known ? Json(p.issued.iso()) : Json(nullptr)},
                        {"valid_to", day_or_null(p.valid_to)},
                        {"started", day_or_null(p.started)},
                        {"completed", day_or_null(p.completed)},
                        {"floors", number_or_null(p.floors, 4)},
                        {"height_m", number_or_null(p.height_m, 4)},
                        {"footprint_m2", number_or_null(p.footprint_m2, 4)},
                        {"total_area_m2", number_or_null(p.total_area_m2, 4)},
                        {"use", text_or_null(p.use_text)},
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
            {"changed_m2", number_or_null(o.changed_m2, 4)},
            {"observed_share", number_or_null(o.observed_share, 4)},
            {"change_probability", number_or_null(o.change_probability, 4)},
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

std::string_view name(Contact contact)
{
    return contact == Contact::Overlaps ? "overlaps" : contact == Contact::Touches ? "touches" : "near";
}

std::string_view name(CheckedLayer::State state)
{
    switch (state) {
    case CheckedLayer::State::Concerns:
        return "concerns";
    case CheckedLayer::State::Near:
        return "near";
    case CheckedLayer::State::DoesNotConcern:
        return "does_not_concern";
    case CheckedLayer::State::NoData:
        break;
    }
    return "no_data";
}

std::string parcel_json(const ParcelFile& file)
{
    const Parcel& parcel = *file.parcel;
    Json inputs = Json::array();
    for (const InputRecord& r : file.inputs)
        inputs.push_back({{"name", r.name}, {"sha256", text_or_null(r.sha256)}, {"loaded", text_or_null(r.loaded)}});
    const Observation* seen = last_seen(file.history);
    const Json all{{"parcel_id", parcel.id},
                   {"parcel_key", parcel.key},
                   {"district", text_or_null(parcel.district)},
                   {"address", text_or_null(file.address)},
                   {"lon", rounded(file.longitude, 7)},
                   {"lat", rounded(file.latitude, 7)},
                   {"on", file.on.iso()},
                   {"facts", with_names(to_json(file.facts), *file.rules, file.facts)},
                   {"rules", to_json(file.answer)},
                   {"near_edges", to_json(file.other_sides)},
                   {"pending", to_json(file.pending)},
                   {"stated_area", to_json(file.stated_area)},
                   {"buildable", to_json(file.buildable, file.answer)},
                   {"checked", checked_json(file)},
                   {"around_radius_m", file.radius_m},
                   {"around", around_json(file)},
                   {"permits", permits_json(file)},
                   {"stage_check", to_json(file.stages)},
                   {"cases", cases_json(file.history)},
                   {"last_observation", seen                 ? observation_json(*seen)
                                        : file.history.known ? Json("not_seen")
                                                             : Json(nullptr)},
                   {"inputs", std::move(inputs)},
                   {"answer_hash", file.hash},
                   {"answer_code", answer_code(file.hash)}};
    return document(all);
}

} // namespace didban
