#include "pipelines/cases/ledger.h"

#include "didban/base/error.h"
#include "didban/gdal/gdal_data_access.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

namespace didban {
namespace {

class LedgerTest : public testing::Test {
protected:
    [[nodiscard]] Ledger open(TableAccess access) const { return {data, path, crs, access, {}}; }
    /// One transaction with one line.
    void note(const std::string& reason, bool commit = true) const
    {
        Ledger ledger = open(TableAccess::Write);
        CaseEvent event;
        event.place = "7-1-1-1-0-0-0";
        event.on = "2026-06-20";
        event.event = "visited";
        event.cause = "decision";
        event.reason = reason;
        ledger.append(event);
        if (commit)
            ledger.commit();
    }
    [[nodiscard]] std::vector<CaseEvent> lines() const
    {
        std::vector<CaseEvent> all;
        open(TableAccess::Read).each_event([&](const CaseEvent& event) { all.push_back(event); });
        return all;
    }

    Crs crs = Crs::parse("EPSG:32638");
    GdalDataAccess data;
    test::TemporaryFolder folder;
    std::string path = (folder / "ledger.gpkg").string();
};

TEST_F(LedgerTest, LinesOfManyWritersAreAllThereInOneChain)
{
    constexpr int writers = 3, lines_each = 5;
    note("first");
    {
        std::vector<std::jthread> threads;
        for (int writer = 0; writer < writers; ++writer)
            threads.emplace_back([&, writer] {
                for (int i = 0; i < lines_each; ++i)
                    note(std::to_string(writer) + "/" + std::to_string(i));
            });
        for (int i = 0; i < lines_each; ++i)
            EXPECT_GE(lines().size(), 1U) << "readers see one moment, whatever is being written";
    }
    std::set<std::string> reasons;
    ChainCheck chain;
    for (const CaseEvent& line : lines()) {
        chain.line(line);
        reasons.insert(line.reason);
    }
    EXPECT_EQ(reasons.size(), 1U + writers * lines_each);
    const Ledger ledger = open(TableAccess::Read);
    ASSERT_TRUE(ledger.head());
    EXPECT_EQ(chain.finish(ledger.head()->chain), std::vector<std::string>{});
}

TEST_F(LedgerTest, WhatIsNotCommittedIsNotThere)
{
    note("kept");
    note("let go", false);
    ASSERT_EQ(lines().size(), 1U);
    EXPECT_EQ(lines().front().reason, "kept");
}

TEST_F(LedgerTest, ObservationsComeParcelByParcelInOrderOfEntry)
{
    const auto observed = [](const std::string& key, const Period& period) {
        Ledger::Observation o;
        o.parcel_key = key;
        o.not_before = period.not_before;
        o.not_after = period.not_after;
        o.verdict = "no_change";
        return o;
    };
    const Period first{{2025, 6, 14}, {2026, 6, 20}}, second{{2026, 6, 20}, {2027, 6, 1}};
    for (const Period& period : {first, second}) {
        Ledger ledger = open(TableAccess::Write);
        ledger.observe(period, {observed("b", period), observed("a", period), observed("c", period)});
        ledger.commit();
    }
    std::string told;
    open(TableAccess::Read).each_parcel_observed([&](const std::vector<Ledger::Observation>& of_one) {
        told += of_one.front().parcel_key;
        for (const Ledger::Observation& o : of_one)
            told += o.parcel_key == of_one.front().parcel_key && o.not_after == first.not_after    ? "1"
                    : o.parcel_key == of_one.front().parcel_key && o.not_after == second.not_after ? "2"
                                                                                                   : "?";
    });
    EXPECT_EQ(told, "a12b12c12");
}

} // namespace
} // namespace didban
