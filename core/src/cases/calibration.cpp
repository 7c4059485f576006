#include "didban/cases/calibration.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace didban {

namespace {

using Terms = std::array<double, 3>; ///< a, b, c; or what they are multiplied by

/// Standard deviations of the priors: a city may be far from the detector's own calibration, a group not far from its
/// city. Sixteen outcomes of a group weigh as much as its parent.
constexpr Terms of_root{0.5, 0.5, 2}, of_group{0.2, 0.2, 0.5};
constexpr Terms unchanged{1, 1, 0};
constexpr double least_slope = 0.02; ///< the order of confidences stays
constexpr double least_confidence = 0.001;

/// What a, b and c are multiplied by.
Terms terms_of(double p)
{
    const double q = std::clamp(p, least_confidence, 1 - least_confidence);
    return {std::log(q), -std::log1p(-q), 1};
}

double dot(const Terms& x, const Terms& y)
{
    return x[0] * y[0] + x[1] * y[1] + x[2] * y[2];
}

double sigmoid(double z)
{
    return z >= 0 ? 1 / (1 + std::exp(-z)) : std::exp(z) / (1 + std::exp(z));
}

using Members = std::vector<const TaughtOutcome*>;

/// What a curve costs: the outcomes' negative logarithmic likelihood and the prior's.
double cost(const Members& members, const Terms& curve, const Terms& mean, const Terms& spread)
{
    double sum = 0;
    for (const TaughtOutcome* o : members) {
        const double z = dot(curve, terms_of(o->raw)), margin = o->right ? z : -z;
        sum += margin > 0 ? std::log1p(std::exp(-margin)) : std::log1p(std::exp(margin)) - margin;
    }
    for (std::size_t i = 0; i < curve.size(); ++i)
        sum += std::pow((curve[i] - mean[i]) / spread[i], 2) / 2;
    return sum;
}

/// Solves the symmetric, positive definite system by elimination.
Terms solve(std::array<Terms, 3> m, Terms right)
{
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t k = i + 1; k < 3; ++k) {
            const double factor = m[k][i] / m[i][i];
            for (std::size_t j = i; j < 3; ++j)
                m[k][j] -= factor * m[i][j];
            right[k] -= factor * right[i];
        }
    Terms out{};
    for (std::size_t i = 3; i-- > 0;) {
        double rest = right[i];
        for (std::size_t j = i + 1; j < 3; ++j)
            rest -= m[i][j] * out[j];
        out[i] = rest / m[i][i];
    }
    return out;
}

/// The step of Newton's method for the free ones of the three.
Terms newton_step(const Members& members, const Terms& curve, const Terms& mean, const Terms& spread,
                  const std::array<bool, 3>& free)
{
    Terms gradient{};
    std::array<Terms, 3> hessian{};
    for (std::size_t i = 0; i < 3; ++i) {
        hessian[i][i] = 1 / (spread[i] * spread[i]);
        gradient[i] = hessian[i][i] * (curve[i] - mean[i]);
    }
    for (const TaughtOutcome* o : members) {
        const Terms x = terms_of(o->raw);
        const double p = sigmoid(dot(curve, x)), miss = p - (o->right ? 1 : 0), weight = p * (1 - p);
        for (std::size_t i = 0; i < 3; ++i) {
            gradient[i] += miss * x[i];
            for (std::size_t j = 0; j < 3; ++j)
                hessian[i][j] += weight * x[i] * x[j];
        }
    }
    for (std::size_t i = 0; i < 3; ++i)
        if (!free[i]) {
            gradient[i] = 0;
            for (std::size_t j = 0; j < 3; ++j)
                hessian[i][j] = hessian[j][i] = i == j ? 1 : 0;
        }
    return solve(hessian, gradient);
}

