#include "pipelines/simulate/writers.h"

#include <cmath>
#include <numbers>

namespace didban::simulate_files {

namespace {

using simulate::BlockAt;
using simulate::BlockKind;
using simulate::Layout;
using simulate::Quad;
using simulate::Zone;

constexpr const char* plan_start = "2015-03-21";

Ring circle(const Point& centre, double radius)
{
    Ring ring;
    for (int k = 0; k < 48; ++k) {
        const double a = 2 * std::numbers::pi * k / 48;
        ring.push_back({centre.x + radius * std::cos(a), centre.y + radius * std::sin(a)});
    }
    return ring;
}

Quad band(const Point& south, const Point& north, double half)
{
    const double dx = north.x - south.x, dy = north.y - south.y, d = std::hypot(dx, dy), nx = dy / d * half,
                 ny = -dx / d * half;
    return {Point{south.x - nx, south.y - ny},
            {south.x + nx, south.y + ny},
            {north.x + nx, north.y + ny},
            {north.x - nx, north.y - ny}};
}

const char* approved_use(Zone zone)
{
    switch (zone) {
    case Zone::R1:
    case Zone::R2:
    case Zone::R3:
        return "residential";
    case Zone::C:
        return "commercial";
    case Zone::Garden:
        return "garden";
    case Zone::Farmland:
        return "farmland";
    case Zone::Public:
        return "public";
    }
    return "";
}

class PlanWriter {
public:
    PlanWriter(FeatureSink& sink, const Target& target, const RunOptions& run)
        : sink_(sink), target_(target), layout_(target.city.layout()), run_(run)
    {
    }
    void zones();
    void overlays();
    void streets();
    void jurisdiction();

private:
    FeatureSink& sink_;
    const Target& target_;
    const Layout& layout_;
    const RunOptions& run_;
    std::int64_t fid_{0};

