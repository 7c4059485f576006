#include "didban/objects/zone_statistics.h"

#include "didban/base/error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>
#include <optional>
#include <type_traits>
#include <utility>

namespace didban {

namespace {

template <class Value>
constexpr Value nothing = std::numeric_limits<Value>::quiet_NaN();
constexpr double weight_unit = 4294967296.0; // 2³² parts of a pixel
constexpr std::uint64_t whole_pixel = std::uint64_t{1} << 32;

using Kind = Statistic::Kind;
constexpr std::array<std::pair<std::string_view, Kind>, 10> plain{{{"count", Kind::Count},
                                                                   {"sum", Kind::Sum},
                                                                   {"mean", Kind::Mean},
                                                                   {"min", Kind::Min},
                                                                   {"max", Kind::Max},
                                                                   {"stdev", Kind::Stdev},
                                                                   {"variance", Kind::Variance},
                                                                   {"majority", Kind::Majority},
                                                                   {"minority", Kind::Minority},
                                                                   {"variety", Kind::Variety}}};

/// "q25", "q2.5": per cent.
std::optional<double> percent_of(std::string_view word)
{
    if (word.size() < 2 || word[0] != 'q')
        return std::nullopt;
    double percent = 0;
    const auto [end, error] = std::from_chars(word.data() + 1, word.data() + word.size(), percent);
    if (error != std::errc() || end != word.data() + word.size() || !(percent >= 0 && percent <= 100))
        return std::nullopt;
    return percent;
}

Statistic parse_one(std::string_view word)
{
    const std::string name(word);
    for (const auto& [known, kind] : plain)
        if (word == known)
            return {kind, 0, name};
    if (word == "median")
        return {Kind::Quantile, 0.5, name};
    if (const auto percent = percent_of(word))
        return {Kind::Quantile, *percent / 100, name};
    throw Error(ErrorKind::Usage, "unknown statistic \"" + name +
                                      "\"; known are count, sum, mean, min, max, stdev, variance, median, "
                                      "qNN (q25 = lower quartile, NN from 0 to 100), majority, minority, variety");
}

} // namespace

std::vector<Statistic> parse_statistics(std::string_view text)
{
    std::vector<Statistic> out;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t comma = std::min(text.find(',', from), text.size());
        std::string_view word = text.substr(from, comma - from);
        while (!word.empty() && word.front() == ' ')
            word.remove_prefix(1);
        while (!word.empty() && word.back() == ' ')
            word.remove_suffix(1);
        Statistic statistic = parse_one(word);
        for (const auto& other : out)
            if (other.name == statistic.name)
                throw Error(ErrorKind::Usage, "statistic \"" + statistic.name + "\" is asked for twice");
        out.push_back(std::move(statistic));
        from = comma + 1;
    }
    return out;
}

namespace {

/// Taken apart in the values' own precision: neighbouring codes of 64 bits stay apart. Floats are subtracted as
/// doubles.
template <class Value>
double distance(Value value, Value centre)
{
    if constexpr (std::is_same_v<Value, float>)
        return static_cast<double>(value) - static_cast<double>(centre);
    else
        return static_cast<double>(value - centre);
}

} // namespace

template <class Value>
void Moments<Value>::merge(const Moments& other)
{
    if (!(other.weight > 0))
        return;
    if (!(weight > 0)) {
        *this = other;
        return;
    }
    const double total = weight + other.weight, apart = other.mean - mean;
    squares += other.squares + apart * apart * (weight * (other.weight / total));
    mean += apart * (other.weight / total);
    weight = total;
    sum += other.sum;
    least = std::min(least, other.least);
    most = std::max(most, other.most);
}

