#include "pipelines/parcel/drawing_precision.h"

#include "didban/base/number_text.h"
#include "didban/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace didban {

namespace {

constexpr double metres_per_degree = 111'320;
constexpr double least_in_degrees_m = 0.01, arithmetic_m = 0.001, most_m = 0.02;
constexpr int fewest_decimals_of_metres = 2;

/// Decimals of the shortest text that gives the same number.
int decimals_of(double x)
{
    std::array<char, 64> buffer{};
    const char* end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), x, std::chars_format::fixed).ptr;
    const char* dot = std::find(static_cast<const char*>(buffer.data()), end, '.');
    return dot == end ? 0 : static_cast<int>(end - dot) - 1;
}

const DesignValue* value_of(const Design& design, const DesignCheck& check)
{
    const auto found = std::find_if(design.values.begin(), design.values.end(), [&](const DesignValue& v) {
        return check.quantity == v.quantity && check.part == v.part;
    });
    return found == design.values.end() ? nullptr : &*found;
}

} // namespace

DrawingPrecision precision_of(const MultiPolygon& footprint, const Crs& crs)
{
    int decimals = 0;
    double latitude = 0;
    for (const Polygon& part : footprint.parts)
        for (const Point& p : part.outer) {
            decimals = std::max({decimals, decimals_of(p.x), decimals_of(p.y)});
            latitude = p.y;
        }
    const bool degrees = !crs.projected();
    if (!degrees)
        decimals = std::max(decimals, fewest_decimals_of_metres);
    const double half = 0.5 * std::pow(10.0, -decimals) * (degrees ? metres_per_degree : 1);
    const double across = degrees ? half * std::cos(latitude * std::acos(-1.0) / 180) : half;
    const double precision = std::max(std::hypot(half, across) + arithmetic_m, degrees ? least_in_degrees_m : 0.0);
    return precision <= most_m ? DrawingPrecision{precision, 0} : DrawingPrecision{most_m, precision - most_m};
}

Design at_limits(Design design, const Answer& answer)
{
    for (DesignValue& v : design.values) {
        const QuantityAnswer* q = answer.find(v.quantity);
        if (!q || v.tolerance <= 0 || !std::isfinite(v.value)) // over no ground there is nothing to be put at a limit
            continue;
        const auto put = [&](const std::optional<Limit>& limit, bool minimum) {
            if (!limit)
                return;
            for (const double bound : {limit->low, limit->high}) {
                const double miss = minimum ? bound - v.value : v.value - bound;
                if (miss > 0 && miss <= v.tolerance) {
                    v.value = bound;
                    return;
                }
            }
        };
        put(q->maximum, false);
        put(q->minimum, true);
    }
    return design;
}

void tell_tolerance(const Design& drawn, std::vector<DesignCheck>& checks)
{
    for (DesignCheck& c : checks) {
        const DesignValue* v = value_of(drawn, c);
        if (!v || v->tolerance <= 0 || !c.measured)
            continue;
        c.tolerance = v->tolerance;
        if (*c.measured == v->value)
            continue;
        c.measured = v->value;
        const std::string within = text::significant(v->tolerance, 2);
        c.reason_en += "; drawn at the limit, as exactly as its coordinates tell (± " + within + ")";
        c.reason_fa += "؛ تا دقت مختصات طرح (± " + text::persian_number(within) + ") بر همان حد ترسیم شده است";
    }
}

} // namespace didban
