#include "pipelines/watch/watch_steps.h"

namespace didban {

std::vector<ExpectedStep> watch_steps(const SeriesPlan& series, DetectorChoice detector)
{
    std::vector<ExpectedStep> steps{{load_step, 2}};
    const auto add = [&](const std::vector<ExpectedStep>& some) {
        steps.insert(steps.end(), some.begin(), some.end());
    };
    const auto align = [&](const Epoch& epoch) {
        for (std::size_t k = 0; k < epoch.scenes.size(); ++k)
            add({{"searching the shift", 1}, {"matching tie points", 3}, {"warping", 3}});
    };
    const auto detect = [&] {
        add({{"sampling the pair", 1}});
        if (detector == DetectorChoice::Sar)
            return add({{"measuring speckle", 5}, {"detecting change", 5}});
        if (detector == DetectorChoice::Irmad || detector == DetectorChoice::Difference)
            return add({{"detecting change", 5}});
        add({{"weighing evidence", 35}});
        if (detector != DetectorChoice::Learned && detector != DetectorChoice::Dsm)
            add({{"weighing change objects", 12}, {"judging change objects", 2}});
        if (detector == DetectorChoice::Fused)
            add({{"weighing evidence", 20}});
        add({{"measuring shadows", 3}});
    };
    align(series.pair.after);
    for (const Epoch& later : series.confirming)
        align(later);
    if (series.earlier)
        align(*series.earlier);
    detect();
    for (std::size_t k = 0; k < series.confirming.size() && detector != DetectorChoice::Sar; ++k)
        detect();
    add({{"marking shadow", 3}, {"zonal", 0.2}, {cadastre_step, 3}, {report_step, 8}});
    return steps;
}

} // namespace didban
