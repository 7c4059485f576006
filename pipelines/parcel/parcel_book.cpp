#include "pipelines/parcel/parcel_book.h"

#include "didban/base/error.h"
#include "didban/base/number_text.h"
#include "didban/base/renovation_code.h"
#include "didban/base/text.h"
#include "pipelines/parcel/drawing_precision.h"
#include "pipelines/parcel/measure_design.h"
#include "pipelines/parcel/near_edges.h"
#include "pipelines/run/map_tiles.h"

#include <tbb/parallel_invoke.h>

#include <algorithm>
#include <exception>
#include <thread>

namespace didban {

namespace {

std::vector<Box> boxes_of(const std::vector<Parcel>& parcels)
{
    std::vector<Box> boxes;
    boxes.reserve(parcels.size());
    for (const Parcel& p : parcels)
        boxes.push_back(bounds(p.shape));
    return boxes;
}

} // namespace

ParcelBook::ParcelBook(CityData city, PlanData plan)
    : city_(std::move(city)), plan_(std::move(plan)),
      to_wgs84_([crs = city_.crs] { return Transform(crs, Crs::wgs84()); }),
      from_wgs84_([crs = city_.crs] { return Transform(Crs::wgs84(), crs); }),
      area_([crs = city_.crs] { return GeodesicArea(crs); })
{
    starts_recorded_ =
        std::any_of(city_.permits.begin(), city_.permits.end(), [](const Permit& p) { return p.started.has_value(); });
    tbb::parallel_invoke([&] { permits_.emplace(city_.permits, city_.parcels); },
                         [&] { boxes_ = BoxIndex(boxes_of(city_.parcels)); },
                         [&] {
                             if (city_.city.cadastre && !city_.city.cadastre->field("address").empty())
                                 for (const Parcel& parcel : city_.parcels)
                                     address_keys_.push_back(text::matching_key(parcel.address));
                         },
                         [&] {
                             by_key_.emplace(city_.parcels);
                             for (std::uint32_t i = 0; i < city_.parcels.size(); ++i)
                                 for (const std::string& old : city_.parcels[i].old_keys)
                                     by_old_key_.try_emplace(old, i);
                         });
}

std::shared_ptr<const ParcelBook> ParcelBook::load(const DataAccess& data, const std::string& city_path,
                                                   const RunOptions& run)
{
    const City city = read_city(city_path);
    const Crs crs = working_crs(city);
    const ThreadLimit limit(run.threads);
    if (limit.threads() < 2) {
        CityData city_data = load_city_data(data, city, run);
        return from(std::move(city_data), load_plan(data, city, crs, run));
    }
    PlanData plan;
    std::exception_ptr plan_failed;
    std::optional<CityData> city_data;
    {
        const std::jthread beside([&] {
            try {
                plan = load_plan(data, city, crs, run);
            } catch (...) {
                plan_failed = std::current_exception();
            }
        });
        city_data = load_city_data(data, city, run); // where both fail, its error is the one that is told
    }
    if (plan_failed)
        std::rethrow_exception(plan_failed);
    return from(std::move(*city_data), std::move(plan));
}

std::shared_ptr<const ParcelBook> ParcelBook::from(CityData city, PlanData plan)
{
    return std::make_shared<const ParcelBook>(std::move(city), std::move(plan));
}

std::optional<std::size_t> ParcelBook::find(std::string_view id) const
{
    if (const auto found = by_key_->find(id)) // most callers write keys as they are kept
        return *found;
    const std::string key = parcel_key(id);
    if (const auto found = by_key_->find(key))
        return *found;
    if (const auto found = by_old_key_.find(key); found != by_old_key_.end())
        return found->second;
    return std::nullopt;
}

std::size_t ParcelBook::at(std::string_view id) const
{
    if (const auto found = find(id))
        return *found;
    std::vector<std::string> ids;
    const std::string key = parcel_key(id);
    for (const Parcel& p : city_.parcels)
        if (ids.size() < 2000 && p.key.substr(0, key.size() / 2) == key.substr(0, key.size() / 2))
            ids.push_back(p.id);
    const std::string near = text::nearest(id, ids);
    for (const Parcel& p : city_.unplaced)
        if (p.key == key)
            throw Error(ErrorKind::IncompatibleInput,
                        city_.city.cadastre->source + ": parcel \"" + p.id +
                            "\" has no shape that can be used, so nothing can be said of its place; draw it as a "
                            "polygon (`didban check` says what is wrong with it)");
    throw Error(ErrorKind::Usage, "parcel \"" + std::string(id) + "\" is not in " + city_.city.cadastre->source +
                                      (near.empty() ? "; check the code, or ask by place with --at LON,LAT"
                                                    : "; did you mean \"" + near + "\"?"));
}

Point ParcelBook::to_wgs84(const Point& p) const
{
    return to_wgs84_.use([&](const Transform& transform) { return transform(p); });
}

MultiPolygon ParcelBook::in_working_crs(const MultiPolygon& shape, const std::string& crs) const
{
    if (crs.empty())
        return from_wgs84_.use([&](const Transform& transform) { return transform(shape); });
    const Crs from = Crs::parse(crs);
    return from == city_.crs ? shape : Transform(from, city_.crs)(shape);
}

double ParcelBook::area_m2(const MultiPolygon& shape) const
{
    return area_.use([&](const GeodesicArea& area) { return area(shape); });
}

std::vector<std::size_t> ParcelBook::at_point(double lon, double lat) const
{
    const Point p = from_wgs84_.use([&](const Transform& to_working) { return to_working({lon, lat}); });
    std::vector<std::size_t> found;
    for (const std::uint32_t i : near({p.x, p.y, p.x, p.y}))
        if (contains(city_.parcels[i].shape, p))
            found.push_back(i);
    return found;
}

std::optional<double> ParcelBook::deed_area_m2(std::size_t parcel) const
{
    return city_.deed_areas_m2.empty() ? std::nullopt : city_.deed_areas_m2[parcel];
}

std::vector<std::size_t> ParcelBook::at_address(std::string_view words, std::size_t most) const
{
    std::vector<std::string> keys(1);
    for (const char c : text::matching_key(words))
        if (c == ' ')
            keys.emplace_back();
        else
            keys.back() += c;
    std::erase(keys, std::string());
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < address_keys_.size() && found.size() < most && !keys.empty(); ++i)
        if (std::all_of(keys.begin(), keys.end(),
                        [&](const std::string& key) { return address_keys_[i].find(key) != std::string::npos; }))
            found.push_back(i);
    return found;
}

