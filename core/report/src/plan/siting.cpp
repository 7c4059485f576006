#include "didban/report/siting.h"

#include "didban/base/join.h"
#include "didban/report/table_format.h"
#include "json_values.h"

#include <algorithm>

namespace didban {

namespace {

std::string plain(double x)
{
    return text::significant(x, 4);
}

std::string uses_text(const SitingCriterion& c)
{
    return text::join(c.uses, "/");
}

std::string beside_least(const std::string& what, const SitingCriterion& c, const SitingScore& s)
{
    if (!s.value)
        return what + " is unknown";
    return what + " " + plain(*s.value) + (*s.value < *c.at_least ? " < " : " ≥ ") + plain(*c.at_least);
}

} // namespace

std::string siting_reason(const SitingCriterion& c, const SitingScore& s)
{
    switch (c.kind) {
    case SitingCriterion::Kind::Fact:
        return beside_least(std::string(name(c.fact)), c, s);
    case SitingCriterion::Kind::Limit:
        return beside_least("limit of " + std::string(name(c.quantity)), c, s);
    case SitingCriterion::Kind::Distance:
        if (!s.known)
            return "zones are unknown";
        return uses_text(c) + (s.value ? " " + plain(*s.value) + " m away"
                                       : " farther than " + plain(std::max(c.near_m, c.far_m)) + " m");
    case SitingCriterion::Kind::Overlay:
        if (!s.known)
            return "overlays are unknown";
        if (s.told.empty())
            return "clear of the overlays named";
        return s.told + (c.within_m > 0 ? " within " + plain(c.within_m) + " m" : " on the parcel");
    case SitingCriterion::Kind::Vacant:
        return s.told;
    case SitingCriterion::Kind::Ownership:
        if (!s.known)
            return "ownership is not recorded";
        return "ownership " + s.told + (s.score > 0 ? "" : ", not one of those wanted");
    case SitingCriterion::Kind::Deficit:
        if (!s.value)
            return "the population of its district is unknown";
        return plain(100 * *s.value) + " % of the district's need for " + uses_text(c) + " is unmet";
    }
    return {};
}

std::string_view name(LandState::State state)
{
    switch (state) {
    case LandState::State::SeenEmpty:
        return "seen_empty";
    case LandState::State::RecordedEmpty:
        return "recorded_empty";
    case LandState::State::NotEmpty:
        return "not_empty";
    case LandState::State::Unknown:
        break;
    }
    return "unknown";
}

namespace {

void add_land(Json& row, const LandFacts& land)
{
    row["vacancy"] = {{"state", name(land.vacancy.state)},
                      {"seen_on", day_or_null(land.vacancy.seen)},
                      {"evidence", land.vacancy.evidence}};
    row["ownership"] = text_or_null(land.ownership);
    row["access"] = land.streets_known ? Json{{"street", text_or_null(land.street)},
                                              {"passage_width_m", number_or_null(land.passage_width_m, 2)},
                                              {"frontage_m", number_or_null(land.frontage_m, 2)}}
                                       : Json(nullptr);
    row["constraints"] = land.constraints_known ? Json(land.constraints) : Json(nullptr);
}

std::string access_text(const LandFacts& land)
{
    if (!land.streets_known)
        return "unknown: the plan has no streets";
    if (land.street.empty())
        return "no street";
    return land.street + (land.passage_width_m ? ", " + plain(*land.passage_width_m) + " m wide" : "") +
           (land.frontage_m ? ", frontage " + plain(*land.frontage_m) + " m" : "");
}

FieldValue constraints_value(const LandFacts& land)
{
    if (!land.constraints_known)
        return "unknown: the plan has no overlays";
    const std::string all = text::join(land.constraints, "; ");
    return all.empty() ? FieldValue() : FieldValue(all);
}

} // namespace

std::string siting_json(const SitingCriteria& criteria, const SitingResult& result, const Date& on)
{
    Json table = Json::array(), parcels = Json::array();
    for (std::size_t k = 0; k < criteria.criteria.size(); ++k)
        table.push_back({{"id", criteria.criteria[k].id},
                         {"weight", criteria.criteria[k].weight},
                         {"required", criteria.criteria[k].required},
                         {"ruled_out", result.failed[k]},
                         {"unknown", result.unknown[k]}});
    for (const SitedParcel& s : result.ranked) {
        Json reasons = Json::array();
        for (std::size_t k = 0; k < s.scores.size(); ++k)
            reasons.push_back({{"criterion", criteria.criteria[k].id},
                               {"value", number_or_null(s.scores[k].value, 3)},
                               {"score", rounded(s.scores[k].score, 4)},
                               {"reason", siting_reason(criteria.criteria[k], s.scores[k])}});
        const Parcel& p = *s.parcel;
        Json row{{"rank", s.rank},
                 {"parcel_id", p.id},
                 {"district", text_or_null(p.district)},
                 {"score", rounded(s.total, 4)},
                 {"area_m2", rounded(p.area_m2, 1)}};
        if (s.land)
            add_land(row, *s.land);
        row["reasons"] = std::move(reasons);
        parcels.push_back(std::move(row));
    }
    Json all{{"title", criteria.title},         {"on", on.iso()},
             {"candidates", result.candidates}, {"ruled_out", result.ruled_out},
             {"criteria", std::move(table)},    {"parcels", std::move(parcels)}};
    if (criteria.of_land())
        for (std::size_t k = 0; k < result.vacancy.size(); ++k)
            all["vacancy"][std::string(name(static_cast<LandState::State>(k)))] = result.vacancy[k];
    return document(all);
}

void write_siting(const DataAccess& data, const Crs& crs, const SitingCriteria& criteria, const SitingResult& result,
                  const std::string& out)
{
    using enum FieldType;
    LayerSpec layer{"siting",
                    crs,
                    {{"rank", Integer},
                     {"parcel_id", Text},
                     {"district", Text},
                     {"score", Real},
                     {"area_m2", Real},
                     {"reasons", Text}},
                    table_format(out) == "CSV" ? LayerSpec::Kind::None : LayerSpec::Kind::MultiPolygon};
    if (criteria.of_land())
        layer.fields.insert(layer.fields.end(), {{"vacancy", Text},
                                                 {"seen_empty_on", Date},
                                                 {"vacancy_evidence", Text},
                                                 {"ownership", Text},
                                                 {"access", Text},
                                                 {"constraints", Text}});
    for (const SitingCriterion& c : criteria.criteria)
        layer.fields.push_back({"score_" + c.id, Real});
    const auto sink = data.create_features(out, table_format(out));
    sink->begin_layer(layer);
    for (const SitedParcel& s : result.ranked) {
        const Parcel& p = *s.parcel;
        Feature row;
        row.fid = s.rank;
        row.geometry.polygons = p.shape;
        row.geometry.null = false;
        std::string reasons;
        for (std::size_t k = 0; k < s.scores.size(); ++k)
            reasons += (reasons.empty() ? "" : "; ") + siting_reason(criteria.criteria[k], s.scores[k]);
        row.values = {std::int64_t{s.rank},
                      p.id,
                      p.district.empty() ? FieldValue() : FieldValue(p.district),
                      rounded(s.total, 4),
                      rounded(p.area_m2, 1),
                      reasons};
        if (s.land)
            row.values.insert(row.values.end(),
                              {std::string(name(s.land->vacancy.state)),
                               s.land->vacancy.seen ? FieldValue(s.land->vacancy.seen->iso()) : FieldValue(),
                               s.land->vacancy.evidence,
                               s.land->ownership.empty() ? FieldValue() : FieldValue(s.land->ownership),
                               access_text(*s.land), constraints_value(*s.land)});
        for (const SitingScore& score : s.scores)
            row.values.emplace_back(rounded(score.score, 4));
        sink->write(row);
    }
    sink->finish();
}

} // namespace didban
