#pragma once
#include "didban/simulate/block.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace didban::simulate {

/// What a cell of the canvas shows; many cells share one.
struct Surface {
    Material material{};
    std::uint32_t seed{};       ///< tints this surface and no other
    float slope_x{}, slope_y{}; ///< rise per metre east and north
    float vigour{0.6F};
    std::uint8_t crop{};
    float axis_x{1}, axis_y{0}; ///< unit vector along seams and rows
    Point origin;               ///< of the pattern
};

/// The city from straight above in small cells: height over the plain and surface. Cells lie on a lattice that is fixed
/// for the whole scene; column 0, row 0 of the scene's lattice is the image's north-west corner.
class Canvas {
public:
    Canvas(std::int64_t col0, std::int64_t row0, int columns, int rows, double west, double north, double cell)
        : col0_(col0), row0_(row0), columns_(columns), rows_(rows), west_(west), north_(north), cell_(cell),
          height_(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows), 0.0F), surface_(height_.size(), 0)
    {
        surfaces_.push_back({});
    }
    [[nodiscard]] int columns() const { return columns_; }
    [[nodiscard]] int rows() const { return rows_; }
    [[nodiscard]] double cell() const { return cell_; }
    [[nodiscard]] std::int64_t col0() const { return col0_; }
    [[nodiscard]] std::int64_t row0() const { return row0_; }
    [[nodiscard]] std::size_t index(int c, int r) const
    {
        return static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(c);
    }
    /// Centre of a cell in the city's frame.
    [[nodiscard]] Point centre(int c, int r) const
    {
        return {west_ + (static_cast<double>(col0_ + c) + 0.5) * cell_,
                north_ - (static_cast<double>(row0_ + r) + 0.5) * cell_};
    }
    [[nodiscard]] Box box() const
    {
        const double x0 = west_ + static_cast<double>(col0_) * cell_, y1 = north_ - static_cast<double>(row0_) * cell_;
        return {x0, y1 - rows_ * cell_, x0 + columns_ * cell_, y1};
    }
    std::vector<float>& heights() { return height_; }
    [[nodiscard]] const std::vector<float>& heights() const { return height_; }
    [[nodiscard]] const Surface& surface(std::size_t i) const { return surfaces_[surface_[i]]; }
    [[nodiscard]] std::uint32_t surface_number(std::size_t i) const { return surface_[i]; }
    [[nodiscard]] const std::vector<Surface>& surfaces() const { return surfaces_; }
    std::uint32_t add(const Surface& s)
    {
        surfaces_.push_back(s);
        return static_cast<std::uint32_t>(surfaces_.size() - 1);
    }
    void set(int c, int r, float z, std::uint32_t surface)
    {
        const std::size_t i = index(c, r);
        height_[i] = z;
        surface_[i] = surface;
    }
    /// Only where nothing higher stands.
    void raise(int c, int r, float z, std::uint32_t surface)
    {
        const std::size_t i = index(c, r);
        if (z >= height_[i]) {
            height_[i] = z;
            surface_[i] = surface;
        }
    }
    /// Calls f(column, row) for each cell whose centre lies inside a ring.
    template <class F>
    void scan(const Ring& ring, F f) const
    {
        double y_low = ring[0].y, y_high = ring[0].y;
        for (const Point& p : ring) {
            y_low = std::min(y_low, p.y);
            y_high = std::max(y_high, p.y);
        }
        const auto row_of = [&](double y) { return (north_ - y) / cell_ - static_cast<double>(row0_) - 0.5; };
        const int first = std::max(0, static_cast<int>(std::ceil(row_of(y_high))));
        const int last = std::min(rows_ - 1, static_cast<int>(std::floor(row_of(y_low))));
        std::vector<double> xs;
        for (int r = first; r <= last; ++r) {
            const double y = centre(0, r).y;
            xs.clear();
            for (std::size_t k = 0; k < ring.size(); ++k) {
                const Point &p = ring[k], &q = ring[(k + 1) % ring.size()];
                if ((p.y > y) != (q.y > y))
                    xs.push_back(p.x + (y - p.y) / (q.y - p.y) * (q.x - p.x));
            }
            std::sort(xs.begin(), xs.end());
            for (std::size_t k = 0; k + 1 < xs.size(); k += 2) {
                const auto col_of = [&](double x) { return (x - west_) / cell_ - static_cast<double>(col0_) - 0.5; };
                const int from = std::max(0, static_cast<int>(std::ceil(col_of(xs[k]))));
                const int to = std::min(columns_ - 1, static_cast<int>(std::ceil(col_of(xs[k + 1]))) - 1);
                for (int c = from; c <= to; ++c)
                    f(c, r);
            }
        }
    }

private:
    std::int64_t col0_, row0_;
    int columns_, rows_;
    double west_, north_, cell_;
    std::vector<float> height_;
    std::vector<std::uint32_t> surface_;
    std::vector<Surface> surfaces_;
};

/// Tallest thing that is ever built, metres; bounds shadows and lean.
constexpr double tallest = 30.0;
constexpr double deepest = 3.0;

/// Paints all that stands on a day on the canvas.
void paint_city(Canvas& canvas, const City& city, int epoch, int day);

} // namespace didban::simulate
