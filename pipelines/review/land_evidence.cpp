#include "pipelines/review/land_evidence.h"

#include "didban/base/join.h"
#include "didban/base/number_text.h"
#include "didban/land/permit_stage.h"
#include "pipelines/cases/ledger.h"
#include "pipelines/city/load_for_run.h"
#include "pipelines/ground/standing_buildings.h"
#include "pipelines/plan/clip_area.h"

#include <algorithm>

namespace didban {

namespace {

constexpr double map_reach_m = 150;      ///< how far from its footprints a map speaks about the ground
constexpr double outline_noise_m2 = 2;   ///< of a neighbour's footprint on the plot: two drawings that differ
constexpr double surely_building_m2 = 9; ///< more than that stands on the plot itself
constexpr double surely_building_share = .1;

bool adds_building(const Permit& p)
{
    return p.kind == PermitKind::New || p.kind == PermitKind::Addition || p.kind == PermitKind::PlanChange ||
           p.kind == PermitKind::Unknown;
}

} // namespace

LandEvidence::LandEvidence(const DataAccess& data, const ParcelBook& book, const Date& on, const RunOptions& run)
    : book_(book), on_(on)
{
    const City& city = book.city().city;
    map_day_ = city.buildings_as_of.value_or(map_day_);
    std::vector<Box> boxes;
    if (city.buildings) {
        ProblemTally tally("[buildings]");
        footprints_ = read_buildings(data, city, book.city().crs, run, tally);
        for (const Problem& p : tally.problems())
            run.log.warn("[buildings] " + p.message + " (" + std::to_string(p.count) + ")");
        for (const Footprint& f : footprints_)
            boxes.push_back(bounds(f.shape));
    }
    boxes_ = BoxIndex(boxes);
    if (city.ledger.empty() || !Ledger::exists(data, city.ledger))
        return;
    const Ledger ledger(data, city.ledger, book.city().crs, TableAccess::Read, run);
    ledger.each_observation([&](const Ledger::Observation& o) {
        if (o.not_after <= on_)
            observations_[o.parcel_key].push_back({o.not_before, o.not_after, o.verdict, o.changed_m2, o.observed_share,
                                                   o.change_probability, o.case_ids});
    });
}

std::vector<Observation> LandEvidence::observations(const Parcel& parcel) const
{
    std::vector<std::string> keys = parcel.old_keys;
    keys.push_back(parcel.key);
    std::vector<Observation> all;
    for (const std::string& key : keys)
        if (const auto found = observations_.find(key); found != observations_.end())
            all.insert(all.end(), found->second.begin(), found->second.end());
    return all;
}

LandEvidence::Seen LandEvidence::seen(std::size_t i) const
{
    const Parcel& parcel = book_.parcel(i);
    const std::optional<Date>& as_of = book_.city().city.buildings_as_of;
    Seen result;
    double standing_m2 = 0, doubtful_m2 = 0;
    for (const std::uint32_t f : boxes_.meeting(bounds(parcel.shape))) {
        const Stood stands = stood(footprints_[f], as_of, on_);
        if (stands != Stood::No)
            (stands == Stood::Yes ? standing_m2 : doubtful_m2) += shared_area(parcel.shape, footprints_[f].shape);
    }
    const std::string of_map = as_of ? "the map of " + as_of->iso() : "a map without a day";
    const auto square_metres = [](double m2) { return text::fixed(m2, 0) + " m²"; };
    result.building = standing_m2 >= std::min(surely_building_m2, surely_building_share * planar_area(parcel.shape)) &&
                      standing_m2 > outline_noise_m2;
    const std::vector<Observation> looks = observations(parcel);
    const Date since = as_of && *as_of <= on_ ? *as_of : Date{1, 1, 1};
    const ImageryAnswer later = imagery_since(looks, since);
    if (result.building) {
        result.words.push_back("building on " + of_map + ", " + square_metres(standing_m2));
    } else if (standing_m2 > outline_noise_m2 || doubtful_m2 > outline_noise_m2) {
        result.unclear = true;
        result.words.push_back("footprints on " + of_map + " reach " + square_metres(standing_m2 + doubtful_m2) +
                               " into it");
    } else if (as_of && *as_of <= on_ && !boxes_.meeting(bounds(parcel.shape).grown(map_reach_m)).empty()) {
        result.empty = later.state == "unchanged" ? std::max(*as_of, *later.observed_until) : *as_of;
    }
    if (later.state == "changed") {
        const auto change = std::find_if(later.evidence.rbegin(), later.evidence.rend(), shows_change);
        result.changed = !as_of || *as_of <= on_;
        result.unclear = true;
        result.empty.reset();
        result.words.push_back("a change was seen between " + change->not_before.iso() + " and " +
                               change->not_after.iso());
    }
    if (result.empty)
        result.words.push_back("seen empty on " + result.empty->iso());
    return result;
}

void LandEvidence::Work::add(const Date& from, const Date& to, std::string said)
{
    if (!earliest || *earliest < from)
        words = std::move(said);
    earliest = earliest ? std::max(*earliest, from) : from;
    latest = latest ? std::max(*latest, to) : to;
}

bool LandEvidence::Papers::stands() const
{
    return built.earliest && (!cleared.latest || *cleared.latest <= *built.earliest);
}

bool LandEvidence::Papers::gone() const
{
    return cleared.earliest && (!built.latest || *built.latest < *cleared.earliest);
}

LandEvidence::Papers LandEvidence::papers(std::size_t i) const
{
    Papers papers;
    for (const PermitMatch& m : book_.permits(i)) {
        const Permit& p = book_.city().permits[m.permit];
        const std::string stage = permit_stage(p, on_), of_permit = " of permit " + p.id + ", ";
        if (stage == "COMPLETE" && (p.kind == PermitKind::Demolition || adds_building(p))) {
            const bool adds = p.kind != PermitKind::Demolition;
            const std::string what = adds ? "completion certificate" : "demolition certificate";
            (adds ? papers.built : papers.cleared)
                .add(p.completed.value_or(p.issued), p.completed.value_or(on_),
                     what + of_permit + (p.completed ? p.completed->iso() : "day not recorded"));
        } else if (stage == "START" && adds_building(p)) {
            papers.built.add(*p.started, *p.started, "work of permit " + p.id + " started on " + p.started->iso());
        }
    }
    return papers;
}

LandState LandEvidence::vacancy(std::size_t i) const
{
    using State = LandState::State;
    Seen look = seen(i);
    const Papers paper = papers(i);
    const auto& records = book_.city().land_records;
    const LandRecord record = records.empty() ? LandRecord{} : records[i];
    const bool recorded_empty = record.vacant.value_or(false), recorded_built = !record.vacant.value_or(true);
    if (paper.built.earliest && !paper.gone())
        look.words.push_back(paper.built.words);
    if (paper.cleared.earliest && !paper.stands())
        look.words.push_back(paper.cleared.words);
    if (recorded_empty || recorded_built)
        look.words.emplace_back(recorded_empty ? "recorded as empty" : "recorded as built on");
    const bool maybe_built = recorded_built || (paper.built.earliest && !paper.gone());
    const bool maybe_cleared = paper.cleared.latest && !paper.stands();
    LandState land;
    if (look.building) {
        const bool undone = look.changed || (maybe_cleared && map_day_ < *paper.cleared.latest);
        const bool built_since = paper.stands() && map_day_ < *paper.built.earliest;
        land.state = undone && !built_since ? State::Unknown : State::NotEmpty;
    } else if (look.empty) {
        land.state = maybe_built ? State::Unknown : State::SeenEmpty;
    } else if (maybe_built) {
        land.state = maybe_cleared ? State::Unknown : State::NotEmpty;
    } else if (recorded_empty && !look.unclear) {
        land.state = State::RecordedEmpty;
    }
    if (land.state == State::SeenEmpty)
        land.seen = look.empty;
    land.evidence = text::join(look.words, ", ");
    if (land.state == State::Unknown)
        land.evidence = "unknown" + (land.evidence.empty() ? ": neither seen nor recorded" : ": " + land.evidence);
    return land;
}

std::string LandEvidence::ownership(std::size_t i) const
{
    const auto& records = book_.city().land_records;
    return records.empty() ? std::string() : records[i].ownership;
}

LandFacts LandEvidence::of(std::size_t i, const ParcelFacts& facts) const
{
    LandFacts land;
    land.vacancy = vacancy(i);
    land.ownership = ownership(i);
    land.streets_known = book_.plan().streets_known;
    if (!facts.passages.empty())
        land.street =
            facts.passages.front().name.empty() ? facts.passages.front().street_id : facts.passages.front().name;
    land.passage_width_m = facts.passage_width_m;
    land.frontage_m = facts.frontage_m;
    land.constraints_known = facts.overlays_known;
    for (const OverlayFact& o : facts.overlays) {
        if (holds_on(o.valid_from, o.valid_to, on_) && o.area_m2 > 0)
            land.constraints.push_back(o.kind + " " + o.overlay_id + ", " + text::fixed(100 * o.share, 1) +
                                       " % of the plot");
    }
    for (const PassageFact& p : facts.passages)
        if (p.taken_m2.value_or(0) > 0)
            land.constraints.push_back("widening of " + (p.name.empty() ? p.street_id : p.name) + ", " +
                                       text::fixed(*p.taken_m2, 1) + " m²");
    return land;
}

} // namespace didban
