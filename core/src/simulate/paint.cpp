#include "canvas.h"

#include "didban/base/date.h"

#include <numbers>

namespace didban::simulate {

namespace {

int day_of_year(int day)
{
    const Date date = Date::from_day_number(day);
    return day - Date{date.year, 1, 1}.day_number() + 1;
}

/// Share of its leaves that a deciduous tree carries.
double leaf_share(int day)
{
    const double d = day_of_year(day);
    return 1 / (1 + std::exp(-(d - 103) / 7)) / (1 + std::exp((d - 308) / 8));
}

class Painter {
public:
    Painter(Canvas& canvas, const City& city, int epoch, int day)
        : canvas_(canvas), city_(city), seed_(city.options().seed), epoch_(epoch), day_(day), leaves_(leaf_share(day))
    {
    }
    void ground(BlockAt b, const Block& block);
    void solids(const Block& block);
    void street_life(BlockAt b);

private:
    Canvas& canvas_;
    const City& city_;
    std::uint64_t seed_;
    int epoch_, day_;
    double leaves_;

    Surface surface(Material m, std::uint64_t id, const Quad* along = nullptr)
    {
        Surface s;
        s.material = m;
        s.seed = static_cast<std::uint32_t>(mix(id));
        if (along != nullptr) {
            const Point &p = (*along)[0], &q = (*along)[1];
            const double d = std::hypot(q.x - p.x, q.y - p.y);
            s.axis_x = static_cast<float>((q.x - p.x) / d);
            s.axis_y = static_cast<float>((q.y - p.y) / d);
            s.origin = p;
        }
        return s;
    }
    void flat(const Quad& quad, const Surface& s, double z = 0)
    {
        const std::uint32_t number = canvas_.add(s);
        canvas_.scan(ring(quad), [&](int c, int r) { canvas_.set(c, r, static_cast<float>(z), number); });
    }
    void box(const Quad& quad, double z, const Surface& s)
    {
        const std::uint32_t number = canvas_.add(s);
        canvas_.scan(ring(quad), [&](int c, int r) { canvas_.raise(c, r, static_cast<float>(z), number); });
    }
    void rim(const Quad& quad, double thickness, double z, const Surface& s)
    {
        const Quad inner = inset(quad, {thickness, thickness, thickness, thickness});
        const std::uint32_t number = canvas_.add(s);
        for (std::size_t k = 0; k < 4; ++k) {
            const Ring side{quad[k], quad[(k + 1) % 4], inner[(k + 1) % 4], inner[k]};
            canvas_.scan(side, [&](int c, int r) { canvas_.raise(c, r, static_cast<float>(z), number); });
        }
    }
    void gable(const Quad& quad, double eave, const Surface& s);
    void building(const Plot& plot, const Building& b, std::uint64_t id);
    void unfinished(const Quad& place, const Building& b, Stage stage, std::uint64_t id);
    void item(const Plot& plot, const Item& item, std::uint64_t id);
    void tree(const Tree& t, std::uint64_t id);
    void car(const Point& at, const Point& along, std::uint64_t id);
};

void Painter::gable(const Quad& quad, double eave, const Surface& s)
{
    const bool ridge_east_west = width(quad) >= length(quad);
    constexpr double pitch = 0.32;
    for (const bool second : {false, true}) {
        const Quad half = ridge_east_west ? part(quad, {0, second ? 0.5 : 0.0, 1, second ? 1.0 : 0.5})
                                          : part(quad, {second ? 0.5 : 0.0, 0, second ? 1.0 : 0.5, 1});
        const Point eave_at = ridge_east_west ? (second ? quad[3] : quad[0]) : (second ? quad[1] : quad[0]);
        const Point edge = ridge_east_west ? Point{quad[1].x - quad[0].x, quad[1].y - quad[0].y}
                                           : Point{quad[3].x - quad[0].x, quad[3].y - quad[0].y};
        const double d = std::hypot(edge.x, edge.y), sign = ridge_east_west ? (second ? -1 : 1) : (second ? 1 : -1);
        const Point up{sign * -edge.y / d, sign * edge.x / d};
        Surface slope = s;
        slope.slope_x = static_cast<float>(pitch * up.x);
        slope.slope_y = static_cast<float>(pitch * up.y);
        const std::uint32_t number = canvas_.add(slope);
        canvas_.scan(ring(half), [&](int c, int r) {
            const Point p = canvas_.centre(c, r);
            const double rise = pitch * std::max(0.0, (p.x - eave_at.x) * up.x + (p.y - eave_at.y) * up.y);
            canvas_.raise(c, r, static_cast<float>(eave + rise), number);
        });
    }
}

void Painter::unfinished(const Quad& place, const Building& b, Stage stage, std::uint64_t id)
{
    if (stage == Stage::Excavation) {
        flat(inset(place, {0.3, 0.3, 0.3, 0.3}), surface(Material::Pit, id, &place), -2.6);
    } else if (stage == Stage::Foundation) {
        flat(place, surface(Material::FootingGrid, id, &place), -0.4);
    } else {
        const double top = b.slabs(day_) * b.floor_height;
        box(place, top, surface(Material::SlabUnderWork, id + static_cast<std::uint64_t>(b.slabs(day_)), &place));
        Random r(seed_, Purpose::Surface, static_cast<std::int64_t>(id), 5, b.slabs(day_));
        for (double a = 0.06; a < 1; a += 4.2 / width(place)) // columns of the next floor
            for (double q = 0.06; q < 1; q += 4.2 / length(place)) {
                const Point p = at(place, a, q);
                box({Point{p.x - 0.2, p.y - 0.2},
                     {p.x + 0.2, p.y - 0.2},
                     {p.x + 0.2, p.y + 0.2},
                     {p.x - 0.2, p.y + 0.2}},
                    top + 1.2, surface(Material::Concrete, id + 9));
            }
        for (int k = r.integer(1, 3); k > 0; --k) {
            const double a = r.uniform(0.1, 0.7), q = r.uniform(0.1, 0.7);
            box(part(place, {a, q, a + 1.8 / width(place), q + 2.5 / length(place)}), top + 0.7,
                surface(Material::BrickWall, id + 10));
        }
    }
}

void Painter::building(const Plot& plot, const Building& b, std::uint64_t id)
{
    const Quad place = part(plot.shape, b.place);
    const Stage stage = b.stage(day_);
    if (stage == Stage::None) {
        if (day_ >= b.razed) // rubble until something else is built
            flat(place, surface(day_ - b.razed < 60 ? Material::Rubble : Material::FreshSoil, id));
        return;
    }
    if (stage != Stage::Roofed) {
        unfinished(place, b, stage, id);
        return;
    }
    const bool finished = day_ - b.duration * 0.85 >= b.started;
    const Material roof = day_ >= b.reroofed ? b.roof_after : b.roof;
    const Surface top = surface(finished ? roof : Material::Concrete, id + (day_ >= b.reroofed ? 1000 : 0), &place);
    if (b.pitched && finished && day_ < b.reroofed) {
        gable(place, b.height(), top);
        return;
    }
    box(place, b.height(), top);
    Random r(seed_, Purpose::Surface, static_cast<std::int64_t>(id));
    if (b.roof != Material::MudStraw || r.chance(0.4))
        rim(place, 0.3, b.height() + r.uniform(0.4, 0.95),
            surface(r.chance(0.5) ? Material::BrickWall : Material::StoneWall, id + 1));
    if (!b.gear || !finished)
        return;
    const double wide = width(place), deep = length(place);
    if (b.floors > 1 || r.chance(0.4)) {
        const double a = r.uniform(0.1, 0.55), q = r.uniform(0.1, 0.5);
        const Quad stair = part(place, {a, q, a + std::min(0.4, 2.8 / wide), q + std::min(0.4, 4.0 / deep)});
        box(stair, b.height() + 2.5,
            surface(top.material == Material::MudStraw ? Material::BrickWall : top.material, id + 2));
    }
    for (int k = r.integer(0, 3); k > 0; --k) {
        const double a = r.uniform(0.08, 0.86), q = r.uniform(0.08, 0.86);
        box(part(place, {a, q, a + 1.1 / wide, q + 1.1 / deep}), b.height() + 1.2,
            surface(Material::Galvanised, id + 3));
    }
    if (r.chance(0.3)) {
        const double a = r.uniform(0.1, 0.8), q = r.uniform(0.1, 0.8);
        box(part(place, {a, q, a + 1.6 / wide, q + 1.6 / deep}), b.height() + 1.6,
            surface(Material::WhiteRender, id + 4));
    }
}

void Painter::item(const Plot& plot, const Item& item, std::uint64_t id)
{
    if (day_ < item.from || day_ >= item.to)
        return;
    const Quad place = part(plot.shape, item.place);
    const Surface s = surface(item.material, id, &place);
    if (item.kind == ItemKind::Wall)
        rim(place, 0.4, item.top, s);
    else if (item.kind == ItemKind::Pool)
        flat(place, s, item.top);
    else
        box(place, item.top, s);
}

void Painter::tree(const Tree& t, std::uint64_t id)
{
    if (day_ >= t.felled)
        return;
    Surface s = surface(t.evergreen ? Material::Evergreen : Material::Foliage, id % 16);
    const std::uint32_t number = canvas_.add(s);
    const double density = t.evergreen ? 1.0 : 0.16 + 0.84 * leaves_;
    const Ring around{{t.at.x - t.radius, t.at.y - t.radius},
                      {t.at.x + t.radius, t.at.y - t.radius},
                      {t.at.x + t.radius, t.at.y + t.radius},
                      {t.at.x - t.radius, t.at.y + t.radius}};
    const std::uint64_t texture = key(seed_, static_cast<int>(Purpose::Tree), static_cast<std::int64_t>(id));
    canvas_.scan(around, [&](int c, int r) {
        const Point p = canvas_.centre(c, r);
        const double d = std::hypot(p.x - t.at.x, p.y - t.at.y) / t.radius;
        const std::uint64_t hash = key(texture, canvas_.col0() + c, canvas_.row0() + r);
        if (d + 0.25 * unit(hash) > 1.05 || unit(mix(hash)) > density)
            return;
        canvas_.raise(c, r, static_cast<float>(t.height * (1 - 0.45 * d * d) - 0.5 * unit(hash)), number);
    });
}

void Painter::car(const Point& where, const Point& along, std::uint64_t id)
{
    static constexpr std::array colours{Material::CarWhite, Material::CarWhite, Material::CarGrey,
                                        Material::CarGrey,  Material::CarDark,  Material::CarRed};
    const Point side{-along.y, along.x};
    const auto corner = [&](double l, double w) {
        return Point{where.x + l * along.x + w * side.x, where.y + l * along.y + w * side.y};
    };
    const Material paint = colours[mix(id) % colours.size()];
    box({corner(-2.1, -0.9), corner(2.1, -0.9), corner(2.1, 0.9), corner(-2.1, 0.9)}, 0.9, surface(paint, id));
    box({corner(-1.2, -0.75), corner(1.0, -0.75), corner(1.0, 0.75), corner(-1.2, 0.75)}, 1.45, surface(paint, id));
}

void Painter::ground(BlockAt b, const Block& block)
{
    const Layout& layout = city_.layout();
    const std::uint64_t id = key(seed_, static_cast<int>(Purpose::Surface), b.i, b.j);
    const Quad cell = layout.cell(b);
    if (block.kind == BlockKind::Outskirts) {
        Random r(seed_, Purpose::Field, b.i, b.j);
        Surface field = surface(r.chance(0.35)  ? Material::Crop
                                : r.chance(0.6) ? Material::DryGrass
                                                : Material::Soil,
                                id, &cell);
        field.crop = static_cast<std::uint8_t>(r.integer(0, 3));
        field.vigour = static_cast<float>(r.uniform(0.2, 0.9));
        flat(cell, field);
        return;
    }
    flat(cell, surface(block.kind == BlockKind::Farmland ? Material::Gravel : Material::Asphalt, key(seed_, 3)));
    flat(inset(block.lot, {-1.3, -1.3, -1.3, -1.3}),
         surface(block.kind == BlockKind::Farmland ? Material::Soil : Material::Paving, key(seed_, 4)));
    for (const Quad& lane : block.lanes)
        flat(lane, surface(Material::Paving, key(seed_, 5)));
    for (std::size_t k = 0; k < block.plots.size(); ++k) {
        const Plot& plot = block.plots[k];
        const bool after = day_ >= plot.ground.changes;
        Surface s = surface(plot.ground.at(day_), key(id, static_cast<int>(k), after ? 1 : 0), &plot.shape);
        s.vigour = static_cast<float>(plot.ground.vigour);
        s.crop = static_cast<std::uint8_t>(plot.ground.crop);
        flat(plot.shape, s);
    }
    const int river = layout.river_line();
    if (river >= 0 && (b.i == river || b.i + 1 == river)) {
        const Point south = layout.node(river, b.j), north = layout.node(river, b.j + 1);
        const auto band = [&](double half) {
            return Quad{Point{south.x - half, south.y},
                        {south.x + half, south.y},
                        {north.x + half, north.y},
                        {north.x - half, north.y}};
        };
        flat(band(Layout::river_half_width + 4), surface(Material::Grass, key(seed_, 6)));
        flat(band(Layout::river_half_width), surface(Material::Gravel, key(seed_, 7)));
        flat(band(Layout::river_half_width * 0.6), surface(Material::Water, key(seed_, 8)), -0.8);
    }
}

void Painter::solids(const Block& block)
{
    const std::uint64_t id = key(seed_, static_cast<int>(Purpose::Surface), block.at.i, block.at.j, 1);
    for (std::size_t k = 0; k < block.plots.size(); ++k) {
        const Plot& plot = block.plots[k];
        const std::uint64_t plot_id = key(id, static_cast<int>(k));
        if (plot.walled)
            rim(plot.shape, 0.25, 2.1 + 0.5 * unit(plot_id),
                surface(unit(mix(plot_id)) < 0.6 ? Material::BrickWall : Material::StoneWall, plot_id + 1));
        for (const bool standing : {false, true}) // what is down or dug first, so that it never covers what stands
            for (std::size_t n = 0; n < plot.buildings.size(); ++n) {
                const Stage stage = plot.buildings[n].stage(day_);
                if ((stage == Stage::Frame || stage == Stage::Roofed) == standing)
                    building(plot, plot.buildings[n], key(plot_id, 2, static_cast<int>(n)));
            }
        for (std::size_t n = 0; n < plot.items.size(); ++n)
            item(plot, plot.items[n], key(plot_id, 3, static_cast<int>(n)));
    }
    for (std::size_t k = 0; k < block.plots.size(); ++k)
        for (std::size_t n = 0; n < block.plots[k].trees.size(); ++n)
            tree(block.plots[k].trees[n], key(id, 4, static_cast<int>(k), static_cast<int>(n)));
}

void Painter::street_life(BlockAt b)
{
    const Layout& layout = city_.layout();
    if (layout.kind(b) == BlockKind::Outskirts || layout.kind(b) == BlockKind::Farmland)
        return;
    const Quad lot = layout.lot(b);
    Random trees(seed_, Purpose::Tree, b.i, b.j, 99), cars(seed_, Purpose::Car, b.i, b.j, epoch_);
    for (std::size_t k = 0; k < 4; ++k) {
        const Point &p = lot[k], &q = lot[(k + 1) % 4];
        const double d = std::hypot(q.x - p.x, q.y - p.y);
        const Point along{(q.x - p.x) / d, (q.y - p.y) / d}, out{along.y, -along.x};
        const double street = k == 0   ? layout.line_width_y(b.j)
                              : k == 2 ? layout.line_width_y(b.j + 1)
                              : k == 1 ? layout.line_width_x(b.i + 1)
                                       : layout.line_width_x(b.i);
        const bool planted = trees.chance(street > 12 ? 0.8 : 0.3);
        for (double s = 4; planted && s < d - 4; s += trees.uniform(6, 13))
            tree({{p.x + along.x * s + out.x * 0.9, p.y + along.y * s + out.y * 0.9},
                  trees.uniform(1.2, 2.6),
                  trees.uniform(4, 8),
                  false,
                  never},
                 key(seed_, 21, b.i, b.j, static_cast<std::int64_t>(s * 100)));
        for (double s = 5; s < d - 5; s += 6.2)
            if (cars.chance(0.22))
                car({p.x + along.x * s + out.x * 2.5, p.y + along.y * s + out.y * 2.5}, along,
                    key(seed_, 22, static_cast<std::int64_t>(cars.next() >> 1)));
        for (double s = cars.uniform(0, 60); street > 9 && s < d; s += cars.uniform(25, 90)) {
            const double lane = std::min(street / 2 - 1.2, 4.2 + (street > 20 ? 3.0 : 0.0));
            car({p.x + along.x * s + out.x * lane, p.y + along.y * s + out.y * lane}, along,
                key(seed_, 23, static_cast<std::int64_t>(cars.next() >> 1)));
        }
    }
}

} // namespace

void paint_city(Canvas& canvas, const City& city, int epoch, int day)
{
    const std::vector<BlockAt> near = city.layout().meeting(canvas.box().grown(15));
    std::vector<Block> blocks;
    blocks.reserve(near.size());
    for (const BlockAt& b : near)
        blocks.push_back(city.block(b));
    Painter painter(canvas, city, epoch, day);
    for (std::size_t k = 0; k < near.size(); ++k)
        painter.ground(near[k], blocks[k]);
    for (const Block& block : blocks)
        painter.solids(block);
    for (const BlockAt& b : near)
        painter.street_life(b);
}

} // namespace didban::simulate
