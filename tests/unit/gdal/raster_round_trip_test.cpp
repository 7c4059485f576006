#include "didban/base/error.h"
#include "didban/gdal/gdal_data_access.h"
#include "support/temporary_folder.h"

#include <gdal_priv.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <numeric>
#include <unistd.h>

namespace didban {
namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();

class RasterFiles : public testing::Test {
protected:
    std::string path(const std::string& name) const { return (folder_ / name).string(); }
    static std::string bytes(const std::string& path)
    {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    std::vector<float> pixels(const std::string& file, int band, const PixelWindow& window) const
    {
        std::vector<float> out(window.pixels());
        data.open_raster(file)->open()->read(band, window, out);
        return out;
    }
    /// Writes one 16-bit band with GDAL alone.
    void make(const std::string& file, GDALDataType type, std::vector<double> values, int width, int height,
              const std::function<void(GDALDataset&)>& describe) const
    {
        auto* made =
            GetGDALDriverManager()->GetDriverByName("GTiff")->Create(file.c_str(), width, height, 1, type, nullptr);
        describe(*made);
        ASSERT_EQ(made->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, width, height, values.data(), width, height,
                                                   GDT_Float64, 0, 0, nullptr),
                  CE_None);
        GDALClose(made);
    }

    GdalDataAccess data;
    test::TemporaryFolder folder_;
};

TEST_F(RasterFiles, BytesDependOnPixelsNotOnTheOrderOfWindows)
{
    for (const bool cog : {false, true}) {
        RasterSpec spec;
        spec.width = 1100;
        spec.height = 700;
        spec.bands = 2;
        spec.type = PixelType::UInt16;
        spec.nodata = 0;
        spec.crs = Crs::parse("EPSG:32639");
        spec.transform = GeoTransform{{500000, 0.5, 0.1, 3600000, 0.1, -0.5}};
        spec.band_names = {"red", "nir"};
        spec.cloud_optimized = cog;
        const auto value = [](int band, std::int64_t c, std::int64_t r) {
            return static_cast<float>(band * 1000 + (c * 7 + r * 13) % 500 + 1);
        };
        const auto write = [&](const std::string& file, std::int64_t step, bool backwards, int threads) {
            spec.threads = threads;
            const auto sink = data.create_raster(file, spec);
            std::vector<PixelWindow> windows;
            for (std::int64_t y = 0; y < 700; y += step)
                for (std::int64_t x = 0; x < 1100; x += step)
                    windows.push_back({x, y, std::min(step, 1100 - x), std::min(step, 700 - y)});
            if (backwards)
                std::reverse(windows.begin(), windows.end());
            for (const auto& w : windows)
                for (int band = 1; band <= 2; ++band) {
                    std::vector<float> part;
                    for (auto r = w.y0; r < w.y1(); ++r)
                        for (auto c = w.x0; c < w.x1(); ++c)
                            part.push_back(value(band, c, r));
                    sink->write(band, w, part);
                }
            sink->finish();
        };
        write(path("a.tif"), 512, false, 1);
        write(path("b.tif"), 300, true, 2);
        EXPECT_EQ(bytes(path("a.tif")), bytes(path("b.tif"))) << (cog ? "COG" : "GeoTIFF");
        const auto source = data.open_raster(path("a.tif"));
        EXPECT_EQ(source->info().band_names, spec.band_names);
        EXPECT_EQ(source->info().transform, spec.transform);
        EXPECT_EQ(source->info().crs, spec.crs);
        EXPECT_EQ(pixels(path("a.tif"), 2, {1099, 699, 1, 1})[0], value(2, 1099, 699));
    }
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 2) << "nothing but the two files";
}