    void begin(const char* name, std::vector<FieldSpec> fields, LayerSpec::Kind kind)
    {
        fid_ = 0;
        sink_.begin_layer({name, target_.crs, std::move(fields), kind});
    }
    void polygon(std::vector<FieldValue> values, MultiPolygon shape)
    {
        Feature f;
        f.fid = ++fid_;
        f.values = std::move(values);
        f.geometry.null = false;
        f.geometry.polygons = std::move(shape);
        sink_.write(f);
    }
    void overlay(const std::string& id, const char* kind, const char* degree, const char* name, const char* document,
                 const char* article, const Ring& ring)
    {
        polygon({id, std::string(kind), std::string(degree), std::string(name), std::string(document),
                 std::string(article), std::string(plan_start), std::monostate{}},
                target_.shape(ring));
    }
};

void PlanWriter::zones()
{
    begin("zones", {{"zone_id"}, {"zone"}, {"district"}, {"use_approved"}, {"use_permitted"}, {"use_governing"}},
          LayerSpec::Kind::MultiPolygon);
    for (int j = 0; j < layout_.rows(); ++j)
        for (int i = 0; i < layout_.columns(); ++i) {
            const BlockAt b{i, j};
            const Zone zone = layout_.zone(b);
            const std::string use = approved_use(zone),
                              district = std::to_string(1 + 2 * i / layout_.columns() + 2 * (2 * j / layout_.rows()));
            polygon(
                {"z" + std::to_string(i) + "-" + std::to_string(j), std::string(name(zone)), district, use, use, use},
                target_.shape(simulate::ring(layout_.cell(b))));
        }
}

void PlanWriter::overlays()
{
    begin("overlays",
          {{"overlay_id"},
           {"kind"},
           {"degree"},
           {"name"},
           {"document"},
           {"article"},
           {"valid_from", FieldType::Date},
           {"valid_to", FieldType::Date}},
          LayerSpec::Kind::MultiPolygon);
    const simulate::Circle monument = layout_.monument();
    overlay("heritage-1", "heritage", "1", "listed monument and its buffer",
            "decision on the monument's buffer (invented)", "1", circle(monument.centre, monument.radius));
    if (const int river = layout_.river_line(); river >= 0)
        for (int j = 0; j < layout_.rows(); ++j)
            overlay("river-" + std::to_string(j), "river", "", "river bed and buffer",
                    "river bed and buffer by-law (invented)", "2",
                    simulate::ring(band(layout_.node(river, j), layout_.node(river, j + 1),
                                        Layout::river_half_width + Layout::river_buffer)));
    each_block(target_, run_, "overlays", [&](const simulate::Block& block) {
        const std::string at = std::to_string(block.at.i) + "-" + std::to_string(block.at.j);
        Point shaft;
        if (layout_.qanat(block.at, shaft))
            overlay("qanat-" + at, "qanat", "", "qanat shaft and its buffer", "detailed plan (invented)", "17",
                    circle(shaft, Layout::qanat_radius));
        if (block.kind == BlockKind::Gardens)
            overlay("garden-" + at, "garden", "", "gardens", "green-space law (invented list)", "7",
                    simulate::ring(block.lot));
        if (block.kind == BlockKind::Farmland)
            overlay("farmland-" + at, "farmland", "", "farmland", "farmland preservation law", "1",
                    simulate::ring(layout_.cell(block.at)));
    });
}

void PlanWriter::streets()
{
    begin("streets",
          {{"street_id"}, {"name"}, {"width_m", FieldType::Real}, {"plan_width_m", FieldType::Real}, {"class"}},
          LayerSpec::Kind::MultiLineString);
    const auto line = [&](const std::string& id, const Point& p, const Point& q, double width, double plan_width) {
        Feature f;
        f.fid = ++fid_;
        const char* const rank = width >= 20 ? "arterial" : width >= 12.5 ? "collector" : width >= 5 ? "local" : "lane";
        f.values = {id, "passage " + id, width, plan_width, std::string(rank)};
        f.geometry.null = false;
        f.geometry.lines = {{target_.to_crs(p), target_.to_crs(q)}};
        sink_.write(f);
    };
    for (int j = 0; j <= layout_.rows(); ++j)
        for (int i = 0; i < layout_.columns(); ++i)
            line("e" + std::to_string(j) + "-" + std::to_string(i), layout_.node(i, j), layout_.node(i + 1, j),
                 layout_.line_width_y(j), layout_.line_width_y(j) + 2 * layout_.widening(i, j));
    for (int i = 0; i <= layout_.columns(); ++i)
        for (int j = 0; j < layout_.rows() && i != layout_.river_line(); ++j)
            line("n" + std::to_string(i) + "-" + std::to_string(j), layout_.node(i, j), layout_.node(i, j + 1),
                 layout_.line_width_x(i), layout_.line_width_x(i));
    each_block(target_, run_, "streets", [&](const simulate::Block& block) {
        for (std::size_t k = 0; k < block.lanes.size(); ++k) {
            const Quad& lane = block.lanes[k];
            line("l" + std::to_string(block.at.i) + "-" + std::to_string(block.at.j) + "-" + std::to_string(k),
                 simulate::at(lane, 0, 0.5), simulate::at(lane, 1, 0.5), simulate::length(lane),
                 simulate::length(lane));
        }
    });
}

void PlanWriter::jurisdiction()
{
    begin("jurisdiction", {{"kind"}, {"valid_from", FieldType::Date}, {"valid_to", FieldType::Date}},
          LayerSpec::Kind::MultiPolygon);
    const auto kind_of = [&](BlockAt b) -> std::string {
        if (layout_.kind(b) != BlockKind::Farmland)
            return "city";
        return layout_.within_harim(b) ? "harim" : "farmland";
    };
    for (int j = 0; j < layout_.rows(); ++j)
        for (int i = 0; i < layout_.columns();) {
            const std::string kind = kind_of({i, j});
            int end = i;
            while (end < layout_.columns() && kind_of({end, j}) == kind)
                ++end;
            Ring ring;
            for (int c = i; c <= end; ++c)
                ring.push_back(layout_.node(c, j));
            for (int c = end; c >= i; --c)
                ring.push_back(layout_.node(c, j + 1));
            polygon({kind, std::string(plan_start), std::monostate{}}, target_.shape(ring));
            i = end;
        }
}

} // namespace

void write_plan(const DataAccess& data, const Target& target, const RunOptions& run)
{
    const auto sink = data.create_features(target.folder + "plan.gpkg", "GPKG");
    PlanWriter plan(*sink, target, run);
    plan.zones();
    plan.overlays();
    plan.streets();
    plan.jurisdiction();
    sink->finish();
}

} // namespace didban::simulate_files
