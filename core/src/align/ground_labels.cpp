#include "ground_labels.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace didban {

namespace {

constexpr int steps = 12, label_side = 2 * steps + 1; ///< labels from -3 to 3 pixels along each axis
constexpr double step_px = 0.25;
constexpr int labels = label_side * label_side;
constexpr double apart_px = 0.45; ///< standard deviation between neighbouring cells
constexpr int rounds = 20;
constexpr float damping = 0.4F;

using Costs = std::array<float, static_cast<std::size_t>(labels)>; ///< one per label, row by row

/// A number of costs for every cell of the area, row by row.
using CellCosts = std::vector<Costs>;

/// Cost of the matches around each cell's middle: every match counts for the four nearest, by distance.
CellCosts match_costs(const std::vector<SmallMatch>& matches, const GroundArea& area,
                      const GroundLikelihood& likelihood, double sigma, double weight)
{
    CellCosts cost(static_cast<std::size_t>(area.columns) * static_cast<std::size_t>(area.rows), Costs{});
    const LikelihoodTable table(likelihood, sigma, steps * step_px + 2 * small_window_radius);
    const auto place = [](double at, int first, int count) {
        return std::clamp(at / ground_knot_px - first - 0.5, 0.0, static_cast<double>(count - 1));
    };
    Costs own{};
    for (const SmallMatch& m : matches) {
        const Point off{m.shift.x - area.usual.x, m.shift.y - area.usual.y};
        std::size_t l = 0;
        for (int v = -steps; v <= steps; ++v)
            for (int u = -steps; u <= steps; ++u, ++l)
                own[l] = table.at(off.x - u * step_px, off.y - v * step_px);
        const double x = place(m.col, area.column, area.columns), y = place(m.row, area.row, area.rows);
        const int i = std::clamp(static_cast<int>(x), 0, std::max(0, area.columns - 2)),
                  j = std::clamp(static_cast<int>(y), 0, std::max(0, area.rows - 2));
        for (int b = 0; b < 2; ++b)
            for (int a = 0; a < 2; ++a) {
                const double share = (a == 1 ? x - i : 1 - (x - i)) * (b == 1 ? y - j : 1 - (y - j)) * weight;
                if (!(share > 0) || i + a >= area.columns || j + b >= area.rows)
                    continue;
                Costs& cell = cost[static_cast<std::size_t>((j + b) * area.columns + i + a)];
                for (std::size_t k = 0; k < cell.size(); ++k)
                    cell[k] -= static_cast<float>(share) * own[k];
            }
    }
    return cost;
}

/// Lower envelope along both axes of the costs plus the squared distance between labels; its lowest value becomes 0.
void spread(Costs& costs)
{
    static const auto distance = [] {
        std::array<float, label_side> out{};
        for (int k = 0; k < label_side; ++k)
            out[static_cast<std::size_t>(k)] =
                static_cast<float>(k * k * step_px * step_px / (2 * apart_px * apart_px));
        return out;
    }();
    Costs across{};
    const auto at = [](int row, int col) { return static_cast<std::size_t>(row * label_side + col); };
    for (int from = 0; from < label_side; ++from)
        for (int to = 0; to < label_side; ++to) {
            const float d = distance[static_cast<std::size_t>(std::abs(from - to))];
            for (int col = 0; col < label_side; ++col) {
                const float c = costs[at(from, col)] + d;
                across[at(to, col)] = from == 0 ? c : std::min(across[at(to, col)], c);
            }
        }
    for (int row = 0; row < label_side; ++row)
        for (int from = 0; from < label_side; ++from) {
            const float c = across[at(row, from)];
            for (int to = 0; to < label_side; ++to) {
                const float d = c + distance[static_cast<std::size_t>(std::abs(from - to))];
                costs[at(row, to)] = from == 0 ? d : std::min(costs[at(row, to)], d);
            }
        }
    const float lowest = *std::min_element(costs.begin(), costs.end());
    for (float& c : costs)
        c -= lowest;
}

} // namespace

std::vector<Point> label_ground(const std::vector<SmallMatch>& matches, const GroundArea& area,
                                const GroundLikelihood& likelihood, double sigma, double weight)
{
    const CellCosts own = match_costs(matches, area, likelihood, sigma, weight);
    struct Side {
        int dx, dy;
        std::size_t opposite;
    };
    static constexpr std::array<Side, 4> sides{{{-1, 0, 1}, {1, 0, 0}, {0, -1, 3}, {0, 1, 2}}};
    std::array<CellCosts, 4> from; // messages that arrive from each side
    from.fill(CellCosts(own.size(), Costs{}));
    const auto believed = [&](std::size_t cell) {
        Costs sum = own[cell];
        for (const CellCosts& messages : from)
            for (std::size_t l = 0; l < sum.size(); ++l)
                sum[l] += messages[cell][l];
        return sum;
    };
    std::array<CellCosts, 4> next = from;
    for (int round = 0; round < rounds; ++round) {
        for (int row = 0; row < area.rows; ++row)
            for (int col = 0; col < area.columns; ++col) {
                const auto cell = static_cast<std::size_t>(row * area.columns + col);
                const Costs all = believed(cell);
                for (std::size_t s = 0; s < sides.size(); ++s) {
                    const int x = col + sides[s].dx, y = row + sides[s].dy;
                    if (x < 0 || x >= area.columns || y < 0 || y >= area.rows)
                        continue;
                    Costs message = all;
                    for (std::size_t l = 0; l < message.size(); ++l)
                        message[l] -= from[s][cell][l];
                    spread(message);
                    const auto there = static_cast<std::size_t>(y * area.columns + x);
                    const std::size_t arrives = sides[s].opposite;
                    for (std::size_t l = 0; l < message.size(); ++l)
                        next[arrives][there][l] = damping * from[arrives][there][l] + (1 - damping) * message[l];
                }
            }
        std::swap(from, next);
    }
    std::vector<Point> out;
    for (std::size_t cell = 0; cell < own.size(); ++cell) {
        const Costs all = believed(cell);
        const auto best = static_cast<int>(std::min_element(all.begin(), all.end()) - all.begin());
        out.push_back({(best % label_side - steps) * step_px, (best / label_side - steps) * step_px});
    }
    return out;
}

} // namespace didban
