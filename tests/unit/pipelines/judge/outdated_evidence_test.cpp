#include "pipelines/judge/outdated_evidence.h"

#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace didban {
namespace {

namespace fs = std::filesystem;

TEST(OutdatedEvidence, IsThatOfCasesThatTheRunDoesNotTellOf)
{
    const test::TemporaryFolder folder;
    for (const char* name :
         {"C0123456789AB/before.png", "C0123456789AB/sheet.html", "C0123456789AB/sheet.pdf", "C0123456789AB/visit.jpg",
          "CBA9876543210/after.png", "notes/before.png", "C012345678/before.png"}) {
        const fs::path file = folder / "evidence" / name;
        fs::create_directories(file.parent_path());
        std::ofstream(file) << "x";
    }
    Finding told;
    told.case_id = "CBA9876543210";
    EXPECT_EQ(outdated_evidence((folder / "").string(), {told}, {}),
              (std::vector<std::string>{"evidence/C0123456789AB/before.png", "evidence/C0123456789AB/sheet.html",
                                        "evidence/C0123456789AB/sheet.pdf"}));
    EXPECT_TRUE(outdated_evidence((folder / "elsewhere").string(), {told}, {}).empty());
}

TEST(OutdatedEvidence, IsWhatTheRunDidNotWriteBesideTheRest)
{
    const test::TemporaryFolder folder;
    fs::create_directories(folder / "evidence" / "CBA9876543210");
    for (const char* name : {"before.png", "sheet.pdf"})
        std::ofstream(folder / "evidence" / "CBA9876543210" / name) << "x";
    Finding told;
    told.case_id = "CBA9876543210";
    const std::string home = (folder / "").string();
    EXPECT_EQ(outdated_evidence(home, {told}, {{{"picture_before", "evidence/CBA9876543210/before.png", "ab"}}}),
              std::vector<std::string>{"evidence/CBA9876543210/sheet.pdf"});
    EXPECT_TRUE(outdated_evidence(home, {told}, {{}}).empty()) << "a case beyond those that get evidence keeps it";
}

TEST(OutdatedLayers, AreThoseOfFormatsThatNobodyAsksForAnyMore)
{
    const test::TemporaryFolder folder;
    for (const char* name : {"findings.fgb", "changes.fgb", "findings.parquet", "streets.fgb", "findings.csv"})
        std::ofstream(folder / name) << "x";
    const std::string home = (folder / "").string();
    const auto tell = [&](const char* record) { std::ofstream(folder / "run.json") << record; };
    tell(R"({"parameters": {"report_formats": "fgb parquet"}})");
    EXPECT_EQ(outdated_layers(home, {"parquet"}), (std::vector<std::string>{"findings.fgb", "changes.fgb"}));
    EXPECT_EQ(outdated_layers(home, {"fgb"}), std::vector<std::string>{"findings.parquet"});
    tell(R"({"parameters": {"report_formats": "parquet"}})");
    EXPECT_EQ(outdated_layers(home, {}), std::vector<std::string>{"findings.parquet"}) << "no run wrote the others";
    for (const char* record :
         {"", "[1]", R"({"parameters": {}})", R"({"parameters": {"report_formats": 7}})", R"({"parameters": 3})"}) {
        tell(record);
        EXPECT_TRUE(outdated_layers(home, {}).empty()) << record;
    }
    std::filesystem::remove(folder / "run.json");
    EXPECT_TRUE(outdated_layers(home, {}).empty());
}

} // namespace
} // namespace didban
