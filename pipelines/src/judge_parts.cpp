#include "judge_parts.h"

#include "didban/base/error.h"
#include "didban/geo/box_index.h"
#include "didban/geo/overlay.h"
#include "didban/objects/attribution.h"
#include "didban/pipelines/map_tiles.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <utility>

namespace didban {

namespace {

/// A part below this share of the object, or below min_area_m2, beside a larger part elsewhere is an effect of the
/// boundary's error.
constexpr double least_share_of_object = 0.2;
constexpr double least_m2 = 1;
constexpr double deep_sigmas = 2;

class Cutter {
public:
    Cutter(const JudgeInput& input, const BoxIndex& index)
        : input_(input), index_(index), area_(input.city.crs),
          sigma_(boundary_sigma(input.accuracy.registration_m, input.accuracy.cadastre_m))
    {
    }

    std::vector<Part> cut(std::size_t number, std::int64_t& slivers) const
    {
        const ChangeObject& object = input_.objects[number];
        const std::vector<std::uint32_t> near = index_.meeting(bounds(object.outline).grown(3 * sigma_));
        std::vector<const MultiPolygon*> shapes;
        for (const std::uint32_t p : near)
            shapes.push_back(&input_.city.parcels[p].shape);
        const std::vector<Attribution> belongs = attribute_change(object.outline, shapes, sigma_);

        std::vector<Part> parts;
        MultiPolygon outside = object.outline;
        for (std::size_t i = 0; i < near.size(); ++i) {
            MultiPolygon inside = overlay::intersection(object.outline, *shapes[i]);
            if (inside.empty())
                continue;
            outside = overlay::difference(outside, *shapes[i]);
            Part part{number, near[i], {&object, std::move(inside), {}, 0, belongs[i].majority}};
            part.change.area_m2 = area_(part.change.shape);
            if (part.change.area_m2 >= least_m2)
                parts.push_back(std::move(part));
            else
                ++slivers;
        }
        const double area_outside = outside.empty() ? 0 : area_(outside);
        drop_slivers(parts, slivers);
        if (parts.size() > 1)
            attribute_deep_parts(parts, near, shapes);
        if (!parts.empty())
            parts[main_part(parts)].change.beyond = outside;
        if (area_outside >= input_.judge.min_area_m2 && area_outside >= object.area_m2 / 2)
            parts.push_back({number, std::nullopt, {&object, std::move(outside), {}, area_outside, 1}});
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
                              const std::vector<const MultiPolygon*>& shapes) const
    {
        for (Part& part : parts) {
            const auto at = std::find(near.begin(), near.end(), part.parcel) - near.begin();
            const auto i = static_cast<std::size_t>(at);
            const MultiPolygon deep =
                overlay::intersection(part.change.shape, overlay::buffer(*shapes[i], -deep_sigmas * sigma_));
            if (planar_area(deep) < input_.judge.min_area_m2 / 2)
                continue;
            const double own = attribute_change(part.change.shape, shapes, sigma_)[i].majority;
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
    double sigma_{};
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
