#pragma once
#include <string>
#include <string_view>

namespace didban::simulate {

/// How hard a simulated city is to watch. Lengths in metres on the ground, shifts in pixels of the image, angles in
/// degrees, shares 0 to 1. docs/simulator.md gives the source of every figure.
struct Preset {
    std::string name;
    // Registration
    double shift_min_px{}, shift_max_px{}; ///< length of the global shift of a scene against the reference epoch
    double local_rms_px{};                 ///< smooth local part, root mean square of each axis
    double cadastre_sigma_m{};             ///< offset of a block's parcels, one sigma per axis
    double off_nadir_max{};                ///< view angle of a scene, uniform from 0
    // Season and light
    int first_month{}, last_month{}; ///< Gregorian months in which scenes may be taken
    double hour_min{}, hour_max{};   ///< local solar time of a scene
    // Radiometry
    double gain_spread{};     ///< gains are uniform in 1 ± this, per band and scene
    double offset_max{};      ///< additive offset per band and scene, reflectance
    double haze_max{};        ///< optical depth of haze in the blue band, uniform from 0
    double haze_patchiness{}; ///< share of the haze that varies over the scene
    double noise{};           ///< standard deviation at mid-grey, reflectance
    double point_spread_px{}; ///< sigma of the Gaussian point spread
    double weathering{};      ///< relative change of each surface's albedo between epochs, one sigma
    // Clouds
    double cloudy_scene_share{};     ///< share of scenes that have clouds
    double cloud_min{}, cloud_max{}; ///< cover of a cloudy scene
    double mask_opacity{};           ///< cloud opacity from which the delivered mask marks a pixel
    // What happens in the last period, shares of parcels
    double suspected_share{}, authorised_share{}, distractor_share{}, demolition_share{};
    double earlier_share{}; ///< parcels built on in each period before
    // Records
    double dirty_share{}; ///< chance of each kind of dirt, per record that can have it
};

/// "easy", "realistic" or "hard"; Error{Usage} names the three otherwise.
[[nodiscard]] Preset preset(std::string_view name);

/// The same city with `activity` times the works, demolitions and distractors in the last period: rare kinds in number,
/// to train on. Error{Usage} unless 0 < activity and the shares stay within one.
[[nodiscard]] Preset busier(Preset preset, double activity);

} // namespace didban::simulate
