#include "pipelines/imagery/held_rasters.h"

#include "didban/gdal/gdal_data_access.h"
#include "didban/grid/raster.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <random>

namespace didban {
namespace {

constexpr std::int64_t width = 600, height = 530; ///< two by two cells, the outer ones cut short

/// Passes everything on and counts the pixels that are read.
class CountingAccess final : public DataAccess, public WorkRasters {
public:
    std::unique_ptr<RasterSource> open_raster(const std::string& path) const override
    {
        return std::make_unique<Source>(files_.open_raster(path), read);
    }
    std::unique_ptr<RasterSink> create_raster(const std::string& path, const RasterSpec& spec) const override
    {
        return files_.create_raster(path, spec);
    }
    std::unique_ptr<RasterSink> create_raster_for(RasterUse use, const std::string& path,
                                                  const RasterSpec& spec) const override
    {
        return files_.create_raster_for(use, path, spec);
    }
    void move_raster(const std::string& from, const std::string& to) const override { files_.move_raster(from, to); }
    void remove_raster(const std::string& path) const noexcept override { files_.remove_raster(path); }
    void publish_raster(const std::string& made, const std::string& out, int threads) const override
    {
        files_.publish_raster(made, out, threads);
    }
    std::unique_ptr<FeatureSource> open_features(const FeatureQuery& query) const override
    {
        return files_.open_features(query);
    }
    std::vector<std::string> layers(const std::string& source) const override { return files_.layers(source); }
    std::unique_ptr<FeatureSink> create_features(const std::string& path, const std::string& format) const override
    {
        return files_.create_features(path, format);
    }
    bool can_write(const std::string& format) const override { return files_.can_write(format); }

    mutable std::int64_t read{0};

private:
    class Reader final : public RasterReader {
    public:
        Reader(std::unique_ptr<RasterReader> file, std::int64_t& read) : file_(std::move(file)), read_(read) {}
        void read(int band, const PixelWindow& window, std::span<float> out) override
        {
            read_ += static_cast<std::int64_t>(window.pixels());
            file_->read(band, window, out);
        }

    private:
        std::unique_ptr<RasterReader> file_;
        std::int64_t& read_;
    };
    class Source final : public RasterSource {
    public:
        Source(std::unique_ptr<RasterSource> file, std::int64_t& read) : file_(std::move(file)), read_(read) {}
        const RasterInfo& info() const override { return file_->info(); }
        std::unique_ptr<RasterReader> open() const override { return std::make_unique<Reader>(file_->open(), read_); }

    private:
        std::unique_ptr<RasterSource> file_;
        std::int64_t& read_;
    };

    GdalDataAccess files_;
};

class HeldRastersTest : public testing::Test {
protected:
    std::string path(const std::string& name) const { return (folder_ / name).string(); }
    static RasterSpec spec(PixelType type, const std::optional<double>& nodata, int bands)
    {
        RasterSpec out;
        out.width = width;
        out.height = height;
        out.bands = bands;
        out.type = type;
        out.nodata = nodata;
        return out;
    }
    /// Numbers with fractions around those that an integer type holds, some of them missing.
    static Raster<float> pixels(int band, float largest)
    {
        std::mt19937 random(static_cast<std::uint32_t>(band) * 7 + 1);
        std::uniform_real_distribution<float> value(-10, largest);
        Raster<float> out(width, height);
        for (float& v : out.pixels()) {
            v = value(random);
            if (v < largest / 20 && v > 0)
                v = std::nanf("");
        }
        return out;
    }
    static void write(RasterSink& sink, int bands, float largest)
    {
        for (int band = 1; band <= bands; ++band) {
            const Raster<float> all = pixels(band, largest);
            for (const PixelWindow& half : {PixelWindow{0, 0, width, 300}, PixelWindow{0, 300, width, height - 300}})
                sink.write(band, half, all.cut(half).pixels());
        }
        sink.finish();
    }
    static Raster<float> read(const RasterSource& source, int band, const PixelWindow& window)
    {
        Raster<float> out(window);
        source.open()->read(band, window, out.pixels());
        return out;
    }
    static bool same(const Raster<float>& a, const Raster<float>& b)
    {
        for (std::size_t i = 0; i < a.size(); ++i)
            if (!(a.data()[i] == b.data()[i] || (std::isnan(a.data()[i]) && std::isnan(b.data()[i]))))
                return false;
        return a.size() == b.size();
    }
    static void expect_same(const RasterSource& a, const RasterSource& b, const std::string& what)
    {
        for (int band = 1; band <= a.info().bands; ++band)
            for (const PixelWindow& window :
                 {PixelWindow{0, 0, width, height}, PixelWindow{500, 490, 40, 60}, PixelWindow{-20, 500, 650, 90}})
                EXPECT_TRUE(same(read(a, band, window), read(b, band, window))) << what << ", band " << band;
    }

