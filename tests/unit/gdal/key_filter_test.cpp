#include "didban/base/error.h"
#include "didban/gdal/gdal_data_access.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace didban {
namespace {

namespace fs = std::filesystem;

class KeyFilterTest : public testing::TestWithParam<const char*> {
protected:
    KeyFilterTest()
    {
        path_ = (folder_ / GetParam()).string();
        const auto sink = data_.create_features(path_, path_.ends_with(".csv") ? "CSV" : "GPKG");
        sink->begin_layer(
            {"rows", Crs(), {{"parcel key", FieldType::Text}, {"n", FieldType::Integer}}, LayerSpec::Kind::None});
        for (const char* key : {"7-12-1", "7-12-2", "it's", "پلاک ۱۲", "7-12-1", "7-12-10", "\" OR 1=1 --"}) {
            Feature f;
            f.values = {std::string(key), std::int64_t{1}};
            sink->write(f);
        }
        sink->finish();
    }

    [[nodiscard]] int rows(std::vector<std::string> keys, const std::string& field = "parcel key") const
    {
        const auto source = data_.open_features({.source = path_,
                                                 .layer = {},
                                                 .fields = {"n"},
                                                 .encoding = {},
                                                 .area = {},
                                                 .geometry = false,
                                                 .only = KeyFilter{field, std::move(keys)}});
        Feature f;
        int count = 0;
        while (source->next(f))
            ++count;
        return count;
    }

    GdalDataAccess data_;
    test::TemporaryFolder folder_;
    std::string path_;
};

TEST_P(KeyFilterTest, OnlyTheseKeysComeWhateverIsInThem)
{
    EXPECT_EQ(rows({"7-12-1"}), 2);
    EXPECT_EQ(rows({"7-12-1", "7-12-2"}), 3);
    EXPECT_EQ(rows({"it's"}), 1);
    EXPECT_EQ(rows({"پلاک ۱۲"}), 1);
    EXPECT_EQ(rows({"\" OR 1=1 --"}), 1);
    EXPECT_EQ(rows({"' OR '1'='1"}), 0);
    EXPECT_EQ(rows({}), 0);
}

TEST_P(KeyFilterTest, AnUnknownColumnIsNamed)
{
    try {
        (void)rows({"x"}, "parcel_kei");
        FAIL() << "no error";
    } catch (const Error& e) {
        EXPECT_NE(std::string(e.what()).find("parcel_kei"), std::string::npos) << e.what();
    }
}

INSTANTIATE_TEST_SUITE_P(Formats, KeyFilterTest, testing::Values("rows.gpkg", "rows.csv"),
                         [](const auto& made) { return std::string(made.param).substr(5); });

} // namespace
} // namespace didban
