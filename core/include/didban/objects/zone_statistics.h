#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace didban {

/// A figure about the pixels of a zone, each weighted by the share of it that lies in the zone. Pixels without data do
/// not count.
struct Statistic {
    enum class Kind {
        Count, ///< sum of the shares, in pixels
        Sum,   ///< Σ share·value
        Mean,  ///< Sum / Count
        Min,
        Max, ///< over every pixel touched
        Stdev,
        Variance, ///< of the zone as a population: Σ share·(value − mean)² / Count
        Quantile, ///< inverse of the weighted distribution function, the mean of both neighbours where it is flat
                  ///< (Hyndman & Fan 1996, type 2)
        Majority,
        Minority, ///< value with the largest / smallest total share; the smaller value on a tie
        Variety   ///< number of distinct values
    };
    Kind kind{Kind::Mean};
    double quantile{}; ///< 0 … 1, for Quantile
    std::string name;  ///< as asked for: "mean", "median", "q25"
    /// Needs the distribution of values, not moments alone.
    [[nodiscard]] bool needs_values() const { return kind >= Kind::Quantile; }
    /// Needs equal values to be joined.
    [[nodiscard]] bool needs_distinct() const { return kind > Kind::Quantile; }
};

/// "mean,median,q95" → statistics in that order. Throws Error{Usage} naming the word and what is known.
[[nodiscard]] std::vector<Statistic> parse_statistics(std::string_view comma_separated);

// The following hold pixels as `Value`: float, double, or long double where whole numbers of 64 bits must stay exact.

/// Weighted count, mean, squares, extremes. merge() follows Chan, Golub & LeVeque 1979 and keeps small variances of
/// large values.
template <class Value>
struct Moments {
    double weight{}, mean{}, squares{}; ///< squares: Σ weight·(value − mean)²
    long double sum{};                  ///< Σ weight·value
    Value least{}, most{};              ///< meaningless while weight is 0
    void merge(const Moments& other);
};

/// Collects moments of many values around the first of them; finish with moments().
template <class Value>
class MomentSums {
public:
    /// Values of one row with their shares; NaN values and shares of 0 are passed over.
    void add_row(std::span<const double> shares, const Value* values);
    [[nodiscard]] Moments<Value> moments() const;

private:
    bool any_{false};
    Value centre_{}, least_{}, most_{};
    double weight_{}, first_{}, second_{};
};

/// Values with their total shares. Shares are kept in units of 2⁻³² of a pixel, so that sums do not depend on their
/// order.
template <class Value>
class ValueTable {
public:
    void add(double share, Value value);
    /// As MomentSums::add_row.
    void add_row(std::span<const double> shares, const Value* values);
    void merge(ValueTable&& other);
    [[nodiscard]] std::size_t bytes() const { return entries_.capacity() * sizeof(Entry); }
    /// Sorts and joins equal values.
    void compress();

    /// NaN when empty. Linear in the number of entries where their range is finite.
    [[nodiscard]] long double quantile(double q) const;
    // The following need compress() first.
    [[nodiscard]] Value majority() const;
    [[nodiscard]] Value minority() const;
    [[nodiscard]] std::int64_t variety() const { return static_cast<std::int64_t>(entries_.size()); }

private:
    struct Entry {
        Value value;
        std::uint64_t weight;
    };
    /// A value and the weight of all that are not larger.
    struct Reached {
        Value value;
        double weight;
    };
    static bool by_value(const Entry& a, const Entry& b) { return a.value < b.value; }
    /// The smallest value whose weight so reaches `wanted`, else the largest value there is.
    [[nodiscard]] Reached reach(double wanted) const;
    std::vector<Entry> entries_;
    std::size_t compress_at_{std::size_t{1} << 16};
};

/// Appends the statistics of a zone to `out`, in their order; NaN = no pixel counts (Count, Sum and Variety are 0
/// then). Compresses `values` where needed.
template <class Value>
void evaluate(const std::vector<Statistic>& statistics, const Moments<Value>& moments, ValueTable<Value>& values,
              std::vector<long double>& out);

} // namespace didban
