#include "pipelines/sweep/sweep_places.h"

#include "didban/base/error.h"
#include "didban/base/join.h"
#include "didban/base/largest_stated.h"
#include "didban/geo/box_index.h"
#include "didban/geo/overlap_area.h"
#include "didban/geo/overlay.h"
#include "didban/objects/attribution.h"
#include "didban/objects/building_map.h"
#include "pipelines/judge/judge_parts.h"
#include "pipelines/judge/judge_plan.h"
#include "pipelines/judge/write_report.h"
#include "pipelines/run/map_tiles.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace didban {

namespace {

constexpr double same_building = 0.1; ///< share of a part that a record must cover for its floors to count

/// The buildings of one parcel, or one building outside all parcels.
struct Place {
    std::optional<std::size_t> parcel;
    std::vector<std::size_t> parts; ///< numbers of `Parts::parts`
};

std::vector<Place> places_of(const Parts& cut, std::size_t parcels)
{
    std::vector<Place> all(parcels);
    for (std::size_t p = 0; p < parcels; ++p)
        all[p].parcel = p;
    std::vector<Place> outside;
    for (std::size_t i = 0; i < cut.parts.size(); ++i)
        if (const auto& parcel = cut.parts[i].parcel)
            all[*parcel].parts.push_back(i);
        else
            outside.push_back({std::nullopt, {i}});
    all.insert(all.end(), outside.begin(), outside.end());
    return all;
}

/// The older map, by place.
class Records {
public:
    explicit Records(const std::vector<Footprint>* all) : all_(all)
    {
        std::vector<Box> boxes;
        if (all != nullptr)
            for (const Footprint& f : *all)
                boxes.push_back(bounds(f.shape));
        index_ = BoxIndex(boxes);
    }
    /// False when there is a map, but none of it near.
    [[nodiscard]] bool reach(const Box& place) const
    {
        return all_ == nullptr || !index_.meeting(place.grown(BuildingMap::reach_m)).empty();
    }
    [[nodiscard]] std::vector<const Footprint*> near(const Box& place) const
    {
        std::vector<const Footprint*> out;
        for (const std::uint32_t k : index_.meeting(place))
            out.push_back(&(*all_)[k]);
        return out;
    }

private:
    const std::vector<Footprint>* all_;
    BoxIndex index_;
};

/// What one thread needs to sweep places.
class Sweeper {
public:
    Sweeper(const SweepInput& input, const Parts& cut, const PermitIndex& permits, const Records& records,
            const std::vector<char>& left_out)
        : input_(input), cut_(cut), permits_(permits), records_(records), left_out_(left_out), area_(input.city.crs),
          tolerance_m_(boundary_sigma(input.accuracy_m, input.city.city.cadastre_accuracy_m))
    {
    }

    void sweep(const Place& place, std::vector<report::SweptBuilding>& buildings, report::SweptParcel& parcel,
               std::int64_t& small) const
    {
        const std::vector<Known> parts = known_parts(place);
        SweepPlace facts = facts_of(place, parts);
        PlanFacts plan; // an old permit is judged by the plan in force when it was issued
        if (facts.parcel != nullptr && !parts.empty() && input_.plan.known) {
            plan = plan_facts(input_.plan, *facts.parcel, input_.on,
                              facts.permits.empty() ? nullptr : facts.permits.front());
            facts.plan = &plan;
        }
        parcel.parcel = place.parcel.value_or(0);
        parcel.standing_m2 = facts.covered_m2;
        parcel.unrecorded_m2 = facts.unrecorded_m2;
        parcel.permit_ids = ids(facts.permits);
        for (const Known& k : parts) {
            if (k.part.area_m2 < input_.options.min_area_m2) {
                ++small;
                continue;
            }
            buildings.push_back(building(k, facts));
            ++parcel.buildings;
        }
        if (!buildings.empty())
            parcel.verdict = std::min_element(buildings.begin(), buildings.end(), [](const auto& a, const auto& b) {
                                 return a.swept.verdict < b.swept.verdict;
                             })->swept.verdict;
        else if (!parts.empty() || (place.parcel && left_out_[*place.parcel]))
            parcel.verdict = SweepVerdict::Unknown;
        else if (place.parcel && input_.standing.seen[*place.parcel])
            parcel.verdict = SweepVerdict::NothingStands;
    }

private:
    /// A part with what the older map has in its place.
    struct Known {
        std::size_t building{}; ///< its number in Standing
        StandingPart part;
        MultiPolygon shape, unrecorded;
    };