    test::TemporaryFolder folder_;
    GdalDataAccess files_;
    RunOptions run_;
};

struct Kind {
    PixelType type;
    std::optional<double> nodata;
    float largest;
};
const std::vector<Kind> kinds{
    {PixelType::Byte, std::nullopt, 300},    {PixelType::Byte, 255.0, 300},           {PixelType::UInt16, 0.0, 70000},
    {PixelType::UInt16, std::nullopt, 9000}, {PixelType::Int16, -5.0, 500},           {PixelType::Int32, -9999.0, 1e6F},
    {PixelType::Float32, std::nan(""), 100}, {PixelType::Float32, std::nullopt, 100}, {PixelType::Float32, -3.25, 100}};

TEST_F(HeldRastersTest, GivesWhatTheFileGives)
{
    for (const Kind& kind : kinds) {
        const std::string file = path("a.tif");
        write(*files_.create_raster(file, spec(kind.type, kind.nodata, 3)), 3, kind.largest);
        const HeldRasters held(files_, run_);
        const auto plain = files_.open_raster(file), first = held.open_raster(file), again = held.open_raster(file);
        expect_same(*plain, *first, "first reading");
        expect_same(*plain, *again, "second reading");
    }
}

TEST_F(HeldRastersTest, ScratchInMemoryGivesWhatAFileWould)
{
    int number = 0;
    for (const Kind& kind : kinds) {
        const RasterSpec what = spec(kind.type, kind.nodata, 2);
        const std::string file = path("work.tif"), memory = path("scratch" + std::to_string(++number) + ".tif");
        write(*files_.create_raster_for(RasterUse::Work, file, what), 2, kind.largest);
        const HeldRasters held(files_, run_);
        write(*held.create_raster_for(RasterUse::Scratch, memory, what), 2, kind.largest);
        EXPECT_FALSE(std::filesystem::exists(memory));
        expect_same(*files_.open_raster(file), *held.open_raster(memory), "kind " + std::to_string(number));
        held.move_raster(memory, path("moved.tif"));
        expect_same(*files_.open_raster(file), *held.open_raster(path("moved.tif")), "moved");
        EXPECT_THROW((void)held.open_raster(memory), Error);
        held.remove_raster(path("moved.tif"));
        EXPECT_THROW((void)held.open_raster(path("moved.tif")), Error);
    }
}

TEST_F(HeldRastersTest, ReadsEveryPixelOnce)
{
    const CountingAccess counting;
    const std::string file = path("a.tif");
    write(*counting.create_raster(file, spec(PixelType::UInt16, 0.0, 2)), 2, 5000);
    const HeldRasters held(counting, run_);
    for (int pass = 0; pass < 3; ++pass)
        for (int band = 1; band <= 2; ++band)
            for (std::int64_t y = 0; y < height; y += 100)
                (void)read(*held.open_raster(file), band, {0, y, width, 100});
    EXPECT_EQ(counting.read, 2 * width * height);
}

TEST_F(HeldRastersTest, WorkFileIsNotReadAgain)
{
    const CountingAccess counting;
    const HeldRasters held(counting, run_);
    write(*held.create_raster_for(RasterUse::Work, path("w.tif"), spec(PixelType::Float32, std::nan(""), 1)), 1, 100);
    const Raster<float> all = read(*held.open_raster(path("w.tif")), 1, {0, 0, width, height});
    EXPECT_EQ(counting.read, 0);
    EXPECT_TRUE(same(all, read(*files_.open_raster(path("w.tif")), 1, {0, 0, width, height})));
}

TEST_F(HeldRastersTest, FileThatWasReplacedIsReadAnew)
{
    const HeldRasters held(files_, run_);
    const std::string file = path("a.tif");
    write(*files_.create_raster(file, spec(PixelType::Byte, 0.0, 1)), 1, 200);
    (void)read(*held.open_raster(file), 1, {0, 0, width, height});
    write(*files_.create_raster(file, spec(PixelType::Byte, 0.0, 1)), 1, 90);
    expect_same(*files_.open_raster(file), *held.open_raster(file), "after it was replaced");
}

TEST_F(HeldRastersTest, NothingIsHeldWhereMemoryIsTight)
{
    run_.memory_mb = 512;
    const HeldRasters held(files_, run_);
    const std::string scratch = path("s.tif");
    write(*held.create_raster_for(RasterUse::Scratch, scratch, spec(PixelType::Byte, 255.0, 1)), 1, 200);
    EXPECT_TRUE(std::filesystem::exists(scratch));
    expect_same(*files_.open_raster(scratch), *held.open_raster(scratch), "scratch file");
}

TEST_F(HeldRastersTest, RasterThatNobodyReadsMakesRoom)
{
    run_.memory_mb = 512 + 4; // room for one megabyte; each raster takes 0.36
    const CountingAccess counting;
    const HeldRasters held(counting, run_);
    std::vector<std::string> names;
    for (int k = 0; k < 5; ++k) {
        names.push_back(path(std::to_string(k) + ".tif"));
        write(*counting.create_raster(names.back(), spec(PixelType::Byte, 0.0, 1)), 1, 200);
        (void)read(*held.open_raster(names.back()), 1, {0, 0, width, height});
    }
    EXPECT_EQ(counting.read, 5 * width * height);
    (void)read(*held.open_raster(names[4]), 1, {0, 0, width, height}); // still there
    EXPECT_EQ(counting.read, 5 * width * height);
    (void)read(*held.open_raster(names[0]), 1, {0, 0, width, height}); // made room
    EXPECT_EQ(counting.read, 6 * width * height);
}

} // namespace
} // namespace didban
