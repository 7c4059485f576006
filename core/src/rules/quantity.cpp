#include "didban/rules/quantity.h"

namespace didban {

namespace {

struct Row {
    Quantity quantity;
    std::string_view name, unit, en, fa;
    bool minimum;
};

constexpr std::array<Row, quantity_count> rows{{
    {Quantity::Floors, "floors", "floors", "number of floors", "تعداد طبقات", false},
    {Quantity::Height, "height", "m", "height", "ارتفاع", false},
    {Quantity::Coverage, "coverage", "share", "site coverage", "سطح اشغال", false},
    {Quantity::FloorAreaRatio, "floor_area_ratio", "ratio", "floor-area ratio", "تراکم", false},
    {Quantity::SetbackFront, "setback_front", "m", "front setback", "عقب‌نشینی از بر", true},
    {Quantity::SetbackRear, "setback_rear", "m", "rear setback", "عقب‌نشینی پشت", true},
    {Quantity::SetbackSide, "setback_side", "m", "side setback", "عقب‌نشینی جانبی", true},
    {Quantity::Depth, "depth", "m", "built depth", "پیشروی طولی", false},
    {Quantity::Chamfer, "chamfer", "m", "corner cut", "پخ", true},
    {Quantity::Parking, "parking", "cars", "parking places", "پارکینگ", true},
    {Quantity::Units, "units", "units", "number of units", "تعداد واحد", false},
    {Quantity::MinPlotArea, "min_plot_area", "m2", "minimum plot area", "حد نصاب مساحت", true},
    {Quantity::MinFrontage, "min_frontage", "m", "minimum frontage", "حداقل بر", true},
    {Quantity::UseAllowed, "use_allowed", "uses", "uses allowed", "کاربری‌های مجاز", false},
    {Quantity::UseConditional, "use_conditional", "uses", "uses under a condition", "کاربری‌های مشروط",
     false},
    {Quantity::UseForbidden, "use_forbidden", "uses", "uses forbidden", "کاربری‌های ممنوع", false},
    {Quantity::PassageEdge, "passage_edge", "m", "passage width to keep", "بر اصلاحی گذر", true},
    {Quantity::SurfaceAsl, "surface_asl", "m_asl", "obstacle surface above sea level", "سطح مانع از تراز دریا", false},
    {Quantity::HeritageWork, "heritage_work", "work", "work in heritage ground", "اقدام در حریم میراث", false},
    {Quantity::Projection, "projection", "m", "projection over the passage", "پیش‌آمدگی", false},
    {Quantity::OpenSpace, "open_space", "share", "open space", "فضای باز", true},
}};

constexpr bool in_order()
{
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (static_cast<std::size_t>(rows[i].quantity) != i)
            return false;
    return true;
}
static_assert(in_order(), "one row per quantity, in the order of the enum");

const Row& row(Quantity q)
{
    return rows[static_cast<std::size_t>(q)];
}

struct UnitRow {
    std::string_view canonical, name;
    double factor;
};
constexpr UnitRow units[] = {
    {"floors", "floors", 1},
    {"m", "m", 1},
    {"m", "cm", 0.01},
    {"share", "share", 1},
    {"share", "percent", 0.01},
    {"share", "pct_of_plot", 0.01},
    {"ratio", "ratio", 1},
    {"ratio", "percent", 0.01},
    {"cars", "cars", 1},
    {"units", "units", 1},
    {"m2", "m2", 1},
    {"uses", "uses", 1},
    {"m_asl", "m_asl", 1},
    {"work", "work", 1},
};

} // namespace

const std::array<Quantity, quantity_count>& all_quantities()
{
    static constexpr auto all = [] {
        std::array<Quantity, quantity_count> a{};
        for (std::size_t i = 0; i < a.size(); ++i)
            a[i] = rows[i].quantity;
        return a;
    }();
    return all;
}

std::string_view name(Quantity q)
{
    return row(q).name;
}
std::string_view name_en(Quantity q)
{
    return row(q).en;
}
std::string_view name_fa(Quantity q)
{
    return row(q).fa;
}
std::string_view unit(Quantity q)
{
    return row(q).unit;
}
bool is_minimum(Quantity q)
{
    return row(q).minimum;
}
bool is_use_list(Quantity q)
{
    return q == Quantity::UseAllowed || q == Quantity::UseConditional || q == Quantity::UseForbidden;
}

std::optional<Quantity> quantity(std::string_view text)
{
    for (const Row& r : rows)
        if (r.name == text)
            return r.quantity;
    return std::nullopt;
}

std::optional<double> unit_factor(Quantity q, std::string_view unit_name)
{
    for (const UnitRow& u : units)
        if (u.canonical == unit(q) && u.name == unit_name)
            return u.factor;
    return std::nullopt;
}

std::vector<std::string> accepted_units(Quantity q)
{
    std::vector<std::string> names;
    for (const UnitRow& u : units)
        if (u.canonical == unit(q))
            names.emplace_back(u.name);
    return names;
}

} // namespace didban