template <class Value>
void MomentSums<Value>::add_row(std::span<const double> shares, const Value* values)
{
    std::size_t i = 0;
    while (!any_ && i < shares.size()) {
        if (shares[i] > 0 && !std::isnan(values[i])) {
            any_ = true;
            centre_ = least_ = most_ = values[i];
        } else {
            ++i;
        }
    }
    double weight = 0, first = 0, second = 0;
    Value least = least_, most = most_;
    for (; i < shares.size(); ++i) {
        const Value value = values[i];
        const bool counts = shares[i] > 0 && !std::isnan(value);
        const double share = counts ? shares[i] : 0, off = counts ? distance(value, centre_) : 0;
        weight += share;
        first += share * off;
        second += share * off * off;
        least = counts && value < least ? value : least;
        most = counts && value > most ? value : most;
    }
    weight_ += weight;
    first_ += first;
    second_ += second;
    least_ = least;
    most_ = most;
}

template <class Value>
Moments<Value> MomentSums<Value>::moments() const
{
    if (!(weight_ > 0))
        return {};
    const double shift = first_ / weight_;
    const auto centre = static_cast<long double>(centre_);
    return {weight_,
            static_cast<double>(centre_) + shift,
            std::max(0.0, second_ - first_ * shift),
            centre * static_cast<long double>(weight_) + static_cast<long double>(first_),
            least_,
            most_};
}

template <class Value>
void ValueTable<Value>::add(double share, Value value)
{
    const auto weight = share == 1 ? whole_pixel : static_cast<std::uint64_t>(std::llround(share * weight_unit));
    entries_.push_back({value, std::max<std::uint64_t>(weight, 1)});
    if (entries_.size() >= compress_at_)
        compress();
}

template <class Value>
void ValueTable<Value>::add_row(std::span<const double> shares, const Value* values)
{
    for (std::size_t i = 0; i < shares.size(); ++i)
        if (shares[i] > 0 && !std::isnan(values[i]))
            add(shares[i], values[i]);
}

template <class Value>
void ValueTable<Value>::merge(ValueTable&& other)
{
    entries_.insert(entries_.end(), other.entries_.begin(), other.entries_.end());
    other.entries_ = {};
    if (entries_.size() >= compress_at_)
        compress();
}

template <class Value>
void ValueTable<Value>::compress()
{
    std::sort(entries_.begin(), entries_.end(), by_value);
    std::size_t kept = 0;
    for (const Entry& e : entries_) {
        if (kept > 0 && entries_[kept - 1].value == e.value)
            entries_[kept - 1].weight += e.weight;
        else
            entries_[kept++] = e;
    }
    entries_.resize(kept);
    compress_at_ = std::max(std::size_t{1} << 16, 2 * kept);
}

/// Narrows the entries down to the 256th of their range in which the wanted weight is reached, some times over, and
/// sorts what is left: a selection that goes through all of them about twice.
template <class Value>
typename ValueTable<Value>::Reached ValueTable<Value>::reach(double wanted) const
{
    constexpr std::size_t ranges = 256, few = 24, most_rounds = 4;
    std::vector<Entry> inside;
    std::span<const Entry> left(entries_);
    double below = 0;
    for (std::size_t round = 0; left.size() > few && round < most_rounds; ++round) {
        const auto [least, most] = std::minmax_element(left.begin(), left.end(), by_value);
        const Value lowest = least->value, extent = most->value - lowest;
        const Value scale = static_cast<Value>(ranges) / extent;
        if (extent == 0)
            return {lowest, std::accumulate(left.begin(), left.end(), below, [](double sum, const Entry& e) {
                        return sum + static_cast<double>(e.weight);
                    })};
        if (!std::isfinite(extent) || !std::isfinite(scale))
            break;
        const auto range_of = [&](const Entry& e) {
            return std::min(ranges - 1, static_cast<std::size_t>((e.value - lowest) * scale));
        };
        std::array<double, ranges> weights{};
        for (const Entry& e : left)
            weights[range_of(e)] += static_cast<double>(e.weight);
        std::size_t range = 0;
        while (range + 1 < ranges && below + weights[range] < wanted)
            below += weights[range++];
        std::vector<Entry> next;
        std::copy_if(left.begin(), left.end(), std::back_inserter(next),
                     [&](const Entry& e) { return range_of(e) == range; });
        inside = std::move(next);
        left = inside;
    }
    std::vector<Entry> sorted(left.begin(), left.end());
    std::sort(sorted.begin(), sorted.end(), by_value);
    Value value{};
    for (std::size_t i = 0; i < sorted.size() && (i == 0 || below < wanted || sorted[i].value == value); ++i) {
        value = sorted[i].value;
        below += static_cast<double>(sorted[i].weight);
    }
    return {value, below};
}