std::vector<std::size_t> ParcelBook::in_district(std::string_view district) const
{
    const std::string key = text::matching_key(district);
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < city_.parcels.size(); ++i)
        if (text::matching_key(city_.parcels[i].district) == key)
            found.push_back(i);
    return found;
}

ParcelFacts ParcelBook::facts(std::size_t parcel, const Date& on) const
{
    ParcelFacts f = plan_.facts(city_.parcels[parcel], on);
    const Permit* last = nullptr;
    for (const PermitMatch& m : permits_->find(parcel)) {
        const Permit& p = city_.permits[m.permit];
        const bool adds = p.kind == PermitKind::New || p.kind == PermitKind::Addition ||
                          p.kind == PermitKind::PlanChange || p.kind == PermitKind::Unknown;
        if (adds && p.completed && *p.completed <= on && (!last || *last->completed < *p.completed))
            last = &p;
    }
    if (last) {
        f.existing_floors = last->floors;
        f.existing_height_m = last->height_m;
        if (f.area_m2 && last->footprint_m2)
            f.existing_coverage = *last->footprint_m2 / *f.area_m2;
        if (f.area_m2 && last->total_area_m2)
            f.existing_floor_area_ratio = *last->total_area_m2 / *f.area_m2;
    }
    return f;
}