/// The curve of least cost, by Newton's method with halved steps: the cost is convex. A slope that would turn the order
/// of confidences round is held at the least one, and the others are fitted beside it.
Terms fit_curve(const Members& members, const Terms& mean, const Terms& spread)
{
    constexpr int most_steps = 100;
    constexpr double enough = 1e-10;
    Terms curve = mean;
    std::array<bool, 3> free{true, true, true};
    for (int step = 0; step < most_steps; ++step) {
        const Terms to = newton_step(members, curve, mean, spread, free);
        const double was = cost(members, curve, mean, spread);
        const auto moved = [&](double part) {
            return Terms{curve[0] - part * to[0], curve[1] - part * to[1], curve[2] - part * to[2]};
        };
        double part = 1;
        while (part > enough && cost(members, moved(part), mean, spread) > was)
            part /= 2;
        curve = moved(part);
        if (std::abs(to[0]) + std::abs(to[1]) + std::abs(to[2]) >= enough)
            continue;
        bool whole = true;
        for (std::size_t i = 0; i < 2; ++i)
            if (free[i] && curve[i] < least_slope) {
                curve[i] = least_slope;
                free[i] = whole = false;
            }
        if (whole)
            break;
    }
    for (std::size_t i = 0; i < 2; ++i)
        curve[i] = std::max(curve[i], least_slope);
    return curve;
}

std::int64_t confirmed(const Members& members)
{
    return std::count_if(members.begin(), members.end(), [](const TaughtOutcome* o) { return o->right; });
}

/// The group and, below it, one for each value of the next entry of their kinds. A group that holds all of its parent
/// says the same: its outcomes do not count twice.
void grow(const Members& members, std::vector<std::string> path, const Terms& curve,
          std::vector<Calibration::Group>& groups)
{
    groups.push_back(
        {path, static_cast<std::int64_t>(members.size()), confirmed(members), curve[0], curve[1], curve[2]});
    const std::size_t level = path.size();
    if (level == std::tuple_size_v<SightingKind>)
        return;
    std::map<std::string, Members> parts;
    for (const TaughtOutcome* o : members)
        parts[o->kind[level]].push_back(o);
    for (const auto& [value, part] : parts) {
        path.push_back(value);
        grow(part, path, part.size() == members.size() ? curve : fit_curve(part, curve, of_group), groups);
        path.pop_back();
    }
}

} // namespace

Calibration::Calibration(std::vector<Group> groups) : groups_(std::move(groups))
{
    for (const Group& g : groups_)
        of_[g.path] = {g.a, g.b, g.c};
}

Calibration Calibration::fit(std::vector<TaughtOutcome> outcomes)
{
    std::sort(outcomes.begin(), outcomes.end(), [](const TaughtOutcome& a, const TaughtOutcome& b) {
        return std::tie(a.case_id, a.raw) < std::tie(b.case_id, b.raw);
    });
    Members all;
    for (const TaughtOutcome& o : outcomes)
        all.push_back(&o);
    std::vector<Group> groups;
    grow(all, {}, fit_curve(all, unchanged, of_root), groups);
    return Calibration(std::move(groups));
}

double Calibration::operator()(double raw, const SightingKind& kind) const
{
    const Terms* curve = nullptr;
    std::vector<std::string> path;
    for (std::size_t level = 0; level <= kind.size(); ++level) {
        const auto found = of_.find(path);
        if (found == of_.end())
            break;
        curve = &found->second;
        if (level < kind.size())
            path.push_back(kind[level]);
    }
    return curve == nullptr ? raw : sigmoid(dot(*curve, terms_of(raw)));
}

CalibrationScores scores_of(const std::vector<TaughtOutcome>& outcomes, const Calibration& calibration)
{
    struct Bin {
        double stated{}, observed{};
        std::int64_t count{};
    };
    std::array<Bin, 10> bins;
    CalibrationScores out;
    for (const TaughtOutcome& o : outcomes) {
        const double p = calibration(o.raw, o.kind), came = o.right ? 1 : 0;
        const double q = std::clamp(p, least_confidence, 1 - least_confidence);
        out.brier += (p - came) * (p - came);
        out.log_loss -= std::log(o.right ? q : 1 - q);
        Bin& bin = bins[std::min<std::size_t>(static_cast<std::size_t>(p * bins.size()), bins.size() - 1)];
        bin.stated += p;
        bin.observed += came;
        ++bin.count;
    }
    out.outcomes = static_cast<std::int64_t>(outcomes.size());
    if (outcomes.empty())
        return out;
    const auto n = static_cast<double>(outcomes.size());
    out.brier /= n;
    out.log_loss /= n;
    for (const Bin& bin : bins)
        out.calibration_error += std::abs(bin.stated - bin.observed) / n;
    return out;
}

} // namespace didban
