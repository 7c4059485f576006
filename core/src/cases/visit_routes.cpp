#include "didban/cases/visit_routes.h"

#include "didban/base/error.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>

namespace didban {

namespace {

struct Stop {
    std::size_t visit{};
    double x{}, y{}; ///< metres east and north of the first visit
};
using Stops = std::vector<Stop>;

constexpr double earth_radius_m = 6'371'008.8; ///< mean radius, IUGG

/// Places on a plane that touches the earth at the first of them: a city is small enough.
Stops placed(const std::vector<Visit>& visits)
{
    Stops out;
    double lon0 = 0, lat0 = 0;
    constexpr double radian = std::numbers::pi / 180;
    for (std::size_t i = 0; i < visits.size(); ++i) {
        const Visit& v = visits[i];
        if (!v.longitude || !v.latitude)
            continue;
        if (out.empty())
            lon0 = *v.longitude, lat0 = *v.latitude;
        out.push_back({i, (*v.longitude - lon0) * radian * earth_radius_m * std::cos(lat0 * radian),
                       (*v.latitude - lat0) * radian * earth_radius_m});
    }
    return out;
}

double between(const Stop& a, const Stop& b)
{
    return std::hypot(a.x - b.x, a.y - b.y);
}

void divide(Stops stops, std::size_t parts, std::vector<Stops>& out)
{
    if (parts <= 1 || stops.size() <= 1) {
        out.push_back(std::move(stops));
        return;
    }
    const auto extent = [&](double Stop::*axis) {
        const auto [low, high] = std::minmax_element(stops.begin(), stops.end(),
                                                     [&](const Stop& a, const Stop& b) { return a.*axis < b.*axis; });
        return (*high).*axis - (*low).*axis;
    };
    double Stop::*const axis = extent(&Stop::x) >= extent(&Stop::y) ? &Stop::x : &Stop::y;
    std::stable_sort(stops.begin(), stops.end(), [&](const Stop& a, const Stop& b) { return a.*axis < b.*axis; });
    const std::size_t first_parts = parts / 2;
    const auto cut = static_cast<std::ptrdiff_t>((stops.size() * first_parts + parts / 2) / parts);
    divide({stops.begin(), stops.begin() + cut}, first_parts, out);
    divide({stops.begin() + cut, stops.end()}, parts - first_parts, out);
}

void to_nearest(Stops& route)
{
    for (std::size_t k = 1; k < route.size(); ++k) {
        const Stop& here = route[k - 1];
        const auto nearest = std::min_element(route.begin() + static_cast<std::ptrdiff_t>(k), route.end(),
                                              [&](const Stop& a, const Stop& b) {
                                                  const double da = between(here, a), db = between(here, b);
                                                  return da < db || (da == db && a.visit < b.visit);
                                              });
        std::iter_swap(route.begin() + static_cast<std::ptrdiff_t>(k), nearest);
    }
}

/// What turning the stretch from i to k round saves; the route is open at its end.
double saved(const Stops& route, std::size_t i, std::size_t k)
{
    const double before =
        between(route[i - 1], route[i]) + (k + 1 < route.size() ? between(route[k], route[k + 1]) : 0);
    const double after = between(route[i - 1], route[k]) + (k + 1 < route.size() ? between(route[i], route[k + 1]) : 0);
    return before - after;
}

void take_out_crossings(Stops& route)
{
    constexpr double worth_m = 0.01;
    constexpr int most_rounds = 50;
    bool shorter = true;
    for (int round = 0; shorter && round < most_rounds; ++round) {
        shorter = false;
        for (std::size_t i = 1; i + 1 < route.size(); ++i)
            for (std::size_t k = i + 1; k < route.size(); ++k)
                if (saved(route, i, k) > worth_m) {
                    std::reverse(route.begin() + static_cast<std::ptrdiff_t>(i),
                                 route.begin() + static_cast<std::ptrdiff_t>(k) + 1);
                    shorter = true;
                }
    }
}

} // namespace

void plan_routes(std::vector<Visit>& visits, int patrols)
{
    if (patrols < 1)
        throw Error(ErrorKind::Usage, std::to_string(patrols) + " patrols: at least one must go");
    std::vector<Stops> routes;
    divide(placed(visits), static_cast<std::size_t>(patrols), routes);
    int patrol = 0;
    for (Stops& route : routes) {
        if (route.empty())
            continue;
        const auto best = std::min_element(route.begin(), route.end(), [&](const Stop& a, const Stop& b) {
            return visits[a.visit].rank < visits[b.visit].rank;
        });
        std::iter_swap(route.begin(), best);
        to_nearest(route);
        take_out_crossings(route);
        ++patrol;
        for (std::size_t k = 0; k < route.size(); ++k) {
            Visit& v = visits[route[k].visit];
            v.patrol = patrol;
            v.stop = static_cast<int>(k) + 1;
            v.leg_m = k == 0 ? 0 : between(route[k - 1], route[k]);
        }
    }
}

void each_route(const std::vector<Visit>& visits, const std::function<void(int, const VisitRoute&)>& take)
{
    std::map<int, VisitRoute> routes;
    for (const Visit& v : visits)
        if (v.patrol > 0)
            routes[v.patrol].push_back(&v);
    for (auto& [patrol, route] : routes) {
        std::sort(route.begin(), route.end(), [](const Visit* a, const Visit* b) { return a->stop < b->stop; });
        take(patrol, route);
    }
}

double length_m(const VisitRoute& route)
{
    return std::accumulate(route.begin(), route.end(), 0.0,
                           [](double sum, const Visit* v) { return sum + v->leg_m.value_or(0); });
}

} // namespace didban
