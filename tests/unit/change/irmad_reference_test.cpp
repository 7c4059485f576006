// The published results of the method's author and an independent implementation, on the very data they were published
// for.
#include "didban/change/change_posterior.h"
#include "didban/change/evidence.h"
#include "didban/change/irmad.h"

#include "didban/gdal/gdal_data_access.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>

namespace didban {
namespace {

struct Scene {
    std::vector<std::vector<float>> bands;
    [[nodiscard]] std::vector<std::span<const float>> spans() const { return {bands.begin(), bands.end()}; }
};

Scene read(const std::string& path, bool zero_is_missing)
{
    const GdalDataAccess data;
    const auto source = data.open_raster(path);
    const auto reader = source->open();
    Scene out;
    for (int b = 1; b <= source->info().bands; ++b) {
        auto& band = out.bands.emplace_back(source->info().extent().pixels());
        reader->read(b, source->info().extent(), band);
        for (float& v : band)
            if (zero_is_missing && v == 0)
                v = std::nanf("");
    }
    return out;
}

IrmadSolution solve(const Scene& before, const Scene& after, double tolerance)
{
    const PairSamples samples{before.spans(), after.spans()};
    std::vector<double> origin;
    for (const Scene* scene : {&before, &after})
        for (const auto& band : scene->bands) {
            double sum = 0, n = 0;
            for (const float v : band)
                if (!std::isnan(v)) {
                    sum += static_cast<double>(v);
                    ++n;
                }
            origin.push_back(sum / n);
        }
    IrmadOptions options;
    options.tolerance = tolerance;
    return iterate_irmad(
        [&](const IrmadTransform* weighting) {
            IrmadMoments moments(origin);
            moments.add(samples, weighting);
            return moments;
        },
        options);
}

std::vector<double> no_change(const Scene& before, const Scene& after, const IrmadSolution& solution)
{
    std::vector<double> out(before.bands[0].size());
    solution.transform.chi_square({before.spans(), after.spans()}, out);
    for (double& v : out)
        v = no_change_probability(v, solution.transform.kept.size());
    return out;
}

std::string shared(const std::string& file)
{
    return std::string(DIDBAN_SHARED_DATA) + "/" + file;
}

#define NEEDS(path)                                                                                                    \
    if (!std::filesystem::exists(path))                                                                                \
    GTEST_SKIP() << "the reference data is absent: " << (path)

TEST(IrmadReference, AsterPairNearIsfahanAsItsAuthorPublished)
{
    NEEDS(shared("irmad_canty_isfahan/expected.json"));
    const auto expected = nlohmann::json::parse(std::ifstream(shared("irmad_canty_isfahan/expected.json")));
    const Scene before = read(shared("irmad_canty_isfahan/aster_1.tif"), false),
                after = read(shared("irmad_canty_isfahan/aster_2.tif"), false);
    const auto solution = solve(before, after, 1e-3);
    ASSERT_EQ(solution.transform.correlations.size(), 3U);
    for (std::size_t c = 0; c < 3; ++c)
        EXPECT_NEAR(solution.transform.correlations[c], expected["rho"][c].get<double>(), 1e-5);
    EXPECT_EQ(solution.iterations, 27);

    const auto& radcal = expected["radcal"];
    const auto p = no_change(before, after, solution);
    EXPECT_EQ(std::count_if(p.begin(), p.end(), [](double v) { return v > 0.95; }),
              radcal["no_change_pixels"].get<int>());
    const auto fits = invariant_fit(before.spans(), after.spans(), p);
    ASSERT_EQ(fits.size(), 3U);
    for (std::size_t b = 0; b < 3; ++b) {
        EXPECT_NEAR(fits[b].slope, radcal["slope"][b].get<double>(), 1e-4) << "band " << b + 1;
        EXPECT_NEAR(fits[b].intercept, radcal["intercept"][b].get<double>(), 1e-2) << "band " << b + 1;
        EXPECT_NEAR(fits[b].correlation, radcal["correlation"][b].get<double>(), 1e-4) << "band " << b + 1;
    }
}

TEST(IrmadReference, PairWithMissingPixelsEqualsAnIndependentImplementation)
{
    NEEDS(shared("irmad_arrnorm/expected.json"));
    const auto expected =
        nlohmann::json::parse(std::ifstream(shared("irmad_arrnorm/expected.json")))["independent_check"];
    const Scene before = read(shared("irmad_arrnorm/ref_adjusted2target.tif"), true),
                after = read(shared("irmad_arrnorm/target.tif"), true);
    for (const auto& [name, tolerance] : {std::pair{"delta0.01", 1e-2}, std::pair{"delta0.001", 1e-3}}) {
        const auto solution = solve(before, after, tolerance);
        EXPECT_EQ(solution.iterations, expected[name]["iters"].get<int>());
        for (std::size_t c = 0; c < 4; ++c)
            EXPECT_NEAR(solution.transform.correlations[c], expected[name]["rho"][c].get<double>(), 1e-5) << name;
        const auto p = no_change(before, after, solution);
        EXPECT_EQ(std::count_if(p.begin(), p.end(), [](double v) { return v > 0.95; }),
                  expected[name]["n_nochange"].get<int>());
    }
}

TEST(IrmadReference, TaizhouReachesThePublishedAccuracy)
{
    NEEDS(shared("landsat_taizhou/change.png"));
    const Scene before = read(shared("landsat_taizhou/taizhou_t1.tif"), false),
                after = read(shared("landsat_taizhou/taizhou_t2.tif"), false);
    const Scene changed = read(shared("landsat_taizhou/change.png"), false),
                unchanged = read(shared("landsat_taizhou/unchanged.png"), false);
    const auto solution = solve(before, after, 1e-3);
    std::vector<double> chi(before.bands[0].size());
    solution.transform.chi_square({before.spans(), after.spans()}, chi);
    ChiSquareHistogram histogram;
    histogram.add(chi);
    const auto posterior = fit_change_posterior(histogram, 6);
    double tp = 0, fp = 0, fn = 0, tn = 0;
    for (std::size_t i = 0; i < chi.size(); ++i) {
        const bool said = posterior(chi[i]) >= 0.5;
        if (changed.bands[0][i] > 0)
            ++(said ? tp : fn);
        else if (unchanged.bands[0][i] > 0)
            ++(said ? fp : tn);
    }
    const double n = tp + fp + fn + tn, observed = (tp + tn) / n;
    const double chance = ((tp + fp) * (tp + fn) + (fn + tn) * (fp + tn)) / (n * n);
    EXPECT_GE(2 * tp / (2 * tp + fp + fn), 0.9445);
    EXPECT_GE((observed - chance) / (1 - chance), 0.9315);
}

} // namespace
} // namespace didban
