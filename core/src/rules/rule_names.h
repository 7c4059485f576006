#pragma once
#include "didban/rules/facts.h"
#include "didban/rules/rule.h"
#include "enum_names.h"

/// The words of rules.toml.
namespace didban::words {

inline constexpr auto plan_level = enum_names<PlanLevel>({{PlanLevel::Detailed, "detailed"},
                                                          {PlanLevel::Comprehensive, "comprehensive"},
                                                          {PlanLevel::District, "district"}});
inline constexpr auto level = enum_names<RuleLevel>({{RuleLevel::National, "NATIONAL"},
                                                     {RuleLevel::District, "DISTRICT"},
                                                     {RuleLevel::Comprehensive, "COMPREHENSIVE"},
                                                     {RuleLevel::Detailed, "DETAILED"},
                                                     {RuleLevel::Special, "SPECIAL"},
                                                     {RuleLevel::ParcelDecision, "PARCEL_DECISION"},
                                                     {RuleLevel::Sector, "SECTOR"}});
inline constexpr auto status = enum_names<RuleStatus>({{RuleStatus::Draft, "DRAFT"},
                                                       {RuleStatus::Approved, "APPROVED"},
                                                       {RuleStatus::Suspended, "SUSPENDED"},
                                                       {RuleStatus::Repealed, "REPEALED"}});
inline constexpr auto combinator = enum_names<Combinator>({{Combinator::RestrictMax, "RESTRICT_MAX"},
                                                           {Combinator::RestrictMin, "RESTRICT_MIN"},
                                                           {Combinator::Replace, "REPLACE"},
                                                           {Combinator::Add, "ADD"},
                                                           {Combinator::Set, "SET"},
                                                           {Combinator::Forbid, "FORBID"},
                                                           {Combinator::RequireInquiry, "REQUIRE_INQUIRY"},
                                                           {Combinator::RequireCondition, "REQUIRE_CONDITION"}});
inline constexpr auto floor_base = enum_names<FloorBase>({{FloorBase::Unstated, ""},
                                                          {FloorBase::Pilotis, "pilotis"},
                                                          {FloorBase::Basement, "basement"},
                                                          {FloorBase::HalfBasement, "half_basement"},
                                                          {FloorBase::Ground, "ground"}});
inline constexpr auto height_reference =
    enum_names<HeightReference>({{HeightReference::Unstated, ""},
                                 {HeightReference::StreetMidFront, "street_mid_front"},
                                 {HeightReference::StreetHighest, "street_highest"},
                                 {HeightReference::NaturalGround, "natural_ground"},
                                 {HeightReference::AverageCorners, "average_corners"},
                                 {HeightReference::SeaLevel, "sea_level"}});
inline constexpr auto height_top = enum_names<HeightTop>({{HeightTop::Unstated, ""},
                                                          {HeightTop::Eave, "eave"},
                                                          {HeightTop::RoofSlab, "roof_slab"},
                                                          {HeightTop::Parapet, "parapet"},
                                                          {HeightTop::StairBox, "stair_box"},
                                                          {HeightTop::Ridge, "ridge"},
                                                          {HeightTop::Highest, "highest"}});
inline constexpr auto numeric_fact = enum_names<NumericFact>({{NumericFact::PassageWidth, "passage_width_m"},
                                                              {NumericFact::PlotArea, "plot_area_m2"},
                                                              {NumericFact::Frontage, "frontage_m"},
                                                              {NumericFact::PlotDepth, "depth_m"},
                                                              {NumericFact::ExistingFloors, "existing_floors"}});
inline constexpr auto jurisdiction = enum_names<Jurisdiction>({{Jurisdiction::Unknown, "unknown"},
                                                               {Jurisdiction::City, "city"},
                                                               {Jurisdiction::Harim, "harim"},
                                                               {Jurisdiction::Art99, "art99"},
                                                               {Jurisdiction::Village, "village"},
                                                               {Jurisdiction::Farmland, "farmland"}});

} // namespace didban::words
