#include "pipelines/review/siting.h"

#include "didban/base/error.h"
#include "didban/base/text.h"
#include "didban/geo/overlay.h"
#include "pipelines/parcel/answer_json.h"
#include "pipelines/parcel/table_format.h"
#include "pipelines/plan/clip_area.h"
#include "pipelines/run/map_tiles.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace didban {

namespace {

std::string plain(double x)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", x);
    return text;
}

bool listed(const std::vector<std::string>& keys, const std::string& use)
{
    return !use.empty() && std::find(keys.begin(), keys.end(), text::matching_key(use)) != keys.end();
}

/// What a criterion needs beside the parcel: shapes of services, the unmet share per district.
struct Prepared {
    std::vector<const PlanZone*> services;
    BoxIndex service_boxes;
    std::map<std::string, double> unmet_share;
};

Prepared prepare(const ParcelBook& book, const SitingCriteria& criteria, const SitingCriterion& c, const Date& on)
{
    Prepared p;
    std::vector<Box> boxes;
    std::map<std::string, double> supplied;
    for (const PlanZone& z : book.plan().zones)
        if (PlanData::in_force(z, on) && listed(c.uses, z.zone.use_governing)) {
            p.services.push_back(&z);
            boxes.push_back(bounds(z.shape));
            supplied[text::matching_key(z.zone.district)] += planar_area(z.shape);
        }
    p.service_boxes = BoxIndex(boxes);
    if (c.kind == SitingCriterion::Kind::Deficit)
        for (const auto& [district, people] : criteria.population) {
            const double need = people * c.m2_per_person;
            p.unmet_share[district] = need > 0 ? std::clamp(1 - supplied[district] / need, 0.0, 1.0) : 0.0;
        }
    return p;
}

double nearest_service(const Prepared& p, const MultiPolygon& shape, double reach)
{
    double least = std::numeric_limits<double>::infinity();
    for (const std::uint32_t i : p.service_boxes.meeting(bounds(shape).grown(reach)))
        least = std::min(least, overlay::distance(shape, p.services[i]->shape));
    return least;
}

SitingScore ramp(const std::optional<double>& value, const SitingCriterion& c, const std::string& what)
{
    SitingScore s{value, 0, what + " is unknown"};
    if (!value)
        return s;
    const double from = *c.at_least, best = c.best.value_or(from);
    s.score = *value < from ? 0 : best > from ? std::clamp(0.5 + 0.5 * (*value - from) / (best - from), 0.5, 1.0) : 1;
    s.reason = what + " " + plain(*value) + (*value < from ? " < " : " ≥ ") + plain(from);
    return s;
}

std::string uses_text(const SitingCriterion& c)
{
    std::string all;
    for (const std::string& use : c.uses)
        all += (all.empty() ? "" : "/") + use;
    return all;
}

SitingScore measure(const ParcelBook& book, std::size_t i, const ParcelFacts& facts, const Answer* answer,
                    const SitingCriterion& c, const Prepared& prepared, const Date& on)
{
    const Parcel& parcel = book.parcel(i);
    switch (c.kind) {
    case SitingCriterion::Kind::Fact: {
        const std::optional<double> value = c.fact == NumericFact::PassageWidth ? facts.passage_width_m
                                            : c.fact == NumericFact::PlotArea   ? facts.area_m2
                                            : c.fact == NumericFact::Frontage   ? facts.frontage_m
                                            : c.fact == NumericFact::PlotDepth  ? facts.depth_m
                                                                                : facts.existing_floors;
        return ramp(value, c, std::string(name(c.fact)));
    }
    case SitingCriterion::Kind::Limit: {
        const QuantityAnswer* a = answer ? answer->find(c.quantity) : nullptr;
        return ramp(a ? a->number() : std::nullopt, c, "limit of " + std::string(name(c.quantity)));
    }
    case SitingCriterion::Kind::Distance: {
        const double reach = std::max(c.near_m, c.far_m);
        const double d = nearest_service(prepared, parcel.shape, reach);
        SitingScore s;
        if (std::isfinite(d))
            s.value = d;
        s.score = std::clamp((c.far_m - std::min(d, reach)) / (c.far_m - c.near_m), 0.0, 1.0);
        s.reason =
            uses_text(c) + (std::isfinite(d) ? " " + plain(d) + " m away" : " farther than " + plain(reach) + " m");
        if (!book.plan().zones_known)
            s = {std::nullopt, 0, "zones are unknown"};
        return s;
    }
    case SitingCriterion::Kind::Overlay: {
        const MultiPolygon around = c.within_m > 0 ? overlay::buffer(parcel.shape, c.within_m) : parcel.shape;
        for (const OverlayHit& hit : book.plan().overlays_meeting(around, on))
            if (listed(c.overlays, hit.overlay->overlay.kind) && (c.within_m > 0 || hit.area_m2 > 0))
                return {0.0, 0,
                        hit.overlay->overlay.kind + " " + hit.overlay->overlay.overlay_id +
                            (c.within_m > 0 ? " within " + plain(c.within_m) + " m" : " on the parcel")};
        if (!book.plan().overlays_known)
            return {std::nullopt, 0, "overlays are unknown"};
        return {1.0, 1, "clear of the overlays named"};
    }
    case SitingCriterion::Kind::Deficit: {
        const std::string district = text::matching_key(!parcel.district.empty() ? parcel.district
                                                        : facts.zones.empty()    ? std::string()
                                                                                 : facts.zones.front().district);
        const auto share = prepared.unmet_share.find(district);
        if (share == prepared.unmet_share.end())
            return {std::nullopt, 0, "the population of its district is unknown"};
        return {share->second, share->second,
                plain(100 * share->second) + " % of the district's need for " + uses_text(c) + " is unmet"};
    }
    }
    return {};
}

