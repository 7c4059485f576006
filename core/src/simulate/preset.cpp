#include "didban/simulate/preset.h"

#include "didban/base/error.h"
#include "didban/base/number_text.h"

namespace didban::simulate {

namespace {

Preset realistic()
{
    Preset p;
    p.name = "realistic";
    p.shift_min_px = 0.3;
    p.shift_max_px = 2.0;
    p.local_rms_px = 0.4;
    p.cadastre_sigma_m = 0.7;
    p.off_nadir_max = 12;
    p.first_month = 4;
    p.last_month = 9;
    p.hour_min = 10.0;
    p.hour_max = 11.5;
    p.gain_spread = 0.15;
    p.offset_max = 0.015;
    p.haze_max = 0.25;
    p.haze_patchiness = 0.3;
    p.noise = 0.006;
    p.point_spread_px = 0.55;
    p.weathering = 0.06;
    p.cloudy_scene_share = 0.4;
    p.cloud_min = 0.01;
    p.cloud_max = 0.05;
    p.mask_opacity = 0.06;
    p.suspected_share = 0.032;
    p.authorised_share = 0.035;
    p.distractor_share = 0.115;
    p.demolition_share = 0.006;
    p.earlier_share = 0.03;
    p.dirty_share = 0.02;
    return p;
}

Preset easy()
{
    Preset p = realistic();
    p.name = "easy";
    p.shift_min_px = 0.0;
    p.shift_max_px = 0.2;
    p.local_rms_px = 0.05;
    p.cadastre_sigma_m = 0.15;
    p.off_nadir_max = 3;
    p.first_month = 6;
    p.last_month = 7;
    p.hour_min = 10.9;
    p.hour_max = 11.1;
    p.gain_spread = 0.02;
    p.offset_max = 0.002;
    p.haze_max = 0.03;
    p.haze_patchiness = 0;
    p.noise = 0.003;
    p.weathering = 0.02;
    p.cloudy_scene_share = 0;
    p.dirty_share = 0.005;
    return p;
}

Preset hard()
{
    Preset p = realistic();
    p.name = "hard";
    p.shift_min_px = 1.0;
    p.shift_max_px = 3.0;
    p.local_rms_px = 0.6;
    p.cadastre_sigma_m = 1.3;
    p.off_nadir_max = 25;
    p.first_month = 1;
    p.last_month = 12;
    p.hour_min = 9.5;
    p.hour_max = 12.5;
    p.gain_spread = 0.25;
    p.offset_max = 0.03;
    p.haze_max = 0.5;
    p.haze_patchiness = 0.6;
    p.noise = 0.01;
    p.point_spread_px = 0.7;
    p.weathering = 0.10;
    p.cloudy_scene_share = 0.8;
    p.cloud_min = 0.03;
    p.cloud_max = 0.15;
    p.mask_opacity = 0.2;
    p.distractor_share = 0.16;
    p.dirty_share = 0.05;
    return p;
}

} // namespace

Preset preset(std::string_view name)
{
    if (name == "easy")
        return easy();
    if (name == "realistic")
        return realistic();
    if (name == "hard")
        return hard();
    throw Error(ErrorKind::Usage, "preset \"" + std::string(name) + "\" is not known; write easy, realistic or hard");
}

Preset busier(Preset preset, double activity)
{
    if (activity == 1)
        return preset;
    double shares = 0;
    for (double* share :
         {&preset.suspected_share, &preset.authorised_share, &preset.distractor_share, &preset.demolition_share}) {
        *share *= activity;
        shares += *share;
    }
    if (!(activity >= 0) || shares > 1)
        throw Error(ErrorKind::Usage, "--activity must be 0 or more, and so small that works and distractors do not "
                                      "exceed the parcels; 0 is a quiet year, 1 a common one, 4 suits training");
    preset.name += " --activity " + text::plain(activity);
    return preset;
}

} // namespace didban::simulate
