#include "pipelines/judge/judge_changes.h"

#include "didban/base/error.h"
#include "didban/gdal/gdal_data_access.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace didban {
namespace {

namespace fs = std::filesystem;

/// One plot near Khoy and one change, both drawn here; every test spoils one thing.
class OneChange : public testing::Test {
protected:
    OneChange()
    {
        write("cadastre.geojson", features(R"({"parcel_id":"7-1-1-1"})", plot));
        write("city.toml", "[city]\nname = \"T\"\ncrs = \"EPSG:32638\"\nledger = \"ledger.gpkg\"\n"
                           "[cadastre]\nsource = \"cadastre.geojson\"\nfields = { id = \"parcel_id\" }\n");
    }
    void write(const std::string& name, const std::string& text) const { std::ofstream(folder / name) << text; }
    static std::string features(const std::string& properties, const std::string& ring)
    {
        return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":)" + properties +
               R"(,"geometry":{"type":"Polygon","coordinates":[)" + ring + "]}}]}";
    }
    RunSummary judge(const std::string& properties, const std::string& ring) const
    {
        write("changes.geojson", features(properties, ring));
        JudgeChangesOptions options;
        options.changes = (folder / "changes.geojson").string();
        options.report.output = (folder / "out").string();
        return judge_changes(data, read_city((folder / "city.toml").string()), options, {});
    }
    // 26 m x 33 m, and 13 m x 17 m inside it.
    const std::string plot = "[[44.95,38.55],[44.9503,38.55],[44.9503,38.5503],[44.95,38.5503],[44.95,38.55]]";
    const std::string inside =
        "[[44.95005,38.55005],[44.9502,38.55005],[44.9502,38.5502],[44.95005,38.5502],[44.95005,38.55005]]";
    const std::string dates = R"("not_before":"2025-06-14","not_after":"2026-06-20")";
    GdalDataAccess data;
    test::TemporaryFolder folder;
};

TEST_F(OneChange, WithoutPermitRegisterIsUnclearAndSaysSo)
{
    const RunSummary summary = judge("{\"change\":\"new\"," + dates + "}", inside);
    EXPECT_EQ(summary.parcels.at("unclear"), 1);
    EXPECT_EQ(summary.parcels.at("suspected"), 0);
    EXPECT_TRUE(std::any_of(summary.warnings.begin(), summary.warnings.end(),
                            [](const std::string& w) { return w.find("no permits") != std::string::npos; }));
}

TEST_F(OneChange, WhatIsRefusedLeavesNothing)
{
    EXPECT_THROW((void)judge("{\"change\":\"shrunk\"," + dates + "}", inside), Error);
    EXPECT_FALSE(fs::exists(folder / "out"));
    EXPECT_FALSE(fs::exists(folder / "ledger.gpkg"));
}

/// Everything can be written but the ledger.
class WithoutLedger : public GdalDataAccess {
public:
    [[nodiscard]] std::unique_ptr<TableTransaction> open_tables(const std::string& path, TableAccess access,
                                                                const std::vector<LayerSpec>& layers,
                                                                const Patience& patience) const override
    {
        if (access == TableAccess::Write)
            throw Error(ErrorKind::OutputFailed, path + ": no space left");
        return GdalDataAccess::open_tables(path, access, layers, patience);
    }
};

TEST_F(OneChange, NoResultIsPublishedWithoutItsCases)
{
    write("changes.geojson", features("{\"change\":\"new\"," + dates + "}", inside));
    JudgeChangesOptions options;
    options.changes = (folder / "changes.geojson").string();
    options.report.output = (folder / "out").string();
    const City city = read_city((folder / "city.toml").string());
    EXPECT_THROW((void)judge_changes(WithoutLedger(), city, options, {}), Error);
    EXPECT_FALSE(fs::exists(folder / "out")) << "results name cases that no ledger has";
    EXPECT_FALSE(fs::exists(folder / "ledger.gpkg"));
    (void)judge_changes(data, city, options, {});
    EXPECT_TRUE(fs::exists(folder / "out/findings.geojson"));
    EXPECT_TRUE(fs::exists(folder / "ledger.gpkg"));
}

} // namespace
} // namespace didban
