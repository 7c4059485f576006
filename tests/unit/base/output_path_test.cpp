#include "didban/base/output_path.h"

#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <functional>

namespace didban {
namespace {

namespace fs = std::filesystem;

std::string refusal(const std::function<void()>& check)
{
    try {
        check();
    } catch (const Error& e) {
        EXPECT_EQ(e.kind(), ErrorKind::Usage) << e.what();
        return e.what();
    }
    return {};
}

class OutputPath : public testing::Test {
protected:
    OutputPath() { std::ofstream(folder / "file") << "x"; }
    [[nodiscard]] std::string at(const char* name) const { return (folder / name).string(); }
    test::TemporaryFolder folder;
};

TEST_F(OutputPath, FoldersMayBeMissingButNothingElseMayStandThere)
{
    EXPECT_EQ(refusal([&] { check_output_folder(at("a/b/c/")); }), "");
    EXPECT_FALSE(fs::exists(folder / "a")) << "a check makes nothing";
    make_output_folder(at("a/b/c/"));
    EXPECT_TRUE(fs::is_directory(folder / "a/b/c"));
    EXPECT_NE(refusal([&] { make_output_folder(at("file")); }).find("it is a file"), std::string::npos);
    EXPECT_NE(refusal([&] { make_output_folder(at("file/b")); }).find(at("file") + " is a file"), std::string::npos);
    EXPECT_NE(refusal([&] { make_output_folder("/proc/didban"); }), "");
    EXPECT_NE(refusal([&] { make_output_folder(""); }), "");
}

TEST_F(OutputPath, FilesNeedTheirFolder)
{
    EXPECT_EQ(refusal([&] { check_output_file(at("file")); }), "");
    EXPECT_EQ(refusal([&] { check_output_file(at("new")); }), "");
    EXPECT_EQ(refusal([&] { check_output_file("/vsimem/new.tif"); }), "");
    EXPECT_NE(refusal([&] { check_output_file(folder.path().string()); }).find("it is a folder"), std::string::npos);
    EXPECT_NE(refusal([&] { check_output_file(at("none/new")); }).find(at("none") + " does not exist"),
              std::string::npos);
    EXPECT_NE(refusal([&] { check_output_file(at("file/new")); }), "");
    EXPECT_NE(refusal([&] { check_output_file("/dev/null"); }), "");
    EXPECT_NE(refusal([&] { check_output_file(""); }), "");
}

TEST_F(OutputPath, InputsAreKnownUnderAnyName)
{
    fs::create_symlink(at("file"), folder / "link");
    EXPECT_NE(refusal([&] { check_not_an_input(at("link"), {"", "PG:dbname=x", at("file")}); }), "");
    EXPECT_NE(refusal([&] { check_not_an_input((folder / "./file").string(), {at("file")}); }), "");
    EXPECT_EQ(refusal([&] { check_not_an_input(at("new"), {at("file"), at("new"), ""}); }), "");
}

TEST(OutputPathErrors, AnotherNameDoesNotHelpAFullDisk)
{
    EXPECT_EQ(output_error_kind(std::make_error_code(std::errc::no_space_on_device)), ErrorKind::OutputFailed);
    EXPECT_EQ(output_error_kind(std::make_error_code(std::errc::io_error)), ErrorKind::OutputFailed);
    EXPECT_EQ(output_error_kind(std::make_error_code(std::errc::permission_denied)), ErrorKind::Usage);
    EXPECT_EQ(output_error_kind({ENOENT, std::generic_category()}), ErrorKind::Usage);
}

} // namespace
} // namespace didban
