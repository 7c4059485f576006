#pragma once
#include "didban/base/date.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace didban {

struct VisitOptions {
    int budget{};              ///< visits that can be made, at least 1
    double control_share{0.1}; ///< of the budget, for parcels drawn at random; at least one visit unless 0
    std::uint64_t seed{1};     ///< of the draw
    std::string district;      ///< "" = all
    Date as_of;                ///< day on which clocks are read
    int patrols{1};            ///< among whom the visits are divided
};

struct Visit {
    int rank{};                     ///< 1 = first
    bool control{false};            ///< drawn at random among parcels where nothing is suspected
    std::string case_id, parcel_id; ///< case_id "" for control visits; parcel_id "" outside every parcel
    std::string verdict;
    std::vector<std::string> violations; ///< codes
    std::string change, stage;           ///< "" for control visits
    double area_m2{};
    std::optional<double> confidence;
    std::optional<double> longitude, latitude; ///< of the case's middle, or inside the control parcel; WGS 84
    std::string permit_id, permit_status;      ///< "" = none
    std::string not_before, last_seen;         ///< ISO days: last without it, last image that shows it; "" for controls
    std::string address;                       ///< or nearest street; "" = not known
    std::string due;                           ///< ISO day on which its first clock runs out; "" = none runs
    bool overdue{false};
    std::string reason_en, reason_fa; ///< the finding's sentence; "" for controls
    int patrol{}, stop{};             ///< from 1; 0 = no place, so no route
    std::optional<double> leg_m;      ///< from the stop before, as the crow flies
};

} // namespace didban