TEST_F(RasterFiles, AnOverviewIsTheMeanOfWhatIsSeenAndLeavesNothingBeside)
{
    RasterSpec spec;
    spec.width = 1025;
    spec.height = 515;
    spec.nodata = std::nan("");
    const auto value = [](std::int64_t c, std::int64_t r) {
        return c < 2 || (c == 4 && r == 4) ? std::nanf("") : static_cast<float>(c + 1000 * r);
    };
    const auto& work = dynamic_cast<const WorkRasters&>(static_cast<const DataAccess&>(data));
    const auto sink = work.create_raster_for(RasterUse::Work, path("work.tif"), spec);
    std::vector<float> all;
    for (std::int64_t r = 0; r < spec.height; ++r)
        for (std::int64_t c = 0; c < spec.width; ++c)
            all.push_back(value(c, r));
    sink->write(1, {0, 0, spec.width, spec.height}, all);
    sink->finish();
    work.publish_raster(path("work.tif"), path("cog.tif"), 2);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 2) << "nothing but the two files";

    const std::unique_ptr<GDALDataset> cog(GDALDataset::Open(path("cog.tif").c_str()));
    GDALRasterBand& band = *cog->GetRasterBand(1);
    ASSERT_EQ(band.GetOverviewCount(), 2) << "513 pixels are too wide for a tile of 512";
    const auto pixel = [](GDALRasterBand& of, int c, int r) {
        float v = 0;
        EXPECT_EQ(of.RasterIO(GF_Read, c, r, 1, 1, &v, 1, 1, GDT_Float32, 0, 0, nullptr), CE_None);
        return v;
    };
    GDALRasterBand& half = *band.GetOverview(0);
    ASSERT_EQ(half.GetXSize(), 513);
    ASSERT_EQ(half.GetYSize(), 258);
    EXPECT_TRUE(std::isnan(pixel(half, 0, 7)));
    EXPECT_EQ(pixel(half, 1, 0), 502.5F);
    EXPECT_EQ(pixel(half, 2, 2), (4005.0F + 5004.0F + 5005.0F) / 3);
    EXPECT_EQ(pixel(half, 512, 257), 1024.0F + 514000.0F) << "alone at the corner";
    EXPECT_EQ(pixel(*band.GetOverview(1), 128, 0), 2013.5F);
}

TEST_F(RasterFiles, MissingPixelsComeBackInEveryType)
{
    for (const auto& [type, nodata] : {std::pair<PixelType, std::optional<double>>{PixelType::Byte, 0},
                                       {PixelType::Byte, std::nullopt},
                                       {PixelType::Int16, -9999},
                                       {PixelType::UInt16, std::nullopt},
                                       {PixelType::Float32, std::nullopt},
                                       {PixelType::Float64, -1e300},
                                       {PixelType::Int32, -2147483648.0}}) {
        RasterSpec spec;
        spec.width = 3;
        spec.height = 1;
        spec.bands = 2;
        spec.type = type;
        spec.nodata = nodata;
        const auto sink = data.create_raster(path("m.tif"), spec);
        sink->write(1, {0, 0, 3, 1}, std::vector<float>{7, missing, 0});
        sink->write(2, {0, 0, 3, 1}, std::vector<float>{8, missing, 9});
        sink->finish();
        const auto back = pixels(path("m.tif"), 1, {0, 0, 3, 1});
        EXPECT_EQ(back[0], 7);
        EXPECT_TRUE(std::isnan(back[1])) << static_cast<int>(type);
        EXPECT_EQ(back[2], nodata == 0.0 ? 1 : 0) << "a valid 0 stays valid";
    }
}

TEST_F(RasterFiles, ScaleOffsetAndNodataGiveCalibratedValues)
{
    make(path("s.tif"), GDT_Int16, {10, -5, 20, 30}, 2, 2, [](GDALDataset& d) {
        d.GetRasterBand(1)->SetNoDataValue(-5);
        d.GetRasterBand(1)->SetScale(0.1);
        d.GetRasterBand(1)->SetOffset(100);
    });
    const auto all = pixels(path("s.tif"), 1, {-1, 0, 4, 2}); // reaches outside on both sides
    EXPECT_TRUE(std::isnan(all[0]) && std::isnan(all[3]) && std::isnan(all[4]));
    EXPECT_FLOAT_EQ(all[1], 101);
    EXPECT_TRUE(std::isnan(all[2]));
    EXPECT_FLOAT_EQ(all[5], 102);
}

