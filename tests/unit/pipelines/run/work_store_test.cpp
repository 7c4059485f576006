#include "pipelines/run/work_store.h"

#include "didban/base/error.h"
#include "didban/crypto/sha256.h"
#include "pipelines/run/work_files.h"
#include "support/temporary_folder.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <optional>

namespace didban {
namespace {

namespace fs = std::filesystem;

class WorkStoreTest : public testing::Test {
protected:
    static void put(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }
    static std::string get(const fs::path& file)
    {
        std::ifstream in(file);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    /// A run that finishes one step and then ends without results.
    void leave_a_step() const
    {
        const ResultFolder folder(out);
        WorkStore store(folder, "key", none, run);
        put(store.work("image.tif"), "pixels");
        store.finish_step("align", "how well", {"image.tif"});
    }

    test::TemporaryFolder temporary;
    const std::string out{(temporary / "out").string()};
    const fs::path work{fs::path(out) / ".work"};
    const InputStamps none;
    const RunOptions run;
    std::string text;
};

TEST_F(WorkStoreTest, SecondRunInOneFolderIsRefusedUntilTheFirstHasEnded)
{
    {
        const ResultFolder first(out);
        EXPECT_THROW(ResultFolder{out}, Error);
        EXPECT_TRUE(fs::exists(out)) << "the refused run must leave the first one's folder";
    }
    EXPECT_FALSE(fs::exists(out)) << "nothing was put into it";
    EXPECT_NO_THROW(ResultFolder{out});
}

TEST_F(WorkStoreTest, FinishedStepIsFoundAgain)
{
    leave_a_step();
    const ResultFolder folder(out);
    WorkStore store(folder, "key", none, run);
    ASSERT_TRUE(store.finished("align", text));
    EXPECT_EQ(text, "how well");
    EXPECT_EQ(get(store.work("image.tif")), "pixels");
}

TEST_F(WorkStoreTest, DamagedFileMakesItsStepUndone)
{
    leave_a_step();
    put(work / "key" / "image.tif", "pixelz");
    const ResultFolder folder(out);
    WorkStore store(folder, "key", none, run);
    EXPECT_FALSE(store.finished("align", text));
}

TEST_F(WorkStoreTest, DamagedRecordMakesItsStepUndone)
{
    leave_a_step();
    std::string record = get(work / "key" / "align.done");
    record.back() = '!';
    put(work / "key" / "align.done", record);
    const ResultFolder folder(out);
    WorkStore store(folder, "key", none, run);
    EXPECT_FALSE(store.finished("align", text));
}

TEST_F(WorkStoreTest, FilesOfOthersStay)
{
    fs::create_directories(work / "photos");
    put(work / "photos" / "a.jpg", "theirs");
    put(work / "notes.txt", "theirs");
    leave_a_step();
    put(work / "key" / "image-of-mine.tif", "theirs");
    {
        const ResultFolder folder(out);
        WorkStore store(folder, "other key", none, run);
        put(store.result("run.json"), "{}");
        store.publish(false);
    }
    EXPECT_EQ(get(work / "photos" / "a.jpg"), "theirs");
    EXPECT_EQ(get(work / "notes.txt"), "theirs");
    EXPECT_EQ(get(work / "key" / "image-of-mine.tif"), "theirs");
    EXPECT_FALSE(fs::exists(work / "key" / "image.tif")) << "the work of another key is cleared away";
    EXPECT_FALSE(fs::exists(work / "other key"));
}

TEST_F(WorkStoreTest, WorkIsNeverWrittenOverAFileOfOthers)
{
    fs::create_directories(work / "key");
    put(work / "key" / "image.tif", "theirs");
    const ResultFolder folder(out);
    WorkStore store(folder, "key", none, run);
    EXPECT_THROW((void)store.work("image.tif"), Error);
}

TEST_F(WorkStoreTest, WorkFolderBehindALinkIsRefused)
{
    const fs::path elsewhere = temporary / "elsewhere";
    fs::create_directories(elsewhere);
    fs::create_directories(out);
    fs::create_directory_symlink(elsewhere, work);
    const ResultFolder folder(out);
    EXPECT_THROW(WorkStore(folder, "key", none, run), Error);
    EXPECT_TRUE(fs::is_empty(elsewhere));
}

TEST_F(WorkStoreTest, PublicationThatWasCutShortIsCompletedByTheNextRun)
{
    fs::create_directories(out);
    put(fs::path(out) / "run.json", "old");
    put(fs::path(out) / "findings.csv", "old");
    {
        const ResultFolder folder(out);
        WorkStore store(folder, "key", none, run);
        put(store.result("findings.csv"), "new");
        put(store.result("run.json"), "new");
        // As a run leaves it that is ended when the first file is in its place.
        work_files::DoneStep results;
        for (const char* name : {"findings.csv", "run.json"})
            results.files.push_back({name, sha256_hex(std::string_view("new"))});
        work_files::write_step(work / "key" / work_files::publication, results);
        fs::remove(fs::path(out) / "run.json");
        fs::rename(work / "key" / "results" / "findings.csv", fs::path(out) / "findings.csv");
        fs::copy(work, fs::path(out) / "kept", fs::copy_options::recursive);
    }
    fs::remove_all(work);
    fs::rename(fs::path(out) / "kept", work);
    {
        const ResultFolder folder(out);
        const WorkStore next(folder, "other key", none, run);
    }
    EXPECT_EQ(get(fs::path(out) / "findings.csv"), "new");
    EXPECT_EQ(get(fs::path(out) / "run.json"), "new");
    EXPECT_FALSE(fs::exists(work));
}

TEST_F(WorkStoreTest, PublicationThatLostAFileLeavesNoRunJson)
{
    fs::create_directories(work / "key" / "results");
    put(fs::path(out) / "run.json", "old");
    work_files::add_to_list(work / "key", work_files::publication);
    work_files::write_step(work / "key" / work_files::publication,
                           {{{"findings.csv", sha256_hex(std::string_view("new"))}}, ""});
    const ResultFolder folder(out);
    const WorkStore next(folder, "other key", none, run);
    EXPECT_FALSE(fs::exists(fs::path(out) / "run.json"));
}

TEST_F(WorkStoreTest, InputThatWasReplacedStopsTheRun)
{
    const std::string input = (temporary / "stamped.tif").string();
    put(input, "first");
    InputStamps stamps;
    stamps.add(input);
    EXPECT_NO_THROW(stamps.check());
    fs::remove(input);
    put(input, "other");
    try {
        stamps.check();
        ADD_FAILURE() << "a replaced input passed";
    } catch (const Error& e) {
        EXPECT_NE(std::string(e.what()).find(input), std::string::npos) << e.what();
    }
}

} // namespace
} // namespace didban
