#include "didban/objects/components.h"

#include "didban/base/error.h"
#include "trace_outline.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace didban {

namespace {

using Slot = std::uint32_t;

/// A component that may still grow.
struct Open {
    Slot parent{};
    std::int64_t last_row{};
    std::vector<PixelRun> runs;
    std::vector<PlaneTally> planes;
    std::int64_t pixels{};
};

struct LabelledRun {
    std::int32_t col0, col1;
    Slot slot;
};

} // namespace

double PlaneTally::mean() const
{
    return count > 0 ? sum / static_cast<double>(count) : std::numeric_limits<double>::quiet_NaN();
}

struct ComponentTracer::Impl {
    std::int64_t width;
    std::size_t planes;
    std::function<void(Component&&)> sink;
    std::int64_t minimum_pixels;
    bool with_runs;

    std::int64_t row{0};
    std::vector<LabelledRun> above, here;
    std::vector<Open> slots;
    std::vector<Slot> active, free;

    Slot root(Slot s)
    {
        while (slots[s].parent != s)
            s = slots[s].parent = slots[slots[s].parent].parent;
        return s;
    }

    Slot open_slot()
    {
        Slot s;
        if (free.empty()) {
            s = static_cast<Slot>(slots.size());
            slots.emplace_back();
        } else {
            s = free.back();
            free.pop_back();
        }
        slots[s] = {};
        slots[s].parent = s;
        slots[s].planes.resize(planes);
        active.push_back(s);
        return s;
    }

    Slot unite(Slot a, Slot b)
    {
        a = root(a);
        b = root(b);
        if (a == b)
            return a;
        if (slots[a].runs.size() < slots[b].runs.size())
            std::swap(a, b);
        Open &big = slots[a], &small = slots[b];
        big.runs.insert(big.runs.end(), small.runs.begin(), small.runs.end());
        big.pixels += small.pixels;
        big.last_row = std::max(big.last_row, small.last_row);
        for (std::size_t p = 0; p < planes; ++p) {
            big.planes[p].sum += small.planes[p].sum;
            big.planes[p].count += small.planes[p].count;
        }
        small.runs = {};
        small.planes = {};
        small.parent = a;
        return a;
    }

    void add_run(LabelledRun run, std::span<const std::span<const float>> values)
    {
        Open& open = slots[run.slot];
        open.last_row = row;
        open.runs.push_back({static_cast<std::int32_t>(row), run.col0, run.col1});
        open.pixels += run.col1 - run.col0;
        for (std::size_t p = 0; p < planes; ++p) {
            double sum = 0;
            std::int64_t count = 0;
            for (auto c = static_cast<std::size_t>(run.col0); c < static_cast<std::size_t>(run.col1); ++c)
                if (const float v = values[p][c]; !std::isnan(v)) {
                    sum += static_cast<double>(v);
                    ++count;
                }
            open.planes[p].sum += sum;
            open.planes[p].count += count;
        }
    }

    void close(Open& open)
    {
        if (open.pixels < minimum_pixels)
            return;
        std::sort(open.runs.begin(), open.runs.end(), [](const PixelRun& a, const PixelRun& b) {
            return a.row != b.row ? a.row < b.row : a.col0 < b.col0;
        });
        Component out;
        out.first_row = open.runs.front().row;
        out.first_col = open.runs.front().col0;
        out.pixels = open.pixels;
        std::int64_t west = width, east = 0;
        for (const PixelRun& run : open.runs) {
            west = std::min<std::int64_t>(west, run.col0);
            east = std::max<std::int64_t>(east, run.col1);
        }
        out.box = {west, out.first_row, east - west, open.runs.back().row + 1 - out.first_row};
        out.planes = std::move(open.planes);
        out.outline = trace_outline(open.runs);
        if (with_runs)
            out.runs = std::move(open.runs);
        sink(std::move(out));
    }

