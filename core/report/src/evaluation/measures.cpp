#include "didban/report/evaluation.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

double ratio(std::int64_t part, std::int64_t whole)
{
    return static_cast<double>(part) / static_cast<double>(std::max<std::int64_t>(1, whole));
}

double harmonic(double precision, double recall)
{
    constexpr double nothing = 1e-9;
    return 2 * precision * recall / std::max(nothing, precision + recall);
}

} // namespace

double DecisionCounts::precision() const
{
    return ratio(true_positive, true_positive + false_positive);
}
double DecisionCounts::recall() const
{
    return ratio(true_positive, true_positive + false_negative);
}
double DecisionCounts::f1() const
{
    return harmonic(precision(), recall());
}
double DecisionCounts::iou() const
{
    return ratio(true_positive, true_positive + false_positive + false_negative);
}

double ChangeEvaluation::object_precision() const
{
    return ratio(objects_right, objects_right + objects_wrong);
}
double ChangeEvaluation::object_recall() const
{
    return ratio(objects_found, objects_found + objects_missed);
}
double ChangeEvaluation::object_f1() const
{
    return harmonic(object_precision(), object_recall());
}

void Reliability::add(double probability, bool did_happen)
{
    const auto bin = static_cast<std::size_t>(std::clamp(static_cast<int>(probability * 10), 0, 9));
    ++bins[bin].count;
    bins[bin].probability_sum += probability;
    bins[bin].happened += did_happen ? 1 : 0;
    const double error = probability - (did_happen ? 1 : 0);
    squared_error_sum += error * error;
    ++count;
}

double Reliability::brier() const
{
    return squared_error_sum / static_cast<double>(std::max<std::int64_t>(1, count));
}

double Reliability::calibration_error() const
{
    double sum = 0;
    for (const Bin& bin : bins)
        sum += std::abs(bin.probability_sum - static_cast<double>(bin.happened));
    return sum / static_cast<double>(std::max<std::int64_t>(1, count));
}

} // namespace didban