    [[nodiscard]] std::vector<Known> known_parts(const Place& place) const
    {
        std::vector<Known> out;
        for (const std::size_t i : place.parts) {
            const Part& cut = cut_.parts[i];
            const Footprint& building = input_.standing.buildings[cut.object];
            const ChangeObject& object = input_.standing.objects[cut.object];
            Known k{cut.object, {}, cut.change.shape, cut.change.shape};
            k.part.area_m2 = cut.change.area_m2;
            k.part.area_sigma_m2 = object.area_sigma_m2 * std::sqrt(std::min(1.0, k.part.area_m2 / object.area_m2));
            k.part.floors = building.floors;
            k.part.height_m = building.height_m;
            k.part.parcel_probability = cut.change.parcel_probability;
            k.part.accepted = input_.accept_built_by && building.built && *building.built <= *input_.accept_built_by;
            add_records(k);
            out.push_back(std::move(k));
        }
        return out;
    }

    void add_records(Known& k) const
    {
        std::vector<MultiPolygon> under;
        std::vector<const Footprint*> same;
        for (const Footprint* f : records_.near(bounds(k.shape).grown(tolerance_m_))) {
            under.push_back(f->shape);
            if (planar_area(overlay::intersection(k.shape, f->shape)) >= same_building * planar_area(k.shape))
                same.push_back(f);
        }
        k.part.recorded_floors = largest_stated(same, &Footprint::floors);
        k.part.recorded_height_m = largest_stated(same, &Footprint::height_m);
        if (!under.empty()) {
            const MultiPolygon recorded = overlay::unite_all(under);
            const MultiPolygon shared = overlay::intersection(k.shape, recorded);
            k.part.recorded_m2 = shared.empty() ? 0 : area_(shared);
            k.unrecorded = overlay::difference(k.shape, overlay::buffer(recorded, tolerance_m_));
        }
        if (k.part.accepted)
            k.unrecorded = {};
        k.part.unrecorded_m2 = k.unrecorded.empty() ? 0 : area_(k.unrecorded);
    }

    [[nodiscard]] SweepPlace facts_of(const Place& place, const std::vector<Known>& parts) const
    {
        SweepPlace out;
        out.permits_known = input_.city.permits_known;
        out.records_known = input_.records != nullptr;
        if (place.parcel)
            out.parcel = &input_.city.parcels[*place.parcel];
        if (parts.empty()) {
            add_permits(permits_.find(*place.parcel), out);
            return out;
        }
        add_permits(place.parcel ? permits_.find(*place.parcel) : permits_.find_by_place(parts.front().shape), out);
        std::vector<MultiPolygon> ground, open;
        for (const Known& k : parts) {
            out.records_reach = out.records_reach && records_.reach(bounds(k.shape));
            ground.push_back(k.shape);
            out.covered_sigma_m2 = std::hypot(out.covered_sigma_m2, k.part.area_sigma_m2);
            if (k.part.unrecorded_m2 < input_.options.min_area_m2)
                continue;
            open.push_back(k.unrecorded);
            out.unrecorded_sigma_m2 = std::hypot(out.unrecorded_sigma_m2, k.part.area_sigma_m2);
        }
        out.covered_m2 = area_(overlay::unite_all(ground));
        out.unrecorded_m2 = open.empty() ? 0 : area_(overlay::unite_all(open));
        return out;
    }

    void add_permits(const std::vector<PermitMatch>& matches, SweepPlace& out) const
    {
        for (const PermitMatch& m : matches)
            if (const Permit& permit = input_.city.permits[m.permit]; licenses(permit, input_.on))
                out.permits.push_back(&permit);
        if (!out.permits.empty() || matches.empty())
            return;
        out.other = &input_.city.permits[matches.front().permit];
        out.other_state = permit_state(*out.other, Work::NewBuilding, {input_.on, input_.on});
    }

    [[nodiscard]] report::SweptBuilding building(const Known& k, const SweepPlace& facts) const
    {
        report::SweptBuilding out;
        out.building_id = input_.standing.buildings[k.building].id;
        out.part = k.part;
        out.shape = k.shape;
        out.number = input_.standing.objects[k.building].number;
        if (facts.parcel != nullptr) {
            out.parcel_id = facts.parcel->id;
            out.district = facts.parcel->district;
            out.address = facts.parcel->address;
        }
        if (out.address.empty())
            out.address = nearest_street(input_.plan, k.shape).value_or("");
        out.swept = judge_standing(k.part, facts, input_.options);
        out.reason = sweep_reason(k.part, out.swept, facts, input_.on, input_.city.city.calendar);
        out.permit_ids = facts.permits.empty() && facts.other != nullptr ? facts.other->id : ids(facts.permits);
        out.permit_status = !facts.permits_known     ? "unknown"
                            : !facts.permits.empty() ? "licensed"
                                                     : std::string(name(facts.other_state));
        return out;
    }

