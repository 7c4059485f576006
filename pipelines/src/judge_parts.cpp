#include "judge_parts.h"

#include "didban/base/error.h"
#include "didban/geo/box_index.h"
#include "didban/geo/overlay.h"
#include "didban/pipelines/map_tiles.h"
#include "judge_attribution.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

/// A part below this share of both the object and min_area_m2, or less likely than not to be in the parcel, is an
/// effect of the boundary's error.
constexpr double least_share_of_object = 0.2;
constexpr double least_m2 = 1;

class Cutter {
public:
    explicit Cutter(const JudgeInput& input) : input_(input), area_(input.city.crs)
    {
        sigma_ = std::hypot(input.accuracy.registration_m, input.accuracy.cadastre_m);
    }

    std::vector<Part> cut(std::size_t number, const std::vector<std::uint32_t>& near, std::int64_t& slivers) const
    {
        const ChangeObject& object = input_.objects[number];
        std::vector<Part> parts;
        MultiPolygon outside = object.outline;
        for (const std::uint32_t p : near) {
            const MultiPolygon& parcel = input_.city.parcels[p].shape;
            MultiPolygon inside = overlay::intersection(object.outline, parcel);
            if (inside.empty())
                continue;
            outside = overlay::difference(outside, parcel);
            Part part{number, p, {&object, std::move(inside), {}, 0, 1}};
            part.change.area_m2 = area_(part.change.shape);
            if (part.change.area_m2 >= least_m2)
                parts.push_back(std::move(part));
            else
                ++slivers;
        }
        attribute(parts, slivers);
        if (outside.empty())
            return parts;
        const double area_outside = area_(outside);
        if (!parts.empty()) {
            auto& main = *std::max_element(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
                return a.change.area_m2 < b.change.area_m2;
            });
            main.change.beyond = outside;
        }
        if (area_outside >= input_.judge.min_area_m2 && area_outside >= 0.5 * object.area_m2)
            parts.push_back({number, std::nullopt, {&object, std::move(outside), {}, area_outside, 1}});
        return parts;
    }

private:
    /// Sets the probabilities and drops the parts that only the boundary's error makes.
    void attribute(std::vector<Part>& parts, std::int64_t& slivers) const
    {
        for (Part& part : parts)
            part.change.parcel_probability =
                attribution_probability(part.change.object->outline, input_.city.parcels[*part.parcel].shape, sigma_,
                                        input_.judge.min_area_m2 / 2);
        const auto by_error = [&](const Part& part) {
            const double area = part.change.area_m2;
            const bool small =
                area < least_share_of_object * part.change.object->area_m2 && area < input_.judge.min_area_m2;
            return small || part.change.parcel_probability < 0.5;
        };
        std::vector<Part> kept;
        for (Part& part : parts)
            if (!by_error(part))
                kept.push_back(std::move(part));
        // A change that no single parcel surely holds stays with the likeliest one: it is real, only its place is in
        // doubt.
        if (kept.empty() && !parts.empty())
            kept.push_back(*std::max_element(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
                return a.change.parcel_probability < b.change.parcel_probability;
            }));
        slivers += static_cast<std::int64_t>(parts.size() - kept.size());
        parts = std::move(kept);
    }

    const JudgeInput& input_;
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
        const Cutter cutter(input); // PROJ transforms belong to one thread
        for (std::size_t i = range.begin(); i < range.end(); ++i)
            of[i] = cutter.cut(i, index.meeting(bounds(input.objects[i].outline)), slivers[i]);
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
