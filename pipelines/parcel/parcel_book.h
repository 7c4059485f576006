#pragma once
#include "didban/base/tool_pool.h"
#include "didban/geo/crs.h"
#include "didban/land/match_permits.h"
#include "didban/land/parcel_keys.h"
#include "didban/rules/proposal.h"
#include "pipelines/city/city_data.h"
#include "pipelines/plan/plan_data.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace didban {

/// Reads the JSON of docs/proposal.md. Throws Error{UnreadableInput} naming `name`, the key and what to write.
[[nodiscard]] Proposal parse_proposal(std::string_view json, const std::string& name);

/// A city's parcels, permits and plan at one moment, ready for questions. Immutable: any number of threads may ask.
class ParcelBook {
public:
    /// Throws Error as load_city_data and load_plan do.
    static std::shared_ptr<const ParcelBook> load(const DataAccess& data, const std::string& city,
                                                  const RunOptions& run);
    static std::shared_ptr<const ParcelBook> from(CityData city, PlanData plan);

    [[nodiscard]] const CityData& city() const { return city_; }
    [[nodiscard]] const PlanData& plan() const { return plan_; }
    [[nodiscard]] const Parcel& parcel(std::size_t i) const { return city_.parcels[i]; }
    /// By id or any spelling of it, then by earlier codes; nullopt when no parcel has it.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view id) const;
    /// The same, but throws Error{Usage} that names the cadastre and near ids.
    [[nodiscard]] std::size_t at(std::string_view id) const;
    /// A place of the working CRS in WGS 84, x = longitude.
    [[nodiscard]] Point to_wgs84(const Point& p) const;
    /// A shape of another CRS in the working one; "" = WGS 84, x = longitude. Throws as Crs::parse and Transform do.
    [[nodiscard]] MultiPolygon in_working_crs(const MultiPolygon& shape, const std::string& crs) const;
    /// m² on the ellipsoid of a shape in the working CRS.
    [[nodiscard]] double area_m2(const MultiPolygon& shape) const;
    /// Parcels that contain a point in WGS 84 degrees, ascending.
    [[nodiscard]] std::vector<std::size_t> at_point(double lon, double lat) const;
    /// The area that the deed states, m²; nothing where the cadastre states none.
    [[nodiscard]] std::optional<double> deed_area_m2(std::size_t parcel) const;
    /// At most so many parcels whose address holds every word of `words`, in whatever spelling, in cadastre order.
    [[nodiscard]] std::vector<std::size_t> at_address(std::string_view words, std::size_t most) const;
    /// Parcels of a district in cadastre order.
    [[nodiscard]] std::vector<std::size_t> in_district(std::string_view district) const;
    /// Parcels whose bounds meet `box`, ascending.
    [[nodiscard]] std::vector<std::uint32_t> near(const Box& box) const { return boxes_.meeting(box); }
    [[nodiscard]] std::vector<PermitMatch> permits(std::size_t parcel) const { return permits_->find(parcel); }

    /// Whether the permit register has dates of start-of-work sheets at all.
    [[nodiscard]] bool starts_recorded() const { return starts_recorded_; }

    /// Facts on a day: what the plan's layers say and what completed permits say of the existing building.
    [[nodiscard]] ParcelFacts facts(std::size_t parcel, const Date& on) const;
    [[nodiscard]] Answer rules_for(std::size_t parcel, const Date& on, const std::optional<Date>& known = {}) const;
    /// Facts and limits that a permit is judged by: those of its day of issue.
    [[nodiscard]] Answer rules_of_permit(std::size_t parcel, const Permit& permit) const;
    [[nodiscard]] Assessment assess(std::size_t parcel, const Proposal& proposal, const Date& on,
                                    const std::optional<Date>& known = {}) const;

    ParcelBook(CityData city, PlanData plan);

private:
    CityData city_;
    PlanData plan_;
    ToolPool<Transform> to_wgs84_, from_wgs84_;
    ToolPool<GeodesicArea> area_;
    std::optional<PermitIndex> permits_; ///< this and by_key_: set by the constructor, refer to city_
    BoxIndex boxes_;
    std::optional<ParcelKeys> by_key_;
    std::vector<std::string> address_keys_; ///< of each parcel; empty = no addresses
    bool starts_recorded_{false};
    std::unordered_map<std::string_view, std::uint32_t> by_old_key_;
};

} // namespace didban
