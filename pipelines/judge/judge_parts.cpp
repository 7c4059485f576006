#include "pipelines/judge/judge_parts.h"

#include "didban/base/error.h"
#include "didban/geo/box_index.h"
#include "didban/geo/overlay.h"
#include "didban/objects/attribution.h"
#include "pipelines/judge/ground_place.h"
#include "pipelines/run/map_tiles.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace didban {

namespace {

/// A part below this share of the object, or below min_area_m2, beside a larger part elsewhere is an effect of the
/// boundary's error.
constexpr double least_share_of_object = 0.2;
constexpr double least_m2 = 1;
constexpr double deep_sigmas = 2;
constexpr double search_m = 8; ///< around an object for the parcels whose block it lies in

class Cutter {
public:
    Cutter(const JudgeInput& input, const BoxIndex& index)
        : input_(input), index_(index), area_(input.city.crs),
          outline_sigma_(std::hypot(input.accuracy.registration_m, input.accuracy.gsd_m))
    {
    }

    std::vector<Part> cut(std::size_t number, std::int64_t& slivers) const
    {
        const ChangeObject& object = input_.objects[number];
        const Box seen = bounds(object.outline);
        const GroundOffset place = ground_place(input_, object, index_.meeting(seen.grown(search_m)));
        const MultiPolygon ground = translated(object.outline, {-place.beside.x, -place.beside.y});
        const double sigma = boundary_sigma(outline_sigma_, place.sigma_m);
        const std::vector<std::uint32_t> near = index_.meeting(bounds(ground).grown(3 * sigma));
        std::vector<const MultiPolygon*> shapes;
        for (const std::uint32_t p : near)
            shapes.push_back(&input_.city.parcels[p].shape);
        const std::vector<Attribution> belongs = attribute_change(ground, shapes, sigma);

        std::vector<Part> parts;
        const auto part_of = [&](std::optional<std::size_t> parcel, MultiPolygon shape, double probability) {
            Part part{number, parcel, {&object, std::move(shape), {}, 0, probability, place.beside}, place.sigma_m};
            part.change.area_m2 = part.change.shape.empty() ? 0 : area_(part.change.shape);
            return part;
        };
        MultiPolygon outside = ground;
        for (std::size_t i = 0; i < near.size(); ++i) {
            MultiPolygon inside = overlay::intersection(ground, *shapes[i]);
            if (inside.empty())
                continue;
            outside = overlay::difference(outside, *shapes[i]);
            Part part = part_of(near[i], std::move(inside), belongs[i].majority);
            if (part.change.area_m2 >= least_m2)
                parts.push_back(std::move(part));
            else
                ++slivers;
        }
        drop_slivers(parts, slivers);
        if (parts.size() > 1)
            attribute_deep_parts(parts, near, shapes, sigma);
        if (!parts.empty())
            parts[main_part(parts)].change.beyond = outside;
        Part rest = part_of(std::nullopt, std::move(outside), 1);
        if (rest.change.area_m2 >= input_.judge.min_area_m2 && rest.change.area_m2 >= object.area_m2 / 2)
            parts.push_back(std::move(rest));
        return parts;
    }

private:
    static std::size_t main_part(const std::vector<Part>& parts)
    {
        const auto likelier = [](const Part& a, const Part& b) {
            return std::make_pair(a.change.parcel_probability, a.change.area_m2) <
                   std::make_pair(b.change.parcel_probability, b.change.area_m2);
        };
        return static_cast<std::size_t>(std::max_element(parts.begin(), parts.end(), likelier) - parts.begin());
    }

    /// Works on neighbouring plots can run together into one object. A part that reaches deep into its parcel, further
    /// than the boundary can be off, is that parcel's own and is attributed by itself.
    void attribute_deep_parts(std::vector<Part>& parts, const std::vector<std::uint32_t>& near,
                              const std::vector<const MultiPolygon*>& shapes, double sigma) const
    {
        for (Part& part : parts) {
            const auto at = std::find(near.begin(), near.end(), part.parcel) - near.begin();
            const auto i = static_cast<std::size_t>(at);
            const MultiPolygon deep =
                overlay::intersection(part.change.shape, overlay::buffer(*shapes[i], -deep_sigmas * sigma));
            if (planar_area(deep) < input_.judge.min_area_m2 / 2)
                continue;
            const double own = attribute_change(part.change.shape, shapes, sigma)[i].majority;
            part.change.parcel_probability = std::max(part.change.parcel_probability, own);
        }
    }

    /// Keeps the likeliest part and those that are too large to be an effect of the boundary's error.
    void drop_slivers(std::vector<Part>& parts, std::int64_t& slivers) const
    {
        if (parts.empty())
            return;
        const std::size_t main = main_part(parts);
        std::vector<Part> kept;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const double area = parts[i].change.area_m2;
            const bool large =
                area >= least_share_of_object * parts[i].change.object->area_m2 && area >= input_.judge.min_area_m2;
            if (i == main || large)
                kept.push_back(std::move(parts[i]));
        }
        slivers += static_cast<std::int64_t>(parts.size() - kept.size());
        parts = std::move(kept);
    }

    const JudgeInput& input_;
    const BoxIndex& index_;
    GeodesicArea area_;
    double outline_sigma_{};
};

} // namespace

Parts cut_by_parcels(const JudgeInput& input, const RunOptions& run)
{
    std::vector<Box> boxes;
    boxes.reserve(input.city.parcels.size());
    for (const Parcel& p : input.city.parcels)
        boxes.push_back(bounds(p.shape));
    const BoxIndex index(boxes);
    const std::size_t n = input.objects.size();
    std::vector<std::vector<Part>> of(n);
    std::vector<std::int64_t> slivers(n);
    const ThreadLimit limit(run.threads);
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, n, 16), [&](const tbb::blocked_range<std::size_t>& range) {
        if (run.stop.stop_requested())
            return;
        const Cutter cutter(input, index); // PROJ transforms belong to one thread
        for (std::size_t i = range.begin(); i < range.end(); ++i)
            of[i] = cutter.cut(i, slivers[i]);
    });
    if (run.stop.stop_requested())
        throw Error(ErrorKind::Interrupted, "interrupted while cutting changes by parcels");
    Parts all;
    for (std::size_t i = 0; i < n; ++i) {
        std::move(of[i].begin(), of[i].end(), std::back_inserter(all.parts));
        all.slivers += slivers[i];
    }
    return all;
}

} // namespace didban
