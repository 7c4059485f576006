#include "didban/findings/parcel_verdict.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace didban {

namespace {

int weight(Verdict v)
{
    switch (v) {
    case Verdict::Suspected:
        return 4;
    case Verdict::Unclear:
        return 3;
    case Verdict::Authorized:
        return 2;
    case Verdict::Exempt:
        return 1;
    case Verdict::NoChange:
    case Verdict::NotSeen:
    case Verdict::TooSmall:
        break;
    }
    return 0;
}

/// Which state of several cases a parcel is shown by.
std::size_t pressing(const std::string& state)
{
    constexpr std::array<std::string_view, 5> rising{"dismissed", "closed", "recorded", "confirmed", "detected"};
    return static_cast<std::size_t>(std::find(rising.begin(), rising.end(), state) - rising.begin());
}

} // namespace

ParcelVerdict parcel_verdict(std::size_t parcel, double parcel_area_m2, std::optional<double> observed_share,
                             const std::vector<const Finding*>& findings, const std::vector<double>& probabilities,
                             const Accuracy& accuracy, const SightOptions& options)
{
    ParcelVerdict out;
    out.parcel = parcel;
    if (observed_share)
        out.observed_share = std::clamp(*observed_share, 0.0, 1.0);
    double unchanged = 1 - options.quiet_probability;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const Finding& f = *findings[i];
        out.changed_m2 += f.area_m2;
        unchanged *= 1 - std::clamp(probabilities[i], 0.0, 1.0);
        out.case_ids.push_back(f.case_id);
        if (out.state.empty() || pressing(f.state) > pressing(out.state))
            out.state = f.state;
        if (weight(f.verdict) > weight(out.verdict))
            out.verdict = f.verdict;
        if (f.verdict == Verdict::Suspected)
            out.violations.insert(out.violations.end(), f.violations.begin(), f.violations.end());
    }
    std::sort(out.violations.begin(), out.violations.end());
    out.violations.erase(std::unique(out.violations.begin(), out.violations.end()), out.violations.end());
    out.change_probability = 1 - unchanged;
    if (parcel_area_m2 < options.least_pixels * accuracy.gsd_m * accuracy.gsd_m) {
        out.verdict = Verdict::TooSmall;
        out.violations.clear();
    } else if (findings.empty() && out.observed_share && *out.observed_share < options.least_observed_share) {
        out.verdict = Verdict::NotSeen;
        out.change_probability.reset();
    }
    return out;
}

} // namespace didban
