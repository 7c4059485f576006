#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace didban {

/// What a rule can limit. Values are kept in the canonical unit of each, see unit().
enum class Quantity {
    Floors,         ///< storeys above ground; on what base is Effect::base
    Height,         ///< m, from Effect::height_reference to Effect::height_top
    Coverage,       ///< footprint ÷ plot area, 0 to 1 (سطح اشغال)
    FloorAreaRatio, ///< gross floor area ÷ plot area (تراکم ÷ 100)
    SetbackFront,   ///< m, from the corrected front edge
    SetbackRear,    ///< m
    SetbackSide,    ///< m
    Depth,          ///< m of built depth from the front edge (60 % of the plot length + 2 m)
    Chamfer,        ///< m, length of the corner cut (پخ)
    Parking,        ///< cars
    Units,          ///< dwellings or shops
    MinPlotArea,    ///< m²
    MinFrontage,    ///< m
    UseAllowed,     ///< list of use codes allowed as of right
    UseConditional, ///< list of use codes allowed under a condition
    UseForbidden,   ///< list of use codes
    PassageEdge,    ///< m, plan width that the passage must keep
    SurfaceAsl,     ///< m above sea level that nothing may pierce (airport)
    HeritageWork,   ///< any work at all: only requirements and prohibitions
    Projection,     ///< m over the passage
    OpenSpace       ///< open ground ÷ plot area, 0 to 1
};
inline constexpr std::size_t quantity_count = 21;
[[nodiscard]] const std::array<Quantity, quantity_count>& all_quantities();

/// "floors", "floor_area_ratio", … as in rules.toml.
[[nodiscard]] std::string_view name(Quantity quantity);
[[nodiscard]] std::string_view name_en(Quantity quantity); ///< "floor-area ratio"
[[nodiscard]] std::string_view name_fa(Quantity quantity); ///< "تراکم"
[[nodiscard]] std::optional<Quantity> quantity(std::string_view name);
/// The canonical unit: "floors", "m", "share", "ratio", "cars", "units", "m2", "uses", "m_asl", "work".
[[nodiscard]] std::string_view unit(Quantity quantity);
/// True where a rule demands at least so much (setbacks, parking, minimum plot); false where it allows at most so much.
[[nodiscard]] bool is_minimum(Quantity quantity);
/// True for the three lists of uses.
[[nodiscard]] bool is_use_list(Quantity quantity);

/// Factor from `unit_name` to the canonical unit of `quantity`; nullopt when the unit does not belong to it.
[[nodiscard]] std::optional<double> unit_factor(Quantity quantity, std::string_view unit_name);
/// Units that rules.toml may use for `quantity`, canonical one first.
[[nodiscard]] std::vector<std::string> accepted_units(Quantity quantity);

} // namespace didban
