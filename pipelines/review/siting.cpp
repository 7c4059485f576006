#include "pipelines/review/siting.h"

#include "didban/base/error.h"
#include "didban/base/text.h"
#include "didban/geo/overlay.h"
#include "pipelines/plan/clip_area.h"
#include "pipelines/run/map_tiles.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

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

const SitingScore unknown{{}, 0, false, {}};
constexpr double score_of_records = 0.5; ///< a plot that only records call empty

SitingScore vacant(const LandState& land)
{
    using State = LandState::State;
    SitingScore s = unknown;
    s.told = land.evidence;
    if (land.state != State::Unknown) {
        s.score = land.state == State::SeenEmpty ? 1 : land.state == State::RecordedEmpty ? score_of_records : 0;
        s.value = s.score;
        s.known = true;
    }
    return s;
}

SitingScore owned(const std::string& ownership, const SitingCriterion& c)
{
    if (ownership.empty())
        return unknown;
    const double score = listed(c.classes, ownership) ? 1 : 0;
    return {score, score, true, ownership};
}

SitingScore ramp(const std::optional<double>& value, const SitingCriterion& c)
{
    if (!value)
        return unknown;
    const double from = *c.at_least, best = c.best.value_or(from);
    const double score = *value < from ? 0
                         : best > from ? std::clamp(0.5 + 0.5 * (*value - from) / (best - from), 0.5, 1.0)
                                       : 1;
    return {value, score, true, {}};
}

std::optional<double> fact_of(const ParcelFacts& facts, NumericFact fact)
{
    return fact == NumericFact::PassageWidth ? facts.passage_width_m
           : fact == NumericFact::PlotArea   ? facts.area_m2
           : fact == NumericFact::Frontage   ? facts.frontage_m
           : fact == NumericFact::PlotDepth  ? facts.depth_m
                                             : facts.existing_floors;
}

SitingScore measure(const ParcelBook& book, std::size_t i, const ParcelFacts& facts, const LandEvidence* land,
                    const LandState* state, const Answer* answer, const SitingCriterion& c, const Prepared& prepared,
                    const Date& on)
{
    const Parcel& parcel = book.parcel(i);
    switch (c.kind) {
    case SitingCriterion::Kind::Fact:
        return ramp(fact_of(facts, c.fact), c);
    case SitingCriterion::Kind::Limit: {
        const QuantityAnswer* a = answer ? answer->find(c.quantity) : nullptr;
        return ramp(a ? a->number() : std::nullopt, c);
    }
    case SitingCriterion::Kind::Distance: {
        if (!book.plan().zones_known)
            return unknown;
        const double reach = std::max(c.near_m, c.far_m);
        const double d = nearest_service(prepared, parcel.shape, reach);
        SitingScore s;
        if (std::isfinite(d))
            s.value = d;
        s.score = std::clamp((c.far_m - std::min(d, reach)) / (c.far_m - c.near_m), 0.0, 1.0);
        return s;
    }
    case SitingCriterion::Kind::Overlay: {
        const MultiPolygon around = c.within_m > 0 ? overlay::buffer(parcel.shape, c.within_m) : parcel.shape;
        for (const OverlayHit& hit : book.plan().overlays_meeting(around, on))
            if (listed(c.overlays, hit.overlay->overlay.kind) && (c.within_m > 0 || hit.area_m2 > 0))
                return {0.0, 0, true, hit.overlay->overlay.kind + " " + hit.overlay->overlay.overlay_id};
        return book.plan().overlays_known ? SitingScore{1.0, 1, true, {}} : unknown;
    }
    case SitingCriterion::Kind::Vacant:
        return vacant(*state);
    case SitingCriterion::Kind::Ownership:
        return owned(land->ownership(i), c);
    case SitingCriterion::Kind::Deficit: {
        const std::string district = text::matching_key(!parcel.district.empty() ? parcel.district
                                                        : facts.zones.empty()    ? std::string()
                                                                                 : facts.zones.front().district);
        const auto share = prepared.unmet_share.find(district);
        return share == prepared.unmet_share.end() ? unknown : SitingScore{share->second, share->second, true, {}};
    }
    }
    return {};
}

struct Judged {
    bool candidate{false};
    double total{};
    std::vector<SitingScore> scores;
    LandState::State vacancy{};
};

} // namespace

SitingResult site_parcels(const ParcelBook& book, const SitingCriteria& criteria, const LandEvidence* land,
                          const Date& on, std::size_t top, const RunOptions& run)
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
            std::optional<LandState> state;
            if (land)
                all[i].vacancy = state.emplace(land->vacancy(i)).state;
            double sum = 0;
            for (std::size_t k = 0; k < criteria.criteria.size(); ++k) {
                all[i].scores.push_back(measure(book, i, facts, land, state ? &*state : nullptr,
                                                answer ? &*answer : nullptr, criteria.criteria[k], prepared[k], on));
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
        if (land)
            ++result.vacancy[static_cast<std::size_t>(all[i].vacancy)];
        bool out = false;
        for (std::size_t k = 0; k < criteria.criteria.size(); ++k) {
            result.unknown[k] += !all[i].scores[k].value;
            const bool fails = criteria.criteria[k].required && all[i].scores[k].score <= 0;
            result.failed[k] += fails;
            out |= fails;
        }
        result.ruled_out += out;
        if (!out)
            result.ranked.push_back({&book.parcel(i), 0, all[i].total, std::move(all[i].scores), {}});
    }
    std::sort(result.ranked.begin(), result.ranked.end(), [](const SitedParcel& a, const SitedParcel& b) {
        return std::tie(b.total, a.parcel->id) < std::tie(a.total, b.parcel->id);
    });
    if (top > 0 && result.ranked.size() > top)
        result.ranked.resize(top);
    tbb::parallel_for(std::size_t{0}, result.ranked.size(), [&](std::size_t r) {
        SitedParcel& listed = result.ranked[r];
        listed.rank = static_cast<int>(r) + 1;
        const auto i = static_cast<std::size_t>(listed.parcel - book.city().parcels.data());
        if (land)
            listed.land = land->of(i, book.facts(i, on));
    });
    return result;
}

} // namespace didban
