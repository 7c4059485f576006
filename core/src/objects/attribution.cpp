#include "didban/objects/attribution.h"

#include "didban/geo/overlap_area.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

struct Node {
    double shift, weight; ///< shift in sigmas
};

std::vector<Node> nodes(double sigma_m)
{
    if (!(sigma_m > 0))
        return {{0, 1}};
    constexpr int each_side = 5;
    constexpr double spacing = 0.6;
    std::vector<Node> out;
    double total = 0;
    for (int i = -each_side; i <= each_side; ++i) {
        const double z = spacing * i;
        out.push_back({z, std::exp(-z * z / 2)});
        total += out.back().weight;
    }
    for (Node& node : out)
        node.weight /= total;
    return out;
}

} // namespace

double boundary_sigma(double residual_m, double cadastre_accuracy_m)
{
    return std::hypot(residual_m, cadastre_accuracy_m);
}

std::vector<Attribution> attribute_change(const MultiPolygon& change, const std::vector<const MultiPolygon*>& parcels,
                                          double sigma_m)
{
    std::vector<Attribution> out(parcels.size());
    const double area = planar_area(change);
    if (!(area > 0) || parcels.empty())
        return out;
    const auto along = nodes(sigma_m);
    std::vector<double> shares(parcels.size());
    for (const Node& ny : along)
        for (const Node& nx : along) {
            const double weight = nx.weight * ny.weight;
            double inside = 0;
            for (std::size_t i = 0; i < parcels.size(); ++i) {
                shares[i] =
                    std::min(1.0, overlap_area(change, *parcels[i], nx.shift * sigma_m, ny.shift * sigma_m) / area);
                inside += shares[i];
                out[i].expected_share += weight * shares[i];
            }
            const auto best = std::max_element(shares.begin(), shares.end());
            if (*best > std::max(0.0, 1 - inside))
                out[static_cast<std::size_t>(best - shares.begin())].majority += weight;
        }
    for (Attribution& a : out) {
        a.expected_share = std::min(a.expected_share, 1.0);
        a.majority = std::min(a.majority, 1.0);
    }
    return out;
}

} // namespace didban
