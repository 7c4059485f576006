#include "didban/base/error.h"
#include "didban/base/read_text_file.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

namespace didban {
namespace {

std::string file_with(const std::string& bytes)
{
    const std::string path =
        testing::TempDir() + "read_text_file_" + testing::UnitTest::GetInstance()->current_test_info()->name() + ".txt";
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
}

std::string refusal(const std::string& path, std::size_t most = longest_text_file)
{
    try {
        (void)read_text_file(path, "give an answer", most);
    } catch (const Error& e) {
        EXPECT_EQ(e.kind(), ErrorKind::UnreadableInput);
        return e.what();
    }
    return {};
}

TEST(ReadTextFile, GivesTheBytesWithoutTheMark)
{
    const std::string text(200000, 'x');
    EXPECT_EQ(read_text_file(file_with(text)), text);
    EXPECT_EQ(read_text_file(file_with("\xEF\xBB\xBF" + text)), text);
    EXPECT_EQ(read_text_file(file_with("")), "");
}

TEST(ReadTextFile, WhatNeverEndsIsRefusedByName)
{
    EXPECT_NE(refusal("/dev/zero").find("/dev/zero: not a text file"), std::string::npos);
    EXPECT_NE(refusal("/dev/urandom").find("/dev/urandom: "), std::string::npos);
}

TEST(ReadTextFile, TheLimitIsTheLastLengthThatIsTaken)
{
    const std::string path = file_with(std::string(100, 'x'));
    EXPECT_EQ(refusal(path, 100), "");
    EXPECT_NE(refusal(path, 99).find("longer than 99 bytes"), std::string::npos);
}

TEST(ReadTextFile, FoldersAndMissingFilesNameTheRemedy)
{
    EXPECT_NE(refusal(testing::TempDir()).find("not a folder"), std::string::npos);
    EXPECT_NE(refusal("/nowhere/answer.json").find("/nowhere/answer.json: cannot be opened"), std::string::npos);
}

} // namespace
} // namespace didban
