#include "didban/simulate/verdict.h"

#include "didban/simulate/limits.h"

#include <algorithm>
#include <set>

namespace didban::simulate {

namespace {

/// The permit that licenses building work in the period: of a kind that allows building, issued by its end, neither
/// revoked nor run out before it began.
const PlotPermit* licence(const Plot& plot, int before, int after)
{
    const PlotPermit* found = nullptr;
    for (const PlotPermit& p : plot.permits) {
        const bool builds = p.kind == "new" || p.kind == "addition";
        const bool live = p.status != "revoked" && p.status != "completed" && p.issued <= after &&
                          p.valid_to.value_or(p.issued + 1095) >= before;
        if (builds && live && p.status != "expired")
            found = &p;
    }
    return found;
}

bool had_licence_that_ran_out(const Plot& plot, int before)
{
    return std::any_of(plot.permits.begin(), plot.permits.end(), [&](const PlotPermit& p) {
        return (p.kind == "new" || p.kind == "addition") && p.status != "revoked" && p.status != "completed" &&
               p.valid_to.value_or(p.issued + 1095) < before;
    });
}

/// Footprints that stand on `day` and did not stand, or stood lower, on `before`.
std::vector<const Building*> new_work(const Plot& plot, int before, int after)
{
    std::vector<const Building*> work;
    for (const Building& b : plot.buildings)
        if (b.stage(after) != Stage::None && (b.stage(before) != b.stage(after) || b.slabs(before) != b.slabs(after)))
            work.push_back(&b);
    return work;
}

double standing_area(const Plot& plot, int day)
{
    double sum = 0;
    for (const Building& b : plot.buildings)
        if (b.stage(day) != Stage::None)
            sum += area(part(plot.shape, b.place));
    return sum;
}

double area_in(const Plot& plot, const Building& b, const Span2& strip)
{
    const Quad clip = part(plot.shape, strip);
    return shared_area(ring(part(plot.shape, b.place)), clip);
}

void against_permit(const Plot& plot, const PlotPermit& permit, const std::vector<const Building*>& work, int after,
                    std::set<std::string>& codes)
{
    const double plot_area = area(plot.shape), standing = standing_area(plot, after),
                 excess = standing - permit.footprint_m2;
    if (excess > std::max(excess_share * permit.footprint_m2, excess_m2))
        codes.insert(plot.zone == Zone::C ? "V111" : "V110");
    if (standing / plot_area > lawful_coverage(plot.zone, plot.passage_width) + coverage_points)
        codes.insert("V112");
    for (const Building* b : work) {
        const double long_m = length(plot.shape), depth = (1 - b->place.b0) * long_m;
        if (plot.zone != Zone::Garden && depth > depth_share * long_m + depth_plus_m + depth_tolerance_m)
            codes.insert("V115");
        if (b->slabs(after) > permit.floors)
            codes.insert("V113");
        const int most = lawful_floors(plot.zone, plot.passage_width, plot_area);
        if (most > 0 && b->slabs(after) * b->floor_height > lawful_height(most) + 1.0)
            codes.insert("V114");
    }
}

void by_place(const Plot& plot, const std::vector<const Building*>& work, bool licensed, std::set<std::string>& codes)
{
    const double long_m = length(plot.shape);
    double beyond = 0, in_strip = 0, worked = 0, covered = 0;
    for (const Building* b : work) {
        beyond += area_in(plot, *b, {-0.2, 1, 1.2, 1.5});
        if (plot.widening > 0)
            in_strip += area_in(plot, *b, {0, 1 - plot.widening / long_m, 1, 1});
        worked += area(part(plot.shape, b->place));
    }
    for (const Tree& t : plot.trees) {
        if (t.felled != never)
            covered += 3.14159 * t.radius * t.radius;
    }
    if (beyond > passage_m2)
        codes.insert("V140");
    if (in_strip > passage_m2)
        codes.insert("V141");
    if (plot.heritage == Within::In && !licensed)
        codes.insert("V170");
    if (plot.buffer == Within::In)
        codes.insert("V172");
    if (plot.zone == Zone::Farmland)
        codes.insert("V180");
    if (plot.zone == Zone::Garden && !licensed && worked > 0 && covered > 0)
        codes.insert("V181");
}

std::set<std::string> violations(const Plot& plot, int before, int after)
{
    std::set<std::string> codes;
    if (plot.merged_into)
        return codes;
    const std::vector<const Building*> work = new_work(plot, before, after);
    const PlotPermit* valid = licence(plot, before, after);
    if (!work.empty()) {
        if (valid != nullptr) {
            against_permit(plot, *valid, work, after, codes);
        } else if (had_licence_that_ran_out(plot, before)) {
            codes.insert("V101");
        } else {
            codes.insert(plot.zone == Zone::Farmland && !plot.harim ? "V190" : "V100");
            const bool beside_a_house =
                std::any_of(plot.buildings.begin(), plot.buildings.end(), [&](const Building& b) {
                    return b.stage(before) == Stage::Roofed && b.stage(after) == Stage::Roofed;
                });
            if (plot.zone == Zone::C && beside_a_house)
                codes.insert("V124");
        }
        by_place(plot, work, valid != nullptr, codes);
    }
    if (plot.story == Story::HeritageDemolition)
        codes.insert("V171");
    if (plot.story == Story::WallOnly)
        codes.insert("V182");
    return codes;
}

double changed_area(const Plot& plot)
{
    double sum = 0;
    for (const Span2& span : plot.worked)
        sum += area(part(plot.shape, span));
    return sum;
}

} // namespace

Verdict judge(const Plot& plot, int before, int after, double seen, double work_seen)
{
    Verdict v;
    const double changed = changed_area(plot);
    v.changed = changed >= exempt_below_m2;
    const std::set<std::string> codes = violations(plot, before, after);
    if (seen < least_seen || (!plot.worked.empty() && work_seen < least_seen)) {
        v.verdict = "not_seen";
    } else if (!codes.empty()) {
        v.verdict = "suspected";
        v.violations.assign(codes.begin(), codes.end());
    } else if (plot.story == Story::Shed || plot.story == Story::SiteHut || plot.story == Story::Pool) {
        v.verdict = "exempt";
    } else if (plot.story == Story::Demolition) {
        v.verdict = plot.permits.empty() ? "exempt" : "authorized";
    } else {
        v.verdict = v.changed ? "authorized" : "no_change";
    }
    return v;
}

} // namespace didban::simulate
