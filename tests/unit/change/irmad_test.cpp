#include "didban/change/change_posterior.h"
#include "didban/change/irmad.h"

#include "didban/base/error.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace didban {
namespace {

/// Two dates of `bands` correlated bands in which a share of the pixels changed.
struct Pair {
    std::vector<std::vector<float>> before, after;
    [[nodiscard]] PairSamples samples(std::size_t from = 0, std::size_t count = std::dynamic_extent) const
    {
        PairSamples out;
        for (const auto& b : before)
            out.before.push_back(std::span(b).subspan(from, count));
        for (const auto& b : after)
            out.after.push_back(std::span(b).subspan(from, count));
        return out;
    }
};

Pair make_pair_of_images(unsigned seed, std::size_t bands, std::size_t pixels, double changed_share)
{
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    Pair out{std::vector(bands, std::vector<float>(pixels)), std::vector(bands, std::vector<float>(pixels))};
    for (std::size_t i = 0; i < pixels; ++i) {
        const float ground = 40 * normal(random);
        const bool changed = static_cast<double>(i) < changed_share * static_cast<double>(pixels);
        for (std::size_t b = 0; b < bands; ++b) {
            const float own = 25 * normal(random);
            out.before[b][i] = 900 + ground + own + 2 * normal(random);
            out.after[b][i] = changed ? 900 + 120 * normal(random) : 900 + ground + own + 2 * normal(random);
        }
    }
    return out;
}

IrmadSolution run(const Pair& pair, const IrmadOptions& options = {})
{
    const std::vector<double> origin(2 * pair.before.size(), 900);
    return iterate_irmad(
        [&](const IrmadTransform* weighting) {
            IrmadMoments moments(origin);
            moments.add(pair.samples(), weighting);
            return moments;
        },
        options);
}

class IrmadLaw : public testing::TestWithParam<unsigned> {};

TEST_P(IrmadLaw, GainOffsetAndBandMixingDoNotMatter)
{
    Pair pair = make_pair_of_images(GetParam(), 3, 20'000, 0.1);
    const auto plain = run(pair);
    for (auto& v : pair.after[0])
        v = 3 * v + 50;
    for (std::size_t i = 0; i < pair.after[1].size(); ++i)
        pair.after[1][i] = 0.5F * pair.after[1][i] + 0.25F * pair.after[0][i] - 20;
    const auto mixed = run(pair);
    ASSERT_EQ(plain.transform.correlations.size(), 3U) << "seed " << GetParam();
    for (std::size_t c = 0; c < 3; ++c)
        EXPECT_NEAR(plain.transform.correlations[c], mixed.transform.correlations[c], 1e-5) << "seed " << GetParam();
}

TEST_P(IrmadLaw, StartedFromFewerPixelsItEndsWhereItDoesFromEqualWeights)
{
    const Pair pair = make_pair_of_images(GetParam(), 3, 20'000, 0.1),
               other = make_pair_of_images(GetParam() + 50, 3, 2'000, 0.1);
    IrmadOptions narrow;
    narrow.tolerance = 1e-9;
    narrow.max_iterations = 1000;
    const auto moments_of = [](const Pair& of) {
        return [&of](const IrmadTransform* weighting) {
            IrmadMoments moments(std::vector<double>(6, 900));
            moments.add(of.samples(), weighting);
            return moments;
        };
    };
    const auto plain = iterate_irmad(moments_of(pair), narrow), start = iterate_irmad(moments_of(other), {});
    const auto on = iterate_irmad(moments_of(pair), narrow, start);
    ASSERT_TRUE(plain.converged && on.converged);
    EXPECT_GT(on.iterations, start.iterations);
    for (std::size_t c = 0; c < 3; ++c)
        EXPECT_NEAR(plain.transform.correlations[c], on.transform.correlations[c], 1e-7) << "seed " << GetParam();
}

TEST_P(IrmadLaw, AskedMostlyOfASampleItEndsWhereAllPixelsDo)
{
    const Pair pair = make_pair_of_images(GetParam(), 3, 80'000, 0.1);
    int asked = 0;
    const auto moments_of = [&](std::size_t pixels) {
        return [&, pixels](const IrmadTransform* weighting) {
            asked += pixels == 80'000 ? 1 : 0;
            PairSamples samples = pair.samples();
            for (auto* date : {&samples.before, &samples.after})
                for (auto& band : *date)
                    band = band.first(pixels);
            IrmadMoments moments(std::vector<double>(6, 900));
            moments.add(samples, weighting);
            return moments;
        };
    };
    IrmadOptions narrow;
    narrow.tolerance = 1e-7;
    narrow.max_iterations = 1000;
    const auto plain = iterate_irmad(moments_of(80'000), narrow);
    const int one_by_one = asked;
    asked = 0;
    const auto start = iterate_irmad(moments_of(20'000), {});
    const auto seldom = iterate_irmad(moments_of(80'000), {moments_of(20'000), 4}, narrow, start);
    ASSERT_TRUE(plain.converged && seldom.converged);
    EXPECT_LT(asked, one_by_one / 2) << "seed " << GetParam();
    for (std::size_t c = 0; c < 3; ++c)
        EXPECT_NEAR(plain.transform.correlations[c], seldom.transform.correlations[c], 1e-6) << "seed " << GetParam();
    IrmadOptions tight = narrow; // what the sample iterates between questions uses up none of them
    tight.max_iterations = seldom.iterations - start.iterations - 1;
    EXPECT_TRUE(iterate_irmad(moments_of(80'000), {moments_of(20'000), 4}, tight, start).converged);
}

TEST_P(IrmadLaw, SwappingTheDatesKeepsTheStatistic)
{
    const Pair pair = make_pair_of_images(GetParam(), 4, 5'000, 0.2);
    const Pair swapped{pair.after, pair.before};
    std::vector<double> a(5'000), b(5'000);
    run(pair).transform.chi_square(pair.samples(), a);
    run(swapped).transform.chi_square(swapped.samples(), b);
    for (std::size_t i = 0; i < a.size(); ++i)
        ASSERT_NEAR(a[i], b[i], 1e-6 * (1 + a[i])) << "pixel " << i << ", seed " << GetParam();
}

TEST_P(IrmadLaw, ChangedPixelsGetTheLargerStatistic)
{
    const Pair pair = make_pair_of_images(GetParam(), 4, 20'000, 0.1);
    const auto solution = run(pair);
    EXPECT_TRUE(solution.converged);
    std::vector<double> chi(20'000);
    solution.transform.chi_square(pair.samples(), chi);
    ChiSquareHistogram histogram;
    histogram.add(chi);
    const auto posterior = fit_change_posterior(histogram, 4);
    int missed = 0, false_alarms = 0;
    for (std::size_t i = 0; i < chi.size(); ++i) {
        const bool said = posterior(chi[i]) > 0.5;
        missed += i < 2'000 && !said ? 1 : 0;
        false_alarms += i >= 2'000 && said ? 1 : 0;
    }
    EXPECT_LT(missed, 260) << "seed " << GetParam();
    EXPECT_LT(false_alarms, 90) << "seed " << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Seeds, IrmadLaw, testing::Values(1U, 2U, 3U, 4U, 5U));

TEST(Irmad, AnUnchangedPairHasFewChangedPixels)
{
    const Pair pair = make_pair_of_images(11, 4, 50'000, 0);
    const auto solution = run(pair);
    std::vector<double> chi(50'000);
    solution.transform.chi_square(pair.samples(), chi);
    ChiSquareHistogram histogram;
    histogram.add(chi);
    const auto posterior = fit_change_posterior(histogram, 4);
    const auto said = std::count_if(chi.begin(), chi.end(), [&](double v) { return posterior(v) > 0.5; });
    EXPECT_LT(said, 150);
}

TEST(Irmad, IdenticalImagesAreUnchangedEverywhere)
{
    Pair pair = make_pair_of_images(12, 3, 4'000, 0);
    pair.after = pair.before;
    const auto solution = run(pair);
    std::vector<double> chi(4'000);
    solution.transform.chi_square(pair.samples(), chi);
    for (const double v : chi)
        ASSERT_GT(no_change_probability(v, 3), 0.99);
}

TEST(Irmad, DuplicateBandIsNamedAndTheOthersGiveTheSameAnswer)
{
    Pair pair = make_pair_of_images(13, 3, 10'000, 0.1);
    const auto without = run(pair);
    pair.before = {pair.before[0], pair.before[0], pair.before[1], pair.before[2]};
    pair.after = {pair.after[0], pair.after[0], pair.after[1], pair.after[2]};
    const auto with = run(pair);
    EXPECT_NE(with.note.find("band 2 left out: in the earlier image"), std::string::npos) << with.note;
    ASSERT_EQ(with.transform.kept, (std::vector<std::size_t>{0, 2, 3}));
    for (std::size_t c = 0; c < 3; ++c)
        EXPECT_DOUBLE_EQ(with.transform.correlations[c], without.transform.correlations[c]);
}

TEST(Irmad, ConstantImageIsRefused)
{
    Pair pair = make_pair_of_images(14, 2, 1'000, 0);
    for (auto& band : pair.after)
        std::fill(band.begin(), band.end(), 7.0F);
    try {
        (void)run(pair);
        FAIL() << "no error";
    } catch (const Error& e) {
        EXPECT_EQ(e.kind(), ErrorKind::IncompatibleInput);
        EXPECT_NE(std::string(e.what()).find("constant"), std::string::npos) << e.what();
    }
}

TEST(Irmad, MissingPixelsTakeNoPart)
{
    const Pair clean = make_pair_of_images(15, 3, 6'000, 0.1);
    Pair dirty = clean;
    for (auto* date : {&dirty.before, &dirty.after})
        for (auto& band : *date)
            band.insert(band.begin() + 100, 700, 1e6F);
    for (std::size_t i = 100; i < 800; ++i)
        dirty.after[i % 3][i] = std::numeric_limits<float>::quiet_NaN();
    const auto a = run(clean), b = run(dirty);
    for (std::size_t c = 0; c < 3; ++c)
        EXPECT_NEAR(a.transform.correlations[c], b.transform.correlations[c], 1e-10);
    std::vector<double> chi(6'700);
    b.transform.chi_square(dirty.samples(), chi);
    EXPECT_TRUE(std::isnan(chi[100]));
    EXPECT_FALSE(std::isnan(chi[99]));
}

TEST(Irmad, PartsMergedInOrderEqualAnyOtherCutToRounding)
{
    const Pair pair = make_pair_of_images(16, 3, 3'000, 0.1);
    const std::vector<double> origin(6, 900);
    IrmadMoments whole(origin), parts(origin);
    whole.add(pair.samples(), nullptr);
    for (std::size_t from = 0; from < 3'000; from += 700) {
        IrmadMoments part(origin);
        part.add(pair.samples(from, std::min<std::size_t>(700, 3'000 - from)), nullptr);
        parts.merge(part);
    }
    const auto a = whole.covariance(), b = parts.covariance();
    for (std::size_t k = 0; k < a.size(); ++k)
        EXPECT_NEAR(a[k], b[k], 1e-9 * (1 + std::abs(a[k])));
}

TEST(NoChangeProbability, EqualsTabulatedChiSquareQuantiles)
{
    // Abramowitz and Stegun, table 26.8.
    EXPECT_NEAR(no_change_probability(3.84146, 1), 0.05, 1e-6);
    EXPECT_NEAR(no_change_probability(5.99146, 2), 0.05, 1e-6);
    EXPECT_NEAR(no_change_probability(7.81473, 3), 0.05, 1e-6);
    EXPECT_NEAR(no_change_probability(13.2767, 4), 0.01, 1e-6);
    EXPECT_NEAR(no_change_probability(12.5916, 6), 0.05, 1e-6);
    EXPECT_NEAR(no_change_probability(4.16816, 9), 0.90, 1e-6);
    EXPECT_EQ(no_change_probability(0, 3), 1);
    EXPECT_TRUE(std::isnan(no_change_probability(std::nan(""), 3)));
}

TEST(NoChangeProbability, TableByRootEqualsTheClosedForm)
{
    for (const std::size_t degrees : {1U, 2U, 3U, 4U, 7U, 12U, 40U}) {
        const LookUp& table = no_change_by_root(degrees);
        for (double root = 0; root < 30; root += 0.00137) {
            const double p = no_change_probability(root * root, degrees);
            ASSERT_NEAR(table(root), p, 1e-6) << degrees << " degrees, " << root;
            ASSERT_NEAR(table(root), p, 2e-4 * p + 1e-37) << degrees << " degrees, " << root;
        }
        EXPECT_EQ(table(0), 1);
        EXPECT_EQ(static_cast<float>(table(std::numeric_limits<double>::infinity())), 0);
        EXPECT_TRUE(std::isnan(table(std::nan(""))));
    }
}

TEST(ChangePosterior, TableByRootEqualsTheClosedForm)
{
    for (const auto& [boundary, slope] : {std::pair{3.0, 20.0}, {5.5, 1.3}, {80.0, 0.05}, {4.0, 0.0}}) {
        const ChangePosterior posterior{boundary, slope};
        const LookUp table = posterior.by_root();
        EXPECT_NEAR(table(boundary), 0.5, 1e-9);
        for (double root = 0; root < 300; root += 0.0137) {
            const double p = posterior(root * root);
            ASSERT_NEAR(table(root), p, 1e-5 * p + 1e-37) << slope << ", " << root;
        }
        EXPECT_TRUE(std::isnan(table(std::nan(""))));
    }
}

} // namespace
} // namespace didban
