#pragma once
#include "didban/base/renovation_code.h"
#include "didban/simulate/layout.h"

#include <climits>
#include <optional>
#include <string>
#include <vector>

/// What stands on a plot and when. Days are Date::day_number(); lengths are metres in the city's local frame.
namespace didban::simulate {

constexpr int long_ago = -400000, never = INT_MAX;

/// Surfaces with their own reflectance and texture (render.cpp holds the spectra).
enum class Material : std::uint8_t {
    Asphalt,
    Concrete,
    Soil,
    FreshSoil,
    Gravel,
    DryGrass,
    Grass,
    Crop,
    Paving,
    MudStraw,
    Bitumen,
    AluminiumFoil,
    Galvanised,
    Tile,
    BlueMetal,
    GreenMetal,
    WhiteRender,
    BrickWall,
    StoneWall,
    Water,
    PoolWater,
    Foliage,
    Evergreen,
    TarpBlue,
    TarpGreen,
    TarpWhite,
    CarWhite,
    CarGrey,
    CarDark,
    CarRed,
    Rubble,
    Pit,
    FootingGrid,
    SlabUnderWork,
    SolarPanel,
    RoadPaint,
    Count
};

/// Seen from above (domain: excavation, foundation, frame, roof closed).
enum class Stage { None, Excavation, Foundation, Frame, Roofed };

struct Building {
    Span2 place; ///< in the plot's own coordinates
    int floors{1};
    double floor_height{3.2};
    Material roof{Material::Bitumen};
    Material roof_after{Material::Bitumen};
    int reroofed{never}; ///< day from which the roof is roof_after
    bool pitched{false};
    int started{long_ago}; ///< day the digging began
    int duration{1};       ///< days from digging to the finished roof
    int razed{never};      ///< day it was taken down
    bool gear{true};       ///< stair box and coolers on the roof

    [[nodiscard]] double height() const { return floors * floor_height; }
    [[nodiscard]] Stage stage(int day) const;
    /// Slabs that stand on a day, 0 to floors.
    [[nodiscard]] int slabs(int day) const;
};

/// Things that come and go and are no building of the kind the law asks a permit for.
enum class ItemKind { Tarp, Lorry, SiteHut, Shed, RoofGear, Pool, Wall };
struct Item {
    ItemKind kind{};
    Span2 place;
    double bottom{0}, top{1};
    Material material{};
    int from{long_ago}, to{never}; ///< present on days from <= day < to
};

/// Ground of the plot that no structure covers.
struct Ground {
    Material before{Material::Soil}, after{Material::Soil};
    int changes{never};
    double vigour{0.6}; ///< of crops and grass, 0 to 1
    int crop{0};        ///< phenology: 0 spring cereal, 1 summer crop, 2 orchard floor, 3 irrigated all summer
    [[nodiscard]] Material at(int day) const { return day < changes ? before : after; }
};

struct Tree {
    Point at;
    double radius{2}, height{5};
    bool evergreen{false};
    int felled{never};
};

/// One event of a plot in the last period.
enum class Story {
    Quiet,
    PermittedNew,
    PermittedGoing,
    PermittedRebuild,
    PermittedExtension,
    PermitUnused,
    NoPermitNew,
    NoPermitExtension,
    Expired,
    RepairOnly,
    Revoked,
    EarlyStart,
    ExcessArea,
    YardRoof,
    Encroachment,
    WideningIgnored,
    BufferBuild,
    FarmBuild,
    GardenBuild,
    HeritageWork,
    HeritageDemolition,
    WallOnly,
    ExtraFloors,
    Demolition,
    Tarp,
    Lorries,
    Ploughed,
    Reroof,
    Lawn,
    Shed,
    SiteHut,
    RoofGear,
    Pool
};
[[nodiscard]] std::string_view name(Story story);
[[nodiscard]] bool is_suspected(Story story);
[[nodiscard]] bool is_distractor(Story story);

/// A permit before it is written (and dirtied) as a record.
struct PlotPermit {
    int issued{};
    std::optional<int> valid_to, started, completed;
    int floors{};
    double height_m{}, footprint_m2{}, total_area_m2{};
    std::string use{"residential"}, kind{"new"}, status{"issued"};
};

/// How far a plot lies in an overlay.
enum class Within { Out, Edge, In };

struct Plot {
    RenovationCode code;
    Quad shape; ///< true place, not the cadastre's
    Zone zone{Zone::R2};
    BlockKind block_kind{BlockKind::Residential};
    double passage_width{10}; ///< of the street or lane its access lies on, metres
    bool faces_north{true};   ///< the street is on the north side, so that the building stands at it
    double side_width{0};     ///< of the street beside a corner plot, 0 = no corner
    double widening{0};       ///< metres that the plan takes at the north edge
    Within heritage{Within::Out}, buffer{Within::Out};
    std::string buffer_kind; ///< "river" or "qanat"
    bool harim{true};
    bool registered{true};   ///< false: land that the cadastre does not hold
    bool merged{false};      ///< built on together with the next plot, whose code stands on the permit too
    bool merged_into{false}; ///< the next plot of such a pair: the permit stands on its western neighbour
    Story story{Story::Quiet};
    std::vector<Building> buildings;
    std::vector<Item> items;
    std::vector<Tree> trees;
    Ground ground;
    bool walled{true};
    std::vector<PlotPermit> permits;
    std::vector<Span2> worked; ///< where building or construction changed in the last period
};

} // namespace didban::simulate
