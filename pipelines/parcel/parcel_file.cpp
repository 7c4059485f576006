#include "pipelines/parcel/parcel_file.h"

#include "didban/base/jalali.h"
#include "didban/base/text.h"
#include "didban/geo/overlay.h"
#include "didban/land/permit_stage.h"
#include "didban/report/parcel_rules.h"
#include "pipelines/parcel/checked_layers.h"
#include "pipelines/parcel/near_edges.h"
#include "pipelines/parcel/parcel_areas.h"
#include "pipelines/plan/overlay_contact.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <sys/stat.h>
#include <tuple>

namespace didban {

namespace {

InputRecord input(const std::string& source, const std::string& sha256)
{
    InputRecord record{source, sha256, {}};
    struct stat info {};
    if (!source.empty() && ::stat(source.c_str(), &info) == 0)
        record.loaded = Instant{info.st_mtime}.date_at().iso();
    return record;
}

double distance_to_line(const MultiPolygon& shape, const PlanStreet& street)
{
    double least = std::numeric_limits<double>::infinity();
    for (const LineString& line : street.lines)
        least = std::min(least, overlay::distance(shape, line));
    return least;
}

void set_contact(AroundItem& item, double distance_m, double area_m2)
{
    const bool overlaps = area_m2 >= least_overlay_m2, touches = distance_m <= touching_m;
    item.contact = overlaps ? Contact::Overlaps : touches ? Contact::Touches : Contact::Near;
    item.area_m2 = overlaps ? area_m2 : 0;
    item.distance_m = overlaps || touches ? 0 : distance_m;
}

std::vector<AroundItem> around(const ParcelBook& book, const Parcel& parcel, const ParcelFacts& facts, double radius_m,
                               const Date& on)
{
    std::vector<AroundItem> items;
    const PlanData& plan = book.plan();
    const MultiPolygon area = overlay::buffer(parcel.shape, radius_m);
    for (const OverlayHit& hit : plan.overlays_meeting(area, on)) {
        const OverlayFact& o = hit.overlay->overlay;
        const MultiPolygon& ground = hit.overlay->shape;
        const OverlayContact contact = overlay_contact(parcel.shape, ground, shared_area(parcel.shape, ground));
        AroundItem item{o.kind, o.overlay_id, o.name, o.degree,      o.document, o.article, o.valid_from, o.valid_to, 0,
                        0,      {},           {},     Contact::Near, o.label};
        set_contact(item, contact.distance_m, contact.area_m2);
        items.push_back(std::move(item));
    }
    for (const PlanStreet& street : plan.streets_near(bounds(area))) {
        if (!street.plan_width_m || (street.width_m && *street.plan_width_m <= *street.width_m))
            continue;
        AroundItem item{"widening",     street.street_id,    street.name,   {}, {}, {}, {}, {}, 0, 0,
                        street.width_m, street.plan_width_m, Contact::Near, {}};
        double taken_m2 = 0;
        for (const PassageFact& p : facts.passages)
            if (p.street_id == street.street_id)
                taken_m2 = p.taken_m2.value_or(0);
        set_contact(item, distance_to_line(parcel.shape, street) - *street.plan_width_m / 2, taken_m2);
        if (item.distance_m <= radius_m)
            items.push_back(std::move(item));
    }
    std::stable_sort(items.begin(), items.end(), [](const AroundItem& a, const AroundItem& b) {
        return std::tie(a.contact, a.distance_m) < std::tie(b.contact, b.distance_m);
    });
    return items;
}

/// What the permit itself allows, as a design against the limits of its day.
Design design_of(const Permit& p, const ParcelFacts& facts)
{
    Design d;
    const auto state = [&](Quantity q, const std::optional<double>& v) {
        if (v)
            d.values.push_back({q, *v, 0, {}});
    };
    state(Quantity::Floors, p.floors);
    state(Quantity::Height, p.height_m);
    if (facts.area_m2 && p.footprint_m2)
        state(Quantity::Coverage, *p.footprint_m2 / *facts.area_m2);
    if (facts.area_m2 && p.total_area_m2)
        state(Quantity::FloorAreaRatio, *p.total_area_m2 / *facts.area_m2);
    return d;
}

/// A rule that the city recorded after the permit was issued could not be known to those who issued it.
void tell_later_record(DesignCheck& check, const Permit& permit)
{
    if (!check.rule || !check.rule->recorded_from || *check.rule->recorded_from <= permit.issued)
        return;
    const Date recorded = *check.rule->recorded_from;
    check.reason_en += "; the rule was recorded on " + recorded.iso() + ", after the permit was issued";
    check.reason_fa +=
        "؛ این ضابطه در " + text::persian_digits(to_jalali(recorded).text()) + "، پس از صدور پروانه، ثبت شده است";
}

} // namespace

ParcelFile make_parcel_file(const ParcelBook& book, std::size_t i, const Date& on, const std::optional<Date>& known,
                            double radius_m, ParcelHistory history)
{
    const City& city = book.city().city;
    const Parcel& parcel = book.parcel(i);
    const Point middle = book.to_wgs84(centroid(parcel.shape));
    ParcelFile file;
    file.parcel = &parcel;
    file.longitude = middle.x;
    file.latitude = middle.y;
    file.city = city.name;
    file.city_fa = city.name_fa;
    file.rules = &book.plan().rules;
    file.plan = {book.plan().rules_digest, book.plan().rules_sha256, book.plan().source_sha256};
    file.on = on;
    file.known_as_of = known;
    file.radius_m = radius_m;
    file.facts = book.facts(i, on);
    file.answer = book.plan().rules.evaluate(file.facts, on, known);
    file.other_sides = near_edges(book, i, file.facts, file.answer);
    file.pending = file.rules->pending(file.facts, file.answer);
    file.around = around(book, parcel, file.facts, radius_m, on);
    for (const PermitMatch& m : book.permits(i)) {
        const Permit& permit = book.city().permits[m.permit];
        PermitEntry entry;
        entry.permit = &permit;
        entry.by = m.by;
        entry.certainty = m.certainty;
        entry.stage = permit_stage(permit, on);
        entry.legal_state = permit_legal_state(permit, on);
        entry.at_issue = book.rules_of_permit(i, permit);
        for (DesignCheck& c : assess(entry.at_issue, design_of(permit, file.facts)))
            if (c.measured && c.quantity &&
                (*c.quantity == Quantity::Floors || *c.quantity == Quantity::Height ||
                 *c.quantity == Quantity::Coverage || *c.quantity == Quantity::FloorAreaRatio)) {
                tell_later_record(c, permit);
                entry.checks.push_back(std::move(c));
            }
        file.permits.push_back(std::move(entry));
    }
    file.history = std::move(history);
    std::optional<std::vector<const Permit*>> papers;
    file.permits_known = book.city().permits_known;
    if (file.permits_known) {
        papers.emplace();
        for (const PermitEntry& entry : file.permits)
            papers->push_back(entry.permit);
    }
    file.stages = compare_stages(papers, book.starts_recorded(), file.history, on);
    file.address = parcel.address;
    file.stated_area = stated_area(book, i);
    file.buildable = buildable_on(book.plan(), parcel, file.facts, file.answer);
    file.checked = checked_layers(book, file);
    file.inputs.push_back(input(city.file, {}));
    file.inputs.push_back(input(city.cadastre->source, {}));
    if (city.permits)
        file.inputs.push_back(input(city.permits->source, {}));
    if (!book.plan().source.empty())
        file.inputs.push_back(input(book.plan().source, book.plan().source_sha256));
    if (!book.plan().rules_path.empty() && book.plan().rules_path != book.plan().source)
        file.inputs.push_back(input(book.plan().rules_path, book.plan().rules_sha256));
    file.hash = answer_hash(book.plan().rules_digest, file.facts, file.answer);
    return file;
}

ParcelSurroundings surroundings(const ParcelBook& book, const ParcelFile& file)
{
    const Box view = map_view(bounds(file.parcel->shape));
    ParcelSurroundings all;
    for (PlanStreet& street : book.plan().streets_near(view))
        all.streets.push_back({std::move(street.name), street.width_m, street.plan_width_m, std::move(street.lines)});
    for (const std::uint32_t i : book.near(view))
        if (&book.parcel(i) != file.parcel)
            all.neighbours.push_back(&book.parcel(i).shape);
    const MultiPolygon ground{{{{{view.x0, view.y0}, {view.x1, view.y0}, {view.x1, view.y1}, {view.x0, view.y1}}, {}}}};
    for (const OverlayHit& hit : book.plan().overlays_meeting(ground, file.on))
        all.overlays.push_back({hit.overlay->overlay.kind, &hit.overlay->shape, hit.overlay->overlay.label});
    all.taken = book.plan().taken_by_widening(*file.parcel);
    return all;
}

} // namespace didban
