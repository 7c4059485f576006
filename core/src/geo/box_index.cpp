#include "didban/geo/box_index.h"

#include <boost/geometry/algorithms/comparable_distance.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/geometry/strategies/strategies.hpp>
#include <boost/iterator/function_output_iterator.hpp>

#include <algorithm>
#include <iterator>

namespace didban {

namespace {

namespace bg = boost::geometry;
using Corner = bg::model::d2::point_xy<double>;
using Rectangle = bg::model::box<Corner>;
using Entry = std::pair<Rectangle, std::uint32_t>;
using Tree = bg::index::rtree<Entry, bg::index::quadratic<16>>;

Rectangle rectangle(const Box& box)
{
    return {Corner{box.x0, box.y0}, Corner{box.x1, box.y1}};
}

std::vector<Entry> entries(const std::vector<Box>& boxes)
{
    std::vector<Entry> out;
    out.reserve(boxes.size());
    for (std::size_t i = 0; i < boxes.size(); ++i)
        if (!boxes[i].empty())
            out.emplace_back(rectangle(boxes[i]), static_cast<std::uint32_t>(i));
    return out;
}

} // namespace

struct BoxIndex::Impl {
    Tree tree;
};

BoxIndex::BoxIndex() : impl_(std::make_unique<Impl>()) {}

BoxIndex::BoxIndex(const std::vector<Box>& boxes)
    : impl_(std::make_unique<Impl>(Impl{Tree(entries(boxes))})) // the range constructor packs
{
}

BoxIndex::~BoxIndex() = default;
BoxIndex::BoxIndex(BoxIndex&&) noexcept = default;
BoxIndex& BoxIndex::operator=(BoxIndex&&) noexcept = default;

std::vector<std::uint32_t> BoxIndex::meeting(const Box& area) const
{
    std::vector<std::uint32_t> out;
    if (area.empty())
        return out;
    impl_->tree.query(bg::index::intersects(rectangle(area)),
                      boost::make_function_output_iterator([&](const Entry& e) { out.push_back(e.second); }));
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<std::uint32_t> BoxIndex::nearest(const Point& p, std::size_t count) const
{
    if (count == 0 || impl_->tree.empty())
        return {};
    const Corner here{p.x, p.y};
    std::vector<std::pair<double, std::uint32_t>> found;
    double reach = 0;
    for (auto it = impl_->tree.qbegin(bg::index::nearest(here, static_cast<unsigned>(count))); it != impl_->tree.qend();
         ++it)
        reach = std::max(reach, bg::comparable_distance(here, it->first));
    // Which of several equally far boxes the tree returns is its own affair, so all up to that distance compete.
    const Box around = Box{p.x, p.y, p.x, p.y}.grown(std::sqrt(reach) * (1 + 1e-12));
    for (auto it = impl_->tree.qbegin(bg::index::intersects(rectangle(around))); it != impl_->tree.qend(); ++it)
        if (const double squared = bg::comparable_distance(here, it->first); squared <= reach)
            found.emplace_back(squared, it->second);
    std::sort(found.begin(), found.end());
    std::vector<std::uint32_t> out;
    for (std::size_t i = 0; i < std::min(count, found.size()); ++i)
        out.push_back(found[i].second);
    return out;
}

} // namespace didban
