#include "didban/base/error.h"
#include "pipelines/city/city_data.h"
#include "pipelines/judge/judge_objects.h"
#include "pipelines/judge/read_changes.h"
#include "support/memory_data_access.h"

#include <gtest/gtest.h>

namespace didban {
namespace {

/// Metres from an invented corner in Khoy's UTM zone.
FeatureGeometry shape(Ring ring)
{
    FeatureGeometry out;
    for (Point& p : ring)
        p = {p.x + 495000, p.y + 4266000};
    out.null = false;
    out.polygons.parts = {{std::move(ring), {}}};
    return out;
}

/// One plot of 26 m by 33 m, one building of 13 m by 17 m on it, and a register without a permit for it. No file.
class OnePlot : public testing::Test {
protected:
    OnePlot()
    {
        city.file = "city.toml";
        city.crs = "EPSG:32638";
        city.cadastre.emplace().source = "cadastre";
        city.cadastre->fields = {{"id", "parcel_id"}};
        data.put("cadastre",
                 test::MemoryTable{
                     "parcels", crs, {"parcel_id"}, {{0, {"7-1-1-1"}, shape({{0, 0}, {26, 0}, {26, 33}, {0, 33}})}}});
    }
    void permits(const std::string& rows)
    {
        city.permits.emplace().source = "permits";
        city.permits->fields = {{"id", "no"}, {"parcel", "parcel"}, {"issued", "issued"}};
        data.put("permits", test::table_of_texts("no,parcel,issued\n" + rows));
    }
    /// Changes with these properties, one after the other: name, value, name, value, …
    [[nodiscard]] ReadChanges changes(const std::vector<std::pair<std::string, FieldValue>>& properties,
                                      const Ring& ring = {{5, 5}, {18, 5}, {18, 22}, {5, 22}}) const
    {
        test::MemoryTable table{"changes", crs, {}, {{0, {}, shape(ring)}}};
        for (const auto& [field, value] : properties) {
            table.fields.push_back(field);
            table.rows.front().values.push_back(value);
        }
        data.put("changes", std::move(table));
        return read_changes(data, "changes", crs, {});
    }
    [[nodiscard]] Verdict verdict_of(const ReadChanges& seen) const
    {
        const CityData loaded = load_city_data(data, city, {});
        const PlanData plan;
        const std::vector<double> not_measured;
        JudgeInput input{loaded, plan, seen.objects, seen.periods, seen.periods.at(0), not_measured, {}, {}, {}};
        input.accuracy.registration_m = 0.5;
        const JudgedCity judged = judge_objects(input, {});
        EXPECT_EQ(judged.judgements.size(), 1U);
        return judged.judgements.empty() ? Verdict::NoChange : judged.judgements.front().finding.verdict;
    }
    void expect_refused(const std::vector<std::pair<std::string, FieldValue>>& properties, ErrorKind kind,
                        const std::string& word, const Ring& ring = {{5, 5}, {18, 5}, {18, 22}, {5, 22}}) const
    {
        try {
            (void)changes(properties, ring);
            ADD_FAILURE() << "accepted, though: " << word;
        } catch (const Error& e) {
            EXPECT_EQ(e.kind(), kind) << e.what();
            EXPECT_NE(std::string(e.what()).find(word), std::string::npos) << e.what();
        }
    }
    using Properties = std::vector<std::pair<std::string, FieldValue>>;
    static Properties dated(Properties more)
    {
        more.insert(more.end(), {{"not_before", "2025-06-14"}, {"not_after", "2026-06-20"}});
        return more;
    }

    Crs crs = Crs::parse("EPSG:32638");
    City city;
    test::MemoryDataAccess data;
};

TEST_F(OnePlot, ANewBuildingIsJudgedByTheRegister)
{
    const ReadChanges seen = changes(dated({{"change", "new"}, {"probability", 0.99}}));
    ASSERT_EQ(seen.objects.size(), 1U);
    EXPECT_NEAR(seen.objects[0].area_m2, 13 * 17, 1) << "geodesic, of 13 m by 17 m";
    EXPECT_EQ(verdict_of(seen), Verdict::Unclear) << "nobody is accused where no register is known";
    permits("P-1,9-9-9-9,2024-03-01\n");
    EXPECT_EQ(verdict_of(seen), Verdict::Suspected);
    permits("P-1,7-1-1-1,2025-03-01\n");
    EXPECT_NE(verdict_of(seen), Verdict::Suspected);
}

TEST_F(OnePlot, SelfCrossingRingsAreRepairedAndTold)
{
    const ReadChanges seen = changes(dated({{"change", "new"}}), {{5, 5}, {18, 22}, {18, 5}, {5, 22}});
    ASSERT_EQ(seen.objects.size(), 1U);
    EXPECT_NEAR(planar_area(seen.objects[0].outline), 13 * 17 / 2.0, 1e-6) << "both triangles";
    EXPECT_EQ(seen.warnings.size(), 1U);
}

TEST_F(OnePlot, NonsenseIsRefusedByName)
{
    expect_refused(dated({{"change", "shrunk"}}), ErrorKind::UnreadableInput, "shrunk");
    expect_refused(dated({{"change", "new"}, {"probability", 1.5}}), ErrorKind::UnreadableInput, "probability");
    expect_refused(dated({{"change", "new"}, {"height_m", "tall"}}), ErrorKind::UnreadableInput, "tall");
    expect_refused({{"change", "new"}, {"not_before", "2026-06-20"}, {"not_after", "2025-06-14"}},
                   ErrorKind::UnreadableInput, "not_before");
    expect_refused({{"change", "new"}}, ErrorKind::Usage, "--from");
    expect_refused(dated({}), ErrorKind::UnreadableInput, "--kind");
    expect_refused(dated({{"change", "new"}}), ErrorKind::UnreadableInput, "enclose nothing", {{0, 0}, {9, 9}, {0, 0}});
}

TEST_F(OnePlot, ATableThatIsNotThereIsAnErrorThatNamesIt)
{
    EXPECT_THROW((void)read_changes(data, "no such table", crs, {}), Error);
}

} // namespace
} // namespace didban