    static std::string ids(const std::vector<const Permit*>& permits)
    {
        return text::join(permits, " ", [](const Permit* p) { return p->id; });
    }

    const SweepInput& input_;
    const Parts& cut_;
    const PermitIndex& permits_;
    const Records& records_;
    const std::vector<char>& left_out_;
    GeodesicArea area_;
    double tolerance_m_;
};

JudgeInput cutting_input(const SweepInput& input, const std::vector<Period>& none, const std::vector<double>& no_share)
{
    JudgeInput out{input.city, input.plan, input.standing.objects, none, {input.on, input.on}, no_share, {}, {}, {}};
    out.accuracy.registration_m = input.accuracy_m;
    out.accuracy.cadastre_m = input.city.city.cadastre_accuracy_m;
    out.accuracy.gsd_m = 0;
    out.judge.min_area_m2 = input.options.min_area_m2;
    out.judge.least_part_share = 0; // one outline can hold a whole row of adjoining houses
    return out;
}

/// The parcels on which something stands that is judged nowhere: too little of it, or nobody can say what.
std::vector<char> with_left_out(const SweepInput& input, const Parts& cut)
{
    std::vector<char> out(input.city.parcels.size(), 0);
    for (const std::size_t parcel : cut.slivers)
        out[parcel] = 1;
    std::vector<Box> boxes;
    for (const Parcel& p : input.city.parcels)
        boxes.push_back(bounds(p.shape));
    const BoxIndex index(boxes);
    constexpr double least_m2 = 0.01;
    for (const MultiPolygon& shape : input.standing.left_out)
        for (const std::uint32_t p : index.meeting(bounds(shape)))
            if (out[p] == 0 && overlap_area(shape, input.city.parcels[p].shape) >= least_m2)
                out[p] = 1;
    return out;
}

/// The gravest first, then those with the most ground that nothing knows of.
void sort_and_number(std::vector<report::SweptBuilding>& buildings)
{
    std::stable_sort(buildings.begin(), buildings.end(), [](const auto& a, const auto& b) {
        return std::make_tuple(a.swept.verdict, -a.part.unrecorded_m2, a.number) <
               std::make_tuple(b.swept.verdict, -b.part.unrecorded_m2, b.number);
    });
    for (std::size_t i = 0; i < buildings.size(); ++i)
        buildings[i].number = static_cast<std::int64_t>(i) + 1;
}

} // namespace

SweptCity sweep_places(const SweepInput& input, const RunOptions& run)
{
    const std::vector<Period> none;
    const std::vector<double> no_share;
    const Parts cut = cut_by_parcels(cutting_input(input, none, no_share), run);
    const PermitIndex permits(input.city.permits, input.city.parcels);
    const Records records(input.records);
    const std::vector<char> left_out = with_left_out(input, cut);
    const std::vector<Place> places = places_of(cut, input.city.parcels.size());

    struct Swept {
        std::vector<report::SweptBuilding> buildings;
        report::SweptParcel parcel;
        std::int64_t small{};
    };
    std::vector<Swept> swept(places.size());
    const ThreadLimit limit(run.threads);
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, places.size(), 64), [&](const auto& range) {
        const Sweeper sweeper(input, cut, permits, records, left_out); // PROJ transforms belong to one thread
        for (std::size_t i = range.begin(); i < range.end() && !run.stop.stop_requested(); ++i)
            sweeper.sweep(places[i], swept[i].buildings, swept[i].parcel, swept[i].small);
    });
    if (run.stop.stop_requested())
        throw Error(ErrorKind::Interrupted, "interrupted while sweeping the city");

    SweptCity out;
    out.slivers = static_cast<std::int64_t>(cut.slivers.size());
    out.small = input.standing.small;
    for (std::size_t i = 0; i < places.size(); ++i) {
        out.small += swept[i].small;
        std::move(swept[i].buildings.begin(), swept[i].buildings.end(), std::back_inserter(out.buildings));
        if (!places[i].parcel)
            continue;
        report::SweptParcel& parcel = swept[i].parcel;
        if (input.city.parcels[*places[i].parcel].incomplete && parcel.verdict > SweepVerdict::Unknown)
            parcel.verdict = SweepVerdict::Unknown;
        out.parcels.push_back(std::move(parcel));
    }
    for (std::size_t lost = 0; lost < input.city.unplaced.size(); ++lost)
        out.parcels.push_back({input.city.parcels.size() + lost, SweepVerdict::Unknown, 0, 0, 0, ""});
    sort_and_number(out.buildings);
    return out;
}

} // namespace didban
