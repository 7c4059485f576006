#include "limits_together.h"

#include "didban/base/number_text.h"
#include "didban/base/text.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

std::string by(const Rule* rule)
{
    return rule ? " (" + rule->id + ")" : std::string{};
}

bool bounded(const QuantityAnswer& a)
{
    return a.outcome == Outcome::Allowed || a.outcome == Outcome::Limited;
}

} // namespace

void inherit(QuantityAnswer& answer, const QuantityAnswer& from)
{
    if (answer.outcome == Outcome::Forbidden)
        return;
    answer.depends_on.push_back(from.quantity);
    const auto known = [&](const Condition& condition) {
        return std::any_of(answer.conditions.begin(), answer.conditions.end(), [&](const Condition& c) {
            return c.text == condition.text && c.text_fa == condition.text_fa;
        });
    };
    for (const Condition& c : from.conditions) {
        if ((c.minimum && *c.minimum != is_minimum(from.quantity)) || known(c))
            continue;
        answer.conditions.push_back({{c.text, c.text_fa, {}}, c.rule, {}}); // what holds otherwise is not known
        answer.unconditional_maximum.reset();
        answer.unconditional_minimum.reset();
    }
    for (const ForbiddenPart& part : from.forbidden_parts)
        if (std::none_of(answer.forbidden_parts.begin(), answer.forbidden_parts.end(), [&](const ForbiddenPart& p) {
                return p.rule == part.rule && p.overlay_id == part.overlay_id;
            }))
            answer.forbidden_parts.push_back(part);
}

void tell_conflicts(Answer& answer)
{
    for (QuantityAnswer& q : answer.quantities) {
        if (q.outcome == Outcome::Forbidden || !q.minimum || !q.maximum || q.minimum->low <= q.maximum->high)
            continue;
        q.conflict = true;
        const bool minimum = is_minimum(q.quantity);
        const Rule* least = minimum ? q.decided_by : q.opposite_by;
        const Rule* most = minimum ? q.opposite_by : q.decided_by;
        answer.note(std::string(name_en(q.quantity)) + ": at least " + text::plain(q.minimum->low) + by(least) +
                        " and at most " + text::plain(q.maximum->high) + by(most) +
                        " contradict each other; no building can keep both, ask before building",
                    std::string(name_fa(q.quantity)) + ": حداقل " + text::persian_number(q.minimum->low) + by(least) +
                        " و حداکثر " + text::persian_number(q.maximum->high) + by(most) +
                        " با هم ناسازگارند؛ پیش از ساخت استعلام شود");
    }
}

void fit_floors_to_height(Answer& answer, const std::optional<double>& storey_height_m)
{
    QuantityAnswer* floors = answer.find(Quantity::Floors);
    const QuantityAnswer* height = answer.find(Quantity::Height);
    if (!floors || !height || !floors->maximum || !height->maximum || !bounded(*floors) ||
        height->outcome == Outcome::Forbidden)
        return;
    const double most = floors->maximum->high, high = height->maximum->high;
    const std::string height_en = "height at most " + text::plain(high) + " m" + by(height->decided_by),
                      height_fa = "ارتفاع حداکثر " + text::persian_number(high) + " متر" + by(height->decided_by);
    if (!storey_height_m || !bounded(*height)) {
        const double needed =
            height_of_floors(most, floors->decided_by ? floors->decided_by->effect.base : FloorBase::Unstated).low;
        if (needed > high)
            answer.note(height_en + " binds before floors at most " + text::plain(most) + by(floors->decided_by) +
                            ": " + text::plain(most) + " floors are at least " + text::plain(needed) + " m high",
                        height_fa + " زودتر از " + text::persian_number(most) + " طبقه" + by(floors->decided_by) +
                            " اثر می‌کند: " + text::persian_number(most) + " طبقه دست‌کم " +
                            text::persian_number(needed) + " متر ارتفاع دارد");
        return;
    }
    constexpr double rounding = 1e-9;
    const auto storeys = [&](double metres) { return std::floor(metres / *storey_height_m + rounding); };
    const Limit cap{storeys(height->maximum->low), storeys(high)};
    if (!tighter(cap, *floors->maximum, false))
        return;
    if (floors->decided_by)
        floors->losing.push_back({floors->decided_by, floors->maximum, "capped by height"});
    inherit(*floors, *height);
    floors->maximum = stricter(*floors->maximum, cap, false);
    floors->decided_by = height->decided_by;
    floors->fixed = false;
    floors->outcome = Outcome::Limited;
    answer.note(height_en + " caps the floors at " + text::plain(floors->maximum->high) + " at " +
                    text::plain(*storey_height_m) + " m a storey",
                height_fa + " شمار طبقات را با طبقه " + text::persian_number(*storey_height_m) + " متری به " +
                    text::persian_number(floors->maximum->high) + " محدود می‌کند");
}

} // namespace didban
