#include "ground_likelihood.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

constexpr double ground_share = 60, roof_share = 12; ///< densities relative to that of any match
constexpr double lowest_m = 1.3, highest_m = 14;     ///< of things that stand up: below are kerbs and low walls
constexpr double across_px = 0.3;                    ///< spread of roofs across the lean
constexpr double least_lean = 0.05;                  ///< pixels per metre from which sides can be told
constexpr double least_density = 0.05;

double step(double x, double width)
{
    return 1 / (1 + std::exp(std::clamp(-x / width, -40.0, 40.0)));
}

} // namespace

GroundLikelihood::GroundLikelihood(const std::optional<Point>& lean)
{
    if (!lean)
        return;
    per_metre_ = std::hypot(lean->x, lean->y);
    if (per_metre_ > least_lean)
        direction_ = Point{lean->x / per_metre_, lean->y / per_metre_};
}

double GroundLikelihood::ground(const Point& off, double sigma)
{
    return ground_share * std::exp(-(off.x * off.x + off.y * off.y) / (2 * sigma * sigma));
}

double GroundLikelihood::other(const Point& off) const
{
    if (!direction_)
        return 1;
    const double along = off.x * direction_->x + off.y * direction_->y,
                 across = off.y * direction_->x - off.x * direction_->y;
    const double roofs = std::exp(-across * across / (2 * across_px * across_px)) *
                         step(along - lowest_m * per_metre_, 0.15) * step(highest_m * per_metre_ - along, 0.3);
    const double behind = std::exp(-across * across / (2 * 0.4 * 0.4)) * step(-along - 0.9, 0.1) *
                          step(along + 12 * per_metre_, 0.3); // nothing leans backwards
    return std::max(1 + roof_share * roofs - 0.8 * behind, least_density);
}

double GroundLikelihood::of_ground(const Point& off, double sigma) const
{
    const double here = ground(off, sigma);
    return here / (here + other(off));
}

LikelihoodTable::LikelihoodTable(const GroundLikelihood& likelihood, double sigma, double reach_px)
    : reach_(reach_px), side_(2 * static_cast<int>(reach_px * per_pixel_) + 1)
{
    values_.reserve(static_cast<std::size_t>(side_) * static_cast<std::size_t>(side_));
    for (int y = 0; y < side_; ++y)
        for (int x = 0; x < side_; ++x)
            values_.push_back(static_cast<float>(
                std::log(likelihood.density({x / per_pixel_ - reach_, y / per_pixel_ - reach_}, sigma))));
}

} // namespace didban