    /// Hands out what has no run in the row just done and frees the slots of what was merged away.
    void sweep()
    {
        for (auto& run : here)
            run.slot = root(run.slot);
        std::size_t kept = 0;
        std::vector<Slot> closed;
        for (const Slot s : active) {
            if (slots[s].parent == s && slots[s].last_row == row) {
                active[kept++] = s;
                continue;
            }
            closed.push_back(s);
        }
        active.resize(kept);
        for (const Slot s : closed) {
            if (slots[s].parent == s)
                close(slots[s]);
            slots[s].runs = {};
            free.push_back(s);
        }
    }

    void add_row(std::span<const std::uint8_t> mask, std::span<const std::span<const float>> values)
    {
        here.clear();
        std::size_t up = 0;
        const auto columns = static_cast<std::size_t>(width);
        for (std::size_t c = 0; c < columns;) {
            if (mask[c] == 0) {
                ++c;
                continue;
            }
            const std::size_t start = c;
            while (c < columns && mask[c] != 0)
                ++c;
            LabelledRun run{static_cast<std::int32_t>(start), static_cast<std::int32_t>(c), 0};
            while (up < above.size() && above[up].col1 < run.col0)
                ++up;
            bool labelled = false;
            for (std::size_t k = up; k < above.size() && above[k].col0 <= run.col1; ++k) {
                run.slot = labelled ? unite(run.slot, above[k].slot) : root(above[k].slot);
                labelled = true;
            }
            if (!labelled)
                run.slot = open_slot();
            add_run(run, values);
            here.push_back(run);
        }
        sweep();
        std::swap(above, here);
        ++row;
    }
};

ComponentTracer::ComponentTracer(std::int64_t width, std::size_t planes, std::function<void(Component&&)> sink,
                                 std::int64_t minimum_pixels, bool with_runs)
    : impl_(std::make_unique<Impl>())
{
    impl_->width = width;
    impl_->planes = planes;
    impl_->sink = std::move(sink);
    impl_->minimum_pixels = minimum_pixels;
    impl_->with_runs = with_runs;
}

ComponentTracer::~ComponentTracer() = default;

void ComponentTracer::add_row(std::span<const std::uint8_t> mask, std::span<const std::span<const float>> values)
{
    if (mask.size() != static_cast<std::size_t>(impl_->width) || values.size() != impl_->planes)
        throw Error(ErrorKind::Internal, "ComponentTracer::add_row: a row of another width or number of planes");
    impl_->add_row(mask, values);
}

void ComponentTracer::finish()
{
    impl_->here.clear();
    impl_->sweep();
    impl_->above.clear();
    ++impl_->row;
}

void number_components(std::vector<Component>& all)
{
    std::sort(all.begin(), all.end(), [](const Component& a, const Component& b) {
        return a.first_row != b.first_row ? a.first_row < b.first_row : a.first_col < b.first_col;
    });
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i].number = static_cast<std::int64_t>(i) + 1;
}

std::vector<Component> components(std::span<const std::uint8_t> mask, std::int64_t width, std::int64_t height,
                                  std::int64_t minimum_pixels, bool with_runs)
{
    std::vector<Component> out;
    ComponentTracer tracer(
        width, 0, [&](Component&& c) { out.push_back(std::move(c)); }, minimum_pixels, with_runs);
    for (std::int64_t row = 0; row < height; ++row)
        tracer.add_row(mask.subspan(static_cast<std::size_t>(row * width), static_cast<std::size_t>(width)));
    tracer.finish();
    number_components(out);
    return out;
}

MultiPolygon to_crs(const MultiPolygon& pixel_outline, const GeoTransform& transform)
{
    MultiPolygon out = pixel_outline;
    for (auto& part : out.parts) {
        for (auto& p : part.outer)
            p = transform.to_crs(p.x, p.y);
        for (auto& hole : part.holes)
            for (auto& p : hole)
                p = transform.to_crs(p.x, p.y);
    }
    normalise_orientation(out);
    return out;
}

} // namespace didban
