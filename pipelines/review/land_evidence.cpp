#include "pipelines/review/land_evidence.h"

#include "didban/base/number_text.h"
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

std::string joined_words(const std::vector<std::string>& words)
{
    std::string all;
    for (const std::string& w : words)
        all += (all.empty() ? "" : ", ") + w;
    return all;
}

} // namespace

LandEvidence::LandEvidence(const DataAccess& data, const ParcelBook& book, const Date& on, const RunOptions& run)
    : book_(book), on_(on)
{
    const City& city = book.city().city;
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
        result.unclear = !result.building;
        result.empty.reset();
        result.words.push_back("a change was seen between " + change->not_before.iso() + " and " +
                               change->not_after.iso());
    }
    if (result.empty)
        result.words.push_back("seen empty on " + result.empty->iso());
    return result;
}

std::string LandEvidence::built_by_papers(std::size_t i) const
{
    std::optional<Date> built, cleared;
    std::string words;
    for (const PermitMatch& m : book_.permits(i)) {
        const Permit& p = book_.city().permits[m.permit];
        const auto& day = p.completed && *p.completed <= on_ ? p.completed : p.started;
        if (!day || on_ < *day)
            continue;
        if (p.kind == PermitKind::Demolition) {
            if (day == p.completed && (!cleared || *cleared < *day))
                cleared = day;
        } else if (adds_building(p) && (!built || *built < *day)) {
            built = day;
            words = day == p.completed ? "completion certificate of permit " + p.id + ", " + day->iso()
                                       : "work of permit " + p.id + " started on " + day->iso();
        }
    }
    return built && !(cleared && *built < *cleared) ? words : std::string();
}

LandState LandEvidence::vacancy(std::size_t i) const
{
    using State = LandState::State;
    Seen look = seen(i);
    const std::string papers = built_by_papers(i);
    const auto& records = book_.city().land_records;
    const LandRecord record = records.empty() ? LandRecord{} : records[i];
    const bool recorded_empty = record.vacant.value_or(false), recorded_built = !record.vacant.value_or(true);
    if (!papers.empty())
        look.words.push_back(papers);
    if (recorded_empty || recorded_built)
        look.words.emplace_back(recorded_empty ? "recorded as empty" : "recorded as built on");
    const bool on_paper = !papers.empty() || recorded_built;
    LandState land;
    land.state = look.building    ? State::NotEmpty
                 : look.empty     ? (on_paper ? State::Unknown : State::SeenEmpty)
                 : on_paper       ? State::NotEmpty
                 : look.unclear   ? State::Unknown
                 : recorded_empty ? State::RecordedEmpty
                                  : State::Unknown;
    if (land.state == State::SeenEmpty)
        land.seen = look.empty;
    land.evidence = joined_words(look.words);
    if (land.state == State::Unknown)
        land.evidence = "unknown" + (land.evidence.empty() ? ": neither seen nor recorded" : ": " + land.evidence);
    return land;
}

LandFacts LandEvidence::of(std::size_t i, const ParcelFacts& facts) const
{
    LandFacts land;
    land.vacancy = vacancy(i);
    if (const auto& records = book_.city().land_records; !records.empty())
        land.ownership = records[i].ownership;
    land.streets_known = book_.plan().streets_known;
    if (!facts.passages.empty())
        land.street =
            facts.passages.front().name.empty() ? facts.passages.front().street_id : facts.passages.front().name;
    land.passage_width_m = facts.passage_width_m;
    land.frontage_m = facts.frontage_m;
    land.constraints_known = facts.overlays_known;
    for (const OverlayFact& o : facts.overlays) {
        const bool holds = (!o.valid_from || *o.valid_from <= on_) && (!o.valid_to || on_ < *o.valid_to);
        if (holds && o.area_m2 > 0)
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
