// Radiometric normalisation over IR-MAD's no-change pixels against lines that the methods' authors published.
#include "didban/align/normalise.h"
#include "didban/change/irmad.h"
#include "didban/gdal/gdal_data_access.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>

namespace didban {
namespace {

struct Pair {
    std::vector<std::vector<float>> reference, target;
};

std::vector<std::vector<float>> bands_of(const std::string& path)
{
    const GdalDataAccess data;
    const auto source = data.open_raster(path);
    std::vector<std::vector<float>> bands;
    for (int b = 1; b <= source->info().bands; ++b) {
        bands.emplace_back(source->info().extent().pixels());
        source->open()->read(b, source->info().extent(), bands.back());
    }
    return bands;
}

/// One line per band from the pixels with a no-change probability above 0.95.
std::vector<NormalisationLine> lines_of(const Pair& pair, double tolerance)
{
    PairSamples samples;
    for (std::size_t b = 0; b < pair.reference.size(); ++b) {
        samples.before.emplace_back(pair.reference[b]);
        samples.after.emplace_back(pair.target[b]);
    }
    std::vector<double> origin;
    for (std::size_t k = 0; k < 2 * pair.reference.size(); ++k)
        origin.push_back(100);
    IrmadOptions options;
    options.tolerance = tolerance;
    const auto solution = iterate_irmad(
        [&](const IrmadTransform* weighting) {
            IrmadMoments moments(origin);
            moments.add(samples, weighting);
            return moments;
        },
        options);
    std::vector<double> chi(samples.pixels());
    solution.transform.chi_square(samples, chi);
    std::vector<float> unchanged(chi.size());
    for (std::size_t i = 0; i < chi.size(); ++i)
        unchanged[i] = no_change_probability(chi[i], solution.transform.kept.size()) > 0.95 ? 1.0F : 0.0F;
    std::vector<NormalisationLine> lines;
    for (std::size_t b = 0; b < pair.reference.size(); ++b)
        lines.push_back(orthogonal_line(pair.reference[b], pair.target[b], unchanged));
    return lines;
}

std::string folder(const std::string& name)
{
    return std::string(DIDBAN_SHARED_DATA) + "/" + name;
}

nlohmann::json expected_in(const std::string& name)
{
    std::ifstream file(folder(name) + "/expected.json");
    return nlohmann::json::parse(file);
}

TEST(NormaliseReference, EqualsCantysLinesForIsfahan)
{
    if (!std::filesystem::exists(folder("irmad_canty_isfahan")))
        GTEST_SKIP() << "no reference data at " << folder("irmad_canty_isfahan");
    const auto expected = expected_in("irmad_canty_isfahan")["radcal"];
    const auto lines = lines_of(
        {bands_of(folder("irmad_canty_isfahan/aster_1.tif")), bands_of(folder("irmad_canty_isfahan/aster_2.tif"))},
        1e-3);
    ASSERT_EQ(lines.size(), 3U);
    for (std::size_t b = 0; b < 3; ++b) {
        EXPECT_EQ(lines[b].pixels, expected["no_change_pixels"].get<std::size_t>());
        EXPECT_NEAR(lines[b].slope, expected["slope"][b].get<double>(), 1e-4);
        EXPECT_NEAR(lines[b].intercept, expected["intercept"][b].get<double>(), 1e-2);
        EXPECT_NEAR(lines[b].correlation, expected["correlation"][b].get<double>(), 1e-5);
    }
}

TEST(NormaliseReference, EqualsArrNormsLinesWithinItsRounding)
{
    if (!std::filesystem::exists(folder("irmad_arrnorm")))
        GTEST_SKIP() << "no reference data at " << folder("irmad_arrnorm");
    const auto expected = expected_in("irmad_arrnorm")["target_norm_conv0999"]["implied_slope_intercept"];
    Pair pair{bands_of(folder("irmad_arrnorm/ref_adjusted2target.tif")), bands_of(folder("irmad_arrnorm/target.tif"))};
    for (auto* bands : {&pair.reference, &pair.target}) // zero in any band of either date is missing
        for (auto& band : *bands)
            for (std::size_t i = 0; i < band.size(); ++i)
                if (band[i] == 0)
                    for (auto& other : pair.reference)
                        other[i] = std::nanf("");
    const auto lines = lines_of(pair, 1e-3);
    ASSERT_EQ(lines.size(), 4U);
    for (std::size_t b = 0; b < 4; ++b) {
        const double slope = expected[b][0].get<double>(), intercept = expected[b][1].get<double>();
        EXPECT_NEAR(lines[b].slope, slope, 0.01 * slope) << "band " << b + 1;
        EXPECT_NEAR(lines[b].intercept, intercept, 0.01 * std::abs(intercept)) << "band " << b + 1;
    }
}

} // namespace
} // namespace didban
