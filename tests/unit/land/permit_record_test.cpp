#include "didban/land/permit_record.h"

#include <gtest/gtest.h>

using namespace didban;

namespace {

PermitRecord plain()
{
    PermitRecord record;
    record.id = "P-1";
    record.parcel = "7-12-104-3";
    record.issued = "1400/03/01";
    return record;
}

ReadPermit read(const PermitRecord& record, Calendar calendar = Calendar::Jalali)
{
    return read_permit(record, calendar);
}

TEST(PermitRecord, APlainRowHasNoFlawButItsCalendar)
{
    const auto row = read(plain());
    EXPECT_EQ(row.permit.parcel_key, "7-12-104-3-0-0-0");
    EXPECT_EQ(row.permit.issued.iso(), "2021-05-22");
    EXPECT_EQ(row.flaws.count(), 1U);
    EXPECT_TRUE(row.has(PermitFlaw::DateJalali));
    EXPECT_FALSE(row.permit.floors || row.permit.height_m || row.permit.valid_to) << "what is not written is unknown";
}

TEST(PermitRecord, HeightInMetresOrCentimetres)
{
    struct Case {
        const char *floors, *written;
        std::optional<double> metres;
        bool centimetres;
    };
    const Case cases[] = {
        {"3", "10.5", 10.5, false}, {"3", "1050", 10.5, true}, {"", "1050", 10.5, true},  {"3", "۱۰٫۵", 10.5, false},
        {"3", "10/5", 10.5, false}, {"1", "350", 3.5, true},   {"3", "99999", {}, false}, {"2", "9000", {}, false},
        {"3", "0", {}, false},      {"3", "high", {}, false},
    };
    for (const Case& c : cases) {
        PermitRecord record = plain();
        record.floors = c.floors;
        record.height_m = c.written;
        const auto row = read(record);
        ASSERT_EQ(row.permit.height_m.has_value(), c.metres.has_value()) << c.written;
        if (c.metres) {
            EXPECT_DOUBLE_EQ(*row.permit.height_m, *c.metres) << c.written;
        }
        EXPECT_EQ(row.has(PermitFlaw::HeightInCentimetres), c.centimetres) << c.written;
    }
}

TEST(PermitRecord, CoverageInEveryForm)
{
    for (const char* written : {"0.6", "60", "60%", "۶۰٪", "٪۶۰", "۰٫۶", "0/6"}) {
        PermitRecord record = plain();
        record.coverage = written;
        const auto row = read(record);
        ASSERT_TRUE(row.permit.coverage) << written;
        EXPECT_DOUBLE_EQ(*row.permit.coverage, 0.6) << written;
    }
    PermitRecord record = plain();
    record.coverage = "160";
    EXPECT_TRUE(read(record).has(PermitFlaw::CoverageImplausible));
    EXPECT_FALSE(read(record).permit.coverage);
}

TEST(PermitRecord, FloorsAsNumberOrWords)
{
    const std::pair<const char*, std::optional<double>> cases[] = {
        {"3", 3},   {"۳", 3},    {"3.5", 3.5}, {"۳ طبقه روی پیلوت", 4}, {"2 floors", 2}, {"0", {}},
        {"-1", {}}, {"350", {}}, {"چند", {}}};
    for (const auto& [written, floors] : cases) {
        PermitRecord record = plain();
        record.floors = written;
        EXPECT_EQ(read(record).permit.floors, floors) << written;
    }
}

TEST(PermitRecord, AreasOfZeroAreUnknown)
{
    PermitRecord record = plain();
    record.footprint_m2 = "0";
    record.total_area_m2 = "1,250/5";
    const auto row = read(record);
    EXPECT_FALSE(row.permit.footprint_m2);
    EXPECT_TRUE(row.has(PermitFlaw::AreaZero));
    EXPECT_DOUBLE_EQ(*row.permit.total_area_m2, 1250.5);
}

TEST(PermitRecord, DatesThatContradictEachOther)
{
    PermitRecord record = plain();
    record.completed = "1399/01/01";
    record.valid_to = "1398/01/01";
    const auto row = read(record);
    EXPECT_TRUE(row.has(PermitFlaw::CompletedBeforeIssue));
    EXPECT_TRUE(row.has(PermitFlaw::ValidityBeforeIssue));
    EXPECT_FALSE(row.permit.completed) << "a completion before the issue says nothing";
    EXPECT_FALSE(row.permit.valid_to);
}

TEST(PermitRecord, AnIssueDayThatCannotBeReadKeepsThePermit)
{
    for (const char* written : {"", "0000/00/00", "1404/12/30", "soon"}) {
        PermitRecord record = plain();
        record.issued = written;
        const auto row = read(record);
        EXPECT_FALSE(row.permit.issued_known) << written;
        EXPECT_TRUE(row.has(PermitFlaw::IssuedUnreadable)) << written;
        EXPECT_EQ(row.permit.issued, to_gregorian({1200, 1, 1})) << written;
    }
}

TEST(PermitRecord, SeveralPlotsInOneCell)
{
    PermitRecord record = plain();
    record.other_parcels = "7-12-104-4; ۷-۱۲-۱۰۴-۵،0-0-0-6-104-12-7|7-12-104-3";
    const auto row = read(record);
    EXPECT_EQ(row.permit.other_keys,
              (std::vector<std::string>{"7-12-104-4-0-0-0", "7-12-104-5-0-0-0", "7-12-104-6-0-0-0"}));
    EXPECT_TRUE(row.has(PermitFlaw::CodeReversed));
}

TEST(PermitRecord, DamagedTextIsMendedBeforeItIsRead)
{
    PermitRecord record = plain();
    record.kind = "ظ†ظˆط³ط§ط²غŒ";
    record.use = "Ù…Ø³Ú©ÙˆÙ†ÛŒ";
    const auto row = read(record);
    EXPECT_EQ(row.permit.kind, PermitKind::New);
    EXPECT_EQ(row.permit.use, LandUse::Residential);
    EXPECT_EQ(row.permit.use_text, "مسکونی");
}

TEST(PermitRecord, AnotherCalendarIsFlagged)
{
    PermitRecord record = plain();
    record.issued = "2021-05-22";
    EXPECT_TRUE(read(record).has(PermitFlaw::DateOtherCalendar));
    EXPECT_EQ(read(record).permit.issued.iso(), "2021-05-22");
    EXPECT_FALSE(read(record, Calendar::Auto).has(PermitFlaw::DateOtherCalendar));
}

TEST(Reissue, TheLaterRowCountsAndTheEarlierFillsItsGaps)
{
    PermitRecord first = plain();
    first.kind = "new";
    first.floors = "3";
    first.footprint_m2 = "120";
    first.valid_to = "1403/03/01";
    first.status = "issued";
    PermitRecord again = plain();
    again.issued = "1402/03/01";
    again.kind = "المثنی";
    again.footprint_m2 = "140";
    again.status = "تمدید";
    const Permit merged = merge_reissued(read(first).permit, read(again).permit);
    EXPECT_EQ(merged.issued, read(first).permit.issued) << "work has been licensed since the first issue";
    EXPECT_EQ(merged.kind, PermitKind::New) << "a duplicate licenses what the original did";
    EXPECT_EQ(merged.footprint_m2, 140);
    EXPECT_EQ(merged.floors, 3);
    EXPECT_EQ(merged.status, PermitStatus::Extended);
    EXPECT_EQ(merged.valid_to, read(first).permit.valid_to);
}

} // namespace
