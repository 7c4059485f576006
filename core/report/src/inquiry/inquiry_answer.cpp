#include "didban/report/inquiry_answer.h"

#include "didban/base/text.h"
#include "didban/crypto/sha256.h"
#include "parcel/answer_code.h"
#include "parcel/answer_json.h"
#include "parcel/fact_words.h"

#include <algorithm>

namespace didban {

namespace {

Json period_json(const Period& p)
{
    return {{"from", p.not_before.iso()}, {"to", p.not_after.iso()}};
}

Json imagery_json(const ImageryAnswer& a, const Date& since)
{
    Json evidence = Json::array(), gaps = Json::array();
    for (const Observation& o : a.evidence)
        evidence.push_back({{"not_before", o.not_before.iso()},
                            {"not_after", o.not_after.iso()},
                            {"verdict", o.verdict},
                            {"changed_m2", number_or_null(o.changed_m2, 1)},
                            {"observed_share", number_or_null(o.observed_share, 4)},
                            {"change_probability", number_or_null(o.change_probability, 4)},
                            {"case_ids", o.case_ids}});
    for (const Period& gap : a.gaps)
        gaps.push_back(period_json(gap));
    return {{"state", a.state},
            {"since", since.iso()},
            {"observed_from", day_or_null(a.observed_from)},
            {"observed_until", day_or_null(a.observed_until)},
            {"evidence", std::move(evidence)},
            {"gaps", std::move(gaps)},
            {"note_en", a.note_en},
            {"note_fa", a.note_fa}};
}

/// The last paper that says the building was in order: a completion, else the last permit; kind "none" where the
/// register has neither, null where there is no register.
Json last_certificate(const ParcelFile& file)
{
    if (!file.permits_known)
        return nullptr;
    const PermitEntry* last = nullptr;
    const auto day = [&](const PermitEntry& e) {
        const Permit& p = *e.permit;
        return e.stage == "COMPLETE" ? p.completed.value_or(p.issued) : p.issued;
    };
    for (const PermitEntry& e : file.permits) {
        if (e.legal_state == "draft" || e.legal_state == "not_yet_issued")
            continue;
        if (!last || std::pair(e.stage == "COMPLETE", day(e)) > std::pair(last->stage == "COMPLETE", day(*last)))
            last = &e;
    }
    if (!last)
        return {{"kind", "none"}};
    const Permit& p = *last->permit;
    return {{"kind", last->stage == "COMPLETE" ? "completion" : "permit"},
            {"permit_id", p.id},
            {"date", day(*last).iso()},
            {"stage", last->stage},
            {"legal_state", last->legal_state},
            {"matched_by", name(last->by)}};
}

Json plan_values(const ParcelFile& file)
{
    Json list = Json::array();
    for (const QuantityAnswer& q : file.answer.quantities) {
        Json limit = to_json(q, file.answer);
        limit["uses"] = q.uses;
        limit["rule_id"] = q.decided_by ? Json(q.decided_by->id) : Json(nullptr);
        limit["rule_version"] = q.decided_by ? Json(q.decided_by->version) : Json(nullptr);
        limit["source"] = q.decided_by ? Json(q.decided_by->source.text()) : Json(nullptr);
        list.push_back(std::move(limit));
    }
    return list;
}

Json open_cases(const ParcelHistory& history)
{
    if (!history.known)
        return nullptr;
    Json list = Json::array();
    for (const Case& c : history.cases)
        if (is_open(c))
            list.push_back({{"case_id", c.case_id},
                            {"state", name(c.state)},
                            {"violations", joined(c.violations)},
                            {"first_seen", c.first_seen.iso()},
                            {"last_seen", c.last_seen.iso()}});
    return list;
}

/// Permitted uses that the plan does not govern here.
Json use_conflicts(const ParcelFile& file)
{
    Json list = Json::array();
    for (const PermitEntry& e : file.permits) {
        const Permit& p = *e.permit;
        for (const ZoneShare& z : file.facts.zones)
            if (!p.use_text.empty() && !z.use_governing.empty() &&
                text::matching_key(p.use_text) != text::matching_key(z.use_governing))
                list.push_back({{"permit_id", p.id}, {"permit_use", p.use_text}, {"use_governing", z.use_governing}});
    }
    return list;
}

Json widening(const ParcelFile& file)
{
    if (!file.facts.area_m2 || !file.facts.area_after_widening_m2)
        return nullptr;
    return rounded(std::max(0.0, *file.facts.area_m2 - *file.facts.area_after_widening_m2), 2);
}

Json why_no_widening(const ParcelFile& file)
{
    return text_or_null(parcel_words::why_widening_unknown(file.facts, Language::En));
}

} // namespace

std::string_view name(InquiryPurpose purpose)
{
    return purpose == InquiryPurpose::Mortgage ? "mortgage" : "transfer";
}

std::optional<InquiryPurpose> inquiry_purpose(std::string_view text)
{
    for (const InquiryPurpose p : {InquiryPurpose::Mortgage, InquiryPurpose::Transfer})
        if (name(p) == text)
            return p;
    return std::nullopt;
}

std::string inquiry_payload(const ParcelFile& file, const InquiryRequest& request, const ImageryAnswer& imagery)
{
    const Parcel& parcel = *file.parcel;
    std::string id = request.request_id;
    if (id.empty())
        id = sha256_hex(parcel.key + "|" + std::string(name(request.purpose)) + "|" + request.since.iso() + "|" +
                        request.issued_at.iso() + "|" + request.consumer)
                 .substr(0, 32);
    const Instant until{request.issued_at.unix_seconds + std::int64_t{86400} * request.valid_days};
    const bool transfer = request.purpose == InquiryPurpose::Transfer;
    const Json answer = to_json(file.answer);
    Json payload{{"request_id", id},
                 {"consumer", text_or_null(request.consumer)},
                 {"purpose", name(request.purpose)},
                 {"issued_at", request.issued_at.iso()},
                 {"valid_until", until.iso()},
                 {"city", file.city},
                 {"parcel_id", parcel.id},
                 {"parcel_key", parcel.key},
                 {"as_of", file.on.iso()},
                 {"last_certificate", last_certificate(file)},
                 {"imagery", imagery_json(imagery, request.since)},
                 {"stage_check", to_json(file.stages)},
                 {"ledger", file.history.known ? "known" : "unknown"},
                 {"open_cases", open_cases(file.history)},
                 {"plan_values", plan_values(file)},
                 {"near_edges", to_json(file.other_sides)},
                 {"pending", to_json(file.pending)},
                 {"stated_area", to_json(file.stated_area)},
                 {"buildable", to_json(file.buildable, file.answer)},
                 {"ask", answer["ask"]},
                 {"notes", file.answer.notes},
                 {"notes_fa", file.answer.notes_fa},
                 {"plan_levels", answer["plan_levels"]},
                 {"jurisdictions", answer["jurisdictions"]},
                 {"area_affected_by_widening_m2", widening(file)},
                 {"area_affected_by_widening_unknown_because", why_no_widening(file)},
                 {"rule_versions",
                  {{"plan_id", file.answer.plan_id},
                   {"rules_digest", file.plan.rules_digest},
                   {"rules_sha256", file.plan.rules_sha256},
                   {"plan_sha256", file.plan.plan_sha256}}},
                 {"answer_hash", file.hash},
                 {"answer_code", answer_code(file.hash)},
                 {"note_en", transfer
                                 ? "for a transfer of ownership; not a certificate of completion or of no violation"
                                 : "for a mortgage only; worthless for a transfer of ownership"},
                 {"note_fa", transfer ? "برای نقل و انتقال؛ گواهی پایان کار یا عدم خلاف نیست"
                                      : "فقط برای رهن؛ برای نقل و انتقال اعتبار ندارد"}};
    if (transfer)
        payload["use_conflicts"] = use_conflicts(file);
    return payload.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace didban
