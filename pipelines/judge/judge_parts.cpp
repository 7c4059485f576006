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

constexpr double least_m2 = 1;
constexpr double rounding_m2 = 0.01; ///< coordinates' rounding, and no ground
constexpr double deep_sigmas = 2;
constexpr double search_m = 8; ///< around an object for the parcels whose block it lies in

class Cutter {
public:
    Cutter(const JudgeInput& input, const BoxIndex& index) : input_(input), index_(index), area_(input.city.crs) {}

    std::vector<Part> cut(std::size_t number, std::vector<std::size_t>& slivers) const
    {
        const ChangeObject& object = input_.objects[number];
        const Box seen = bounds(object.outline);
        const ObjectPlace stands = ground_place(input_, number, index_.meeting(seen.grown(search_m)));
        const GroundOffset& place = stands.seen;
        const MultiPolygon ground = translated(object.outline, {-place.beside.x, -place.beside.y});
        const Accuracy& accuracy = input_.accuracy_of(number);
        const double sigma = boundary_sigma(std::hypot(accuracy.registration_m, accuracy.gsd_m), place.sigma_m);
        const std::vector<std::uint32_t> near = index_.meeting(bounds(ground).grown(3 * sigma));
        std::vector<const MultiPolygon*> shapes;
        for (const std::uint32_t p : near)
            shapes.push_back(&input_.city.parcels[p].shape);
        const std::vector<Attribution> belongs = attribute_change(ground, shapes, sigma);

        std::vector<Part> parts;
        const auto part_of = [&](std::optional<std::size_t> parcel, MultiPolygon shape, double probability) {
            Part part{number,
                      parcel,
                      {&object, std::move(shape), {}, 0, probability, place.beside},
                      place.sigma_m,
                      stands.cadastre};
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
            else if (part.change.area_m2 >= rounding_m2)
                slivers.push_back(near[i]);
        }
        drop_slivers(parts, slivers);
        if (parts.size() > 1)
            attribute_deep_parts(parts, near, shapes, sigma);
        if (!parts.empty())
            parts[main_part(parts)].change.beyond = outside;
        if (input_.dates_of(number) != 0) {
            keep_only(input_.seen_on[number].parcels, parts);
            return parts;
        }
        Part rest = part_of(std::nullopt, std::move(outside), 1);
        if (rest.change.area_m2 >= input_.judge.min_area_m2 && rest.change.area_m2 >= object.area_m2 / 2)
            parts.push_back(std::move(rest));
        return parts;
    }

private:
    /// Other dates speak of parcels that those of the run did not show, and of no other ground.
    static void keep_only(const std::vector<std::size_t>& parcels, std::vector<Part>& parts)
    {
        std::erase_if(
            parts, [&](const Part& part) { return !std::binary_search(parcels.begin(), parcels.end(), *part.parcel); });
    }

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
    void drop_slivers(std::vector<Part>& parts, std::vector<std::size_t>& slivers) const
    {
        if (parts.empty())
            return;
        const std::size_t main = main_part(parts);
        std::vector<Part> kept;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const double area = parts[i].change.area_m2;
            const bool large = area >= input_.judge.least_part_share * parts[i].change.object->area_m2 &&
                               area >= input_.judge.min_area_m2;
            if (i == main || large)
                kept.push_back(std::move(parts[i]));
            else
                slivers.push_back(*parts[i].parcel);
        }
        parts = std::move(kept);
    }

    const JudgeInput& input_;
    const BoxIndex& index_;
    GeodesicArea area_;
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
    std::vector<std::vector<std::size_t>> slivers(n);
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
        all.slivers.insert(all.slivers.end(), slivers[i].begin(), slivers[i].end());
    }
    return all;
}

} // namespace didban