Answer ParcelBook::rules_for(std::size_t parcel, const Date& on, const std::optional<Date>& known) const
{
    return plan_.rules.evaluate(facts(parcel, on), on, known);
}

Answer ParcelBook::rules_of_permit(std::size_t parcel, const Permit& permit) const
{
    ParcelFacts f = facts(parcel, permit.issued);
    f.permit_issued = permit.issued;
    f.proposed_floors = permit.floors;
    return plan_.rules.evaluate(f, permit.issued);
}

namespace {

std::vector<DesignCheck> check_drawn(const Answer& answer, const Design& design)
{
    std::vector<DesignCheck> checks = didban::assess(answer, at_limits(design, answer));
    tell_tolerance(design, checks);
    return checks;
}

/// A depth rule with a cut towards the neighbour: the metres beyond the share of the plot's depth must keep behind a
/// line at that angle. A building that needs none of them needs no cut; of any other it is said that the cut is not
/// assessed, since the drawing of one floor does not show it.
void check_cut_angles(std::vector<DesignCheck>& checks)
{
    std::vector<DesignCheck> cuts;
    for (const DesignCheck& c : checks) {
        if (c.quantity != Quantity::Depth || c.minimum || !c.rule || !c.rule->effect.cut_angle_deg)
            continue;
        DesignCheck cut = c;
        cut.check = "cut_angle";
        cut.verdict = LimitVerdict::Inconclusive;
        cut.excess = 0;
        const std::string angle = text::exact(*c.rule->effect.cut_angle_deg);
        const RuleValue& value = c.rule->effect.value;
        if (c.measured && c.limit && value.kind == RuleValue::Kind::Formula &&
            *c.measured + c.uncertainty <= c.limit->low - value.formula.plus + c.tolerance) {
            cut.verdict = LimitVerdict::Complies;
            cut.reason_en = "the building does not use the depth that must be cut at " + angle + "°";
            cut.reason_fa = "بنا از عمقی که باید با زاویه " + text::persian_digits(angle) +
                            " درجه پخ شود استفاده نمی‌کند";
        } else {
            cut.reason_en = "the cut of " + angle + "° towards the neighbour is not assessed; check the drawing";
            cut.reason_fa = "پخ " + text::persian_digits(angle) + " درجه به سوی همسایه سنجیده نشده است؛ نقشه بررسی شود";
        }
        cuts.push_back(std::move(cut));
    }
    checks.insert(checks.end(), std::make_move_iterator(cuts.begin()), std::make_move_iterator(cuts.end()));
}

} // namespace

Assessment ParcelBook::assess(std::size_t parcel, const Proposal& proposal, const Date& on,
                              const std::optional<Date>& known) const
{
    ParcelFacts f = facts(parcel, on);
    f.building_kind = proposal.kind.empty() ? "new" : proposal.kind;
    f.permit_issued = on;
    f.proposed_floors = proposal.floors;
    f.proposed_units = proposal.units;
    if (proposal.ground_asl_m)
        f.ground_asl_m = proposal.ground_asl_m;
    Assessment result;
    result.parcel_id = city_.parcels[parcel].id;
    result.answer = plan_.rules.evaluate(f, on, known);
    const MeasuredDesign measured = measure_design(*this, parcel, f, proposal, on);
    result.checks = check_drawn(result.answer, measured.design);
    for (const StreetReading& reading : measured.other_streets) {
        ParcelFacts behind = f;
        behind.depth_m = reading.plot_depth_m;
        Design depth;
        depth.conditions_met = measured.design.conditions_met;
        depth.values = {reading.depth};
        for (DesignCheck& c : check_drawn(plan_.rules.evaluate(behind, on, known), depth))
            if (c.quantity == Quantity::Depth)
                result.checks.push_back(std::move(c));
    }
    check_cut_angles(result.checks);
    result.verdict = overall(result.checks);
    result.other_sides = near_edges(*this, parcel, f, result.answer);
    result.pending = plan_.rules.pending(f, result.answer);
    return result;
}

} // namespace didban