TEST_F(RasterFiles, ALastBandCalledAlphaThatIsAnImageCountsAsABand)
{
    for (const bool image : {false, true}) {
        auto* made = GetGDALDriverManager()->GetDriverByName("GTiff")->Create(path("rgba.tif").c_str(), 64, 64, 4,
                                                                              GDT_Byte, nullptr);
        for (int b = 1; b <= 4; ++b) {
            made->GetRasterBand(b)->SetColorInterpretation(static_cast<GDALColorInterp>(GCI_RedBand + b - 1));
            std::vector<unsigned char> values(64 * 64);
            for (std::size_t i = 0; i < values.size(); ++i)
                values[i] = static_cast<unsigned char>(b < 4 || image ? i % 200 + 10 : (i % 2 == 0 ? 0 : 255));
            ASSERT_EQ(made->GetRasterBand(b)->RasterIO(GF_Write, 0, 0, 64, 64, values.data(), 64, 64, GDT_Byte, 0, 0,
                                                       nullptr),
                      CE_None);
        }
        GDALClose(made);
        EXPECT_EQ(data.open_raster(path("rgba.tif"))->info().bands, image ? 4 : 3);
        EXPECT_EQ(std::isnan(pixels(path("rgba.tif"), 1, {0, 0, 1, 1})[0]), !image);
    }
}

TEST_F(RasterFiles, WithoutFinishNothingIsLeft)
{
    {
        RasterSpec spec;
        spec.width = spec.height = 10;
        const auto sink = data.create_raster(path("half.tif"), spec);
        sink->write(1, {0, 0, 10, 10}, std::vector<float>(100, 1));
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

TEST_F(RasterFiles, FailuresNameTheFileAndTheRemedy)
{
    const auto refused = [&](const std::string& file, const std::string& part) {
        try {
            const auto source = data.open_raster(file);
            std::vector<float> all(source->info().extent().pixels());
            source->open()->read(1, source->info().extent(), all);
            ADD_FAILURE() << file << " was read";
        } catch (const Error& e) {
            EXPECT_EQ(e.kind(), ErrorKind::UnreadableInput);
            EXPECT_NE(std::string(e.what()).find(file), std::string::npos) << e.what();
            EXPECT_NE(std::string(e.what()).find(part), std::string::npos) << e.what();
        }
    };
    refused(path("absent.tif"), "check the path");
    std::ofstream(path("text.tif")) << "this is no image\n";
    refused(path("text.tif"), "not a raster");
    std::ofstream(path("empty.tif")).flush();
    refused(path("empty.tif"), "not a raster");

    std::vector<double> ramp(300 * 300);
    std::iota(ramp.begin(), ramp.end(), 0);
    make(path("whole.tif"), GDT_Float64, ramp, 300, 300, [](GDALDataset&) {});
    const std::string whole = bytes(path("whole.tif"));
    for (const double share : {0.2, 0.5, 0.95}) {
        std::ofstream(path("cut.tif"), std::ios::binary)
            << whole.substr(0, static_cast<std::size_t>(share * static_cast<double>(whole.size())));
        refused(path("cut.tif"), "again");
    }
    make(path("points.tif"), GDT_Byte, std::vector<double>(4), 2, 2, [](GDALDataset& d) {
        std::array<GDAL_GCP, 3> points{};
        GDALInitGCPs(3, points.data());
        points[1].dfGCPPixel = points[1].dfGCPX = points[2].dfGCPLine = points[2].dfGCPY = 1;
        d.SetGCPs(3, points.data(), "");
        GDALDeinitGCPs(3, points.data());
    });
    refused(path("points.tif"), "ground control points");
    make(path("complex.tif"), GDT_CFloat32, std::vector<double>(4), 2, 2, [](GDALDataset&) {});
    refused(path("complex.tif"), "intensity");
    RasterSpec spec;
    spec.width = spec.height = 1;
    EXPECT_THROW((void)data.create_raster(path("no/such/folder/x.tif"), spec), Error);
}

} // namespace
} // namespace didban
