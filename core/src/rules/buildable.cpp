#include "didban/rules/buildable.h"

#include <algorithm>

namespace didban {

namespace {

Limit times(const Limit& a, const Limit& b)
{
    return {a.low * b.low, a.high * b.high};
}

/// Takes limits one by one and keeps the least area.
class Least {
public:
    explicit Least(std::optional<Limit> start, std::vector<BindingLimit> by) : least_(start), by_(std::move(by)) {}

    void add(const Limit& m2, const std::vector<BindingLimit>& by)
    {
        if (!least_ || m2.high < least_->high)
            by_ = by;
        least_ = least_ ? Limit{std::min(least_->low, m2.low), std::min(least_->high, m2.high)} : m2;
    }
    /// A limit of the answer that turns into an area; one that is not known is noted.
    template <class ToArea>
    void add(const Answer& answer, Quantity q, const ToArea& to_area)
    {
        const QuantityAnswer* a = answer.find(q);
        if (!a || a->outcome == Outcome::NotRegulated)
            return;
        if (a->outcome == Outcome::Forbidden) {
            if (!is_minimum(q))
                add(Limit{0, 0}, {{q, a->decided_by}});
            return;
        }
        if (a->limit())
            add(to_area(*a->limit()), {{q, a->decided_by}});
        if (a->outcome == Outcome::Unknown || a->outcome == Outcome::NeedsInquiry)
            unknown_.push_back(q);
    }
    void not_known(const std::vector<Quantity>& quantities)
    {
        unknown_.insert(unknown_.end(), quantities.begin(), quantities.end());
    }
    [[nodiscard]] BuildableArea result()
    {
        std::sort(unknown_.begin(), unknown_.end());
        unknown_.erase(std::unique(unknown_.begin(), unknown_.end()), unknown_.end());
        const bool nothing = least_ && least_->high <= 0;
        if (nothing)
            unknown_.clear(); // nothing is left that another limit could lower
        return {unknown_.empty() ? least_ : std::nullopt, least_, by_, unknown_};
    }

private:
    std::optional<Limit> least_;
    std::vector<BindingLimit> by_;
    std::vector<Quantity> unknown_;
};

} // namespace

BuildableAreas buildable_areas(const Answer& answer, const BuildableGround& ground)
{
    const double plot = ground.plot_m2;
    std::vector<BindingLimit> takers;
    for (const GroundTaken& t : ground.taken)
        takers.push_back(t.by);
    Least floor(Limit{ground.left_m2, ground.left_m2}, takers);
    floor.not_known(ground.unknown);
    floor.add(answer, Quantity::Coverage, [&](const Limit& l) { return Limit{l.low * plot, l.high * plot}; });
    floor.add(answer, Quantity::OpenSpace, [&](const Limit& l) {
        return Limit{std::max(0.0, 1 - l.high) * plot, std::max(0.0, 1 - l.low) * plot};
    });
    // Where a floor is forbidden, no area of it is left either.
    if (const QuantityAnswer* floors = answer.find(Quantity::Floors); floors && floors->outcome == Outcome::Forbidden)
        floor.add(Limit{0, 0}, {{Quantity::Floors, floors->decided_by}});
    const BuildableArea per_floor = floor.result();

    const QuantityAnswer* floors = answer.find(Quantity::Floors);
    const bool counted = floors && floors->maximum && floors->outcome != Outcome::Forbidden;
    std::vector<BindingLimit> by = per_floor.decided_by;
    if (counted)
        by.push_back({Quantity::Floors, floors->decided_by});
    const bool none = per_floor.at_most_m2 && per_floor.at_most_m2->high <= 0;
    Least all(none      ? std::optional(Limit{0, 0})
              : counted ? std::optional(times(*per_floor.at_most_m2, *floors->maximum))
                        : std::nullopt,
              none      ? per_floor.decided_by
              : counted ? by
                        : std::vector<BindingLimit>{});
    all.not_known(per_floor.unknown);
    if (!floors || floors->outcome == Outcome::Unknown || floors->outcome == Outcome::NeedsInquiry)
        all.not_known({Quantity::Floors});
    all.add(answer, Quantity::FloorAreaRatio, [&](const Limit& l) { return Limit{l.low * plot, l.high * plot}; });
    return {per_floor, all.result()};
}

} // namespace didban