template <class Value>
long double ValueTable<Value>::quantile(double q) const
{
    if (entries_.empty())
        return nothing<long double>;
    constexpr double slack = 4096; // a millionth of a pixel: what rounding the shares can add up to
    double total = 0;
    for (const Entry& e : entries_)
        total += static_cast<double>(e.weight);
    const double wanted = q * total;

    const Reached found = reach(wanted - slack);
    const auto low_side = static_cast<long double>(found.value);
    if (std::abs(found.weight - wanted) > slack)
        return low_side;
    Value next = std::numeric_limits<Value>::infinity();
    for (const Entry& e : entries_)
        if (e.value > found.value)
            next = std::min(next, e.value);
    return std::isfinite(next) ? (low_side + static_cast<long double>(next)) / 2 : low_side;
}

template <class Value>
Value ValueTable<Value>::majority() const
{
    const auto best = std::max_element(entries_.begin(), entries_.end(),
                                       [](const Entry& a, const Entry& b) { return a.weight < b.weight; });
    return best == entries_.end() ? nothing<Value> : best->value;
}

template <class Value>
Value ValueTable<Value>::minority() const
{
    const auto best = std::min_element(entries_.begin(), entries_.end(),
                                       [](const Entry& a, const Entry& b) { return a.weight < b.weight; });
    return best == entries_.end() ? nothing<Value> : best->value;
}

namespace {

template <class Value>
long double evaluate_one(const Statistic& statistic, const Moments<Value>& m, ValueTable<Value>& values)
{
    if (statistic.kind == Kind::Count)
        return static_cast<long double>(m.weight);
    if (statistic.kind == Kind::Variety)
        return static_cast<long double>(values.variety());
    if (!(m.weight > 0))
        return statistic.kind == Kind::Sum ? 0 : nothing<long double>;
    switch (statistic.kind) {
    case Kind::Sum:
        return m.sum;
    case Kind::Mean:
        return static_cast<long double>(m.mean);
    case Kind::Min:
        return static_cast<long double>(m.least);
    case Kind::Max:
        return static_cast<long double>(m.most);
    case Kind::Stdev:
        return static_cast<long double>(std::sqrt(m.squares / m.weight));
    case Kind::Variance:
        return static_cast<long double>(m.squares / m.weight);
    case Kind::Quantile:
        return values.quantile(statistic.quantile);
    case Kind::Majority:
        return static_cast<long double>(values.majority());
    case Kind::Minority:
        return static_cast<long double>(values.minority());
    default:
        return nothing<long double>;
    }
}

} // namespace

template <class Value>
void evaluate(const std::vector<Statistic>& statistics, const Moments<Value>& moments, ValueTable<Value>& values,
              std::vector<long double>& out)
{
    if (std::any_of(statistics.begin(), statistics.end(), [](const Statistic& s) { return s.needs_distinct(); }))
        values.compress();
    for (const Statistic& statistic : statistics)
        out.push_back(evaluate_one(statistic, moments, values));
}

#define PIXELS_HELD_AS(Value)                                                                                          \
    template struct Moments<Value>;                                                                                    \
    template class MomentSums<Value>;                                                                                  \
    template class ValueTable<Value>;                                                                                  \
    template void evaluate(const std::vector<Statistic>&, const Moments<Value>&, ValueTable<Value>&,                   \
                           std::vector<long double>&)
PIXELS_HELD_AS(float);
PIXELS_HELD_AS(double);
PIXELS_HELD_AS(long double);
#undef PIXELS_HELD_AS

} // namespace didban