struct Judged {
    bool candidate{false};
    double total{};
    std::vector<SitingScore> scores;
};

} // namespace

SitingResult site_parcels(const ParcelBook& book, const SitingCriteria& criteria, const Date& on, std::size_t top,
                          const RunOptions& run)
{
    std::vector<Prepared> prepared;
    bool needs_limits = false;
    double weights = 0;
    for (const SitingCriterion& c : criteria.criteria) {
        prepared.push_back(prepare(book, criteria, c, on));
        needs_limits |= c.kind == SitingCriterion::Kind::Limit;
        weights += c.weight;
    }
    const std::size_t n = book.city().parcels.size();
    std::vector<Judged> all(n);
    const ThreadLimit limit(run.threads);
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, n, 256), [&](const tbb::blocked_range<std::size_t>& range) {
        for (std::size_t i = range.begin(); i < range.end() && !run.stop.stop_requested(); ++i) {
            const ParcelFacts facts = book.facts(i, on);
            if (!criteria.candidate_uses.empty() &&
                (facts.zones.empty() || !listed(criteria.candidate_uses, facts.zones.front().use_governing)))
                continue;
            all[i].candidate = true;
            std::optional<Answer> answer;
            if (needs_limits)
                answer = book.plan().rules.evaluate(facts, on);
            double sum = 0;
            for (std::size_t k = 0; k < criteria.criteria.size(); ++k) {
                all[i].scores.push_back(
                    measure(book, i, facts, answer ? &*answer : nullptr, criteria.criteria[k], prepared[k], on));
                sum += criteria.criteria[k].weight * all[i].scores.back().score;
            }
            all[i].total = weights > 0 ? sum / weights : 0;
        }
    });
    if (run.stop.stop_requested())
        throw Error(ErrorKind::Interrupted, "interrupted while ranking parcels");
    SitingResult result;
    result.failed.assign(criteria.criteria.size(), 0);
    result.unknown.assign(criteria.criteria.size(), 0);
    for (std::size_t i = 0; i < n; ++i) {
        if (!all[i].candidate)
            continue;
        ++result.candidates;
        bool out = false;
        for (std::size_t k = 0; k < criteria.criteria.size(); ++k) {
            result.unknown[k] += !all[i].scores[k].value;
            const bool fails = criteria.criteria[k].required && all[i].scores[k].score <= 0;
            result.failed[k] += fails;
            out |= fails;
        }
        result.ruled_out += out;
        if (!out)
            result.ranked.push_back({i, 0, all[i].total, std::move(all[i].scores)});
    }
    std::sort(result.ranked.begin(), result.ranked.end(), [&](const SitedParcel& a, const SitedParcel& b) {
        return std::tie(b.total, book.parcel(a.parcel).id) < std::tie(a.total, book.parcel(b.parcel).id);
    });
    if (top > 0 && result.ranked.size() > top)
        result.ranked.resize(top);
    for (std::size_t r = 0; r < result.ranked.size(); ++r)
        result.ranked[r].rank = static_cast<int>(r) + 1;
    return result;
}

std::string siting_json(const ParcelBook& book, const SitingCriteria& criteria, const SitingResult& result,
                        const Date& on)
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
                               {"value", s.scores[k].value ? Json(rounded(*s.scores[k].value, 3)) : Json(nullptr)},
                               {"score", rounded(s.scores[k].score, 4)},
                               {"reason", s.scores[k].reason}});
        const Parcel& p = book.parcel(s.parcel);
        parcels.push_back({{"rank", s.rank},
                           {"parcel_id", p.id},
                           {"district", p.district.empty() ? Json(nullptr) : Json(p.district)},
                           {"score", rounded(s.total, 4)},
                           {"area_m2", rounded(p.area_m2, 1)},
                           {"reasons", std::move(reasons)}});
    }
    const Json all{{"title", criteria.title},         {"on", on.iso()},
                   {"candidates", result.candidates}, {"ruled_out", result.ruled_out},
                   {"criteria", std::move(table)},    {"parcels", std::move(parcels)}};
    return all.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

void write_siting(const DataAccess& data, const ParcelBook& book, const SitingCriteria& criteria,
                  const SitingResult& result, const std::string& out)
{
    using enum FieldType;
    LayerSpec layer{"siting",
                    book.city().crs,
                    {{"rank", Integer},
                     {"parcel_id", Text},
                     {"district", Text},
                     {"score", Real},
                     {"area_m2", Real},
                     {"reasons", Text}},
                    table_format(out) == "CSV" ? LayerSpec::Kind::None : LayerSpec::Kind::MultiPolygon};
    for (const SitingCriterion& c : criteria.criteria)
        layer.fields.push_back({"score_" + c.id, Real});
    const auto sink = data.create_features(out, table_format(out));
    sink->begin_layer(layer);
    for (const SitedParcel& s : result.ranked) {
        const Parcel& p = book.parcel(s.parcel);
        Feature row;
        row.fid = s.rank;
        row.geometry.polygons = p.shape;
        row.geometry.null = false;
        std::string reasons;
        for (const SitingScore& score : s.scores)
            reasons += (reasons.empty() ? "" : "; ") + score.reason;
        row.values = {std::int64_t{s.rank},
                      p.id,
                      p.district.empty() ? FieldValue() : FieldValue(p.district),
                      rounded(s.total, 4),
                      rounded(p.area_m2, 1),
                      reasons};
        for (const SitingScore& score : s.scores)
            row.values.emplace_back(rounded(score.score, 4));
        sink->write(row);
    }
    sink->finish();
}

} // namespace didban
