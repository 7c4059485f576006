#include "pipelines/city/land_columns.h"

#include "didban/base/text.h"

namespace didban {

namespace {

constexpr std::pair<const char*, bool> common_words[] = {{"vacant", true},
                                                         {"empty", true},
                                                         {"undeveloped", true},
                                                         {"true", true},
                                                         {"yes", true},
                                                         {"1", true},
                                                         {"خالی", true},
                                                         {"بایر", true},
                                                         {"ساخته نشده", true},
                                                         {"زمین خالی", true},
                                                         {"بله", true},
                                                         {"built", false},
                                                         {"developed", false},
                                                         {"occupied", false},
                                                         {"false", false},
                                                         {"no", false},
                                                         {"0", false},
                                                         {"ساخته شده", false},
                                                         {"ساخته‌شده", false},
                                                         {"دارای بنا", false},
                                                         {"دارای اعیان", false},
                                                         {"خیر", false}};

} // namespace

LandColumns::LandColumns(const TableSource& table, std::vector<std::string>& names)
{
    const auto add = [&](const char* ours, int& place) {
        if (const std::string column = table.field(ours); !column.empty()) {
            place = static_cast<int>(names.size());
            names.push_back(column);
        }
    };
    add("vacancy", vacancy_);
    add("ownership", ownership_);
    for (const auto& [word, empty] : common_words)
        words_[text::matching_key(word)] = empty;
    if (const auto own = table.words.find("vacancy"); own != table.words.end())
        for (const auto& [word, meant] : own->second)
            words_[text::matching_key(word)] = meant == "vacant";
}

LandRecord LandColumns::record(const Feature& row, std::string& not_understood) const
{
    const auto cell = [&](int place) {
        return place < 0 ? std::string() : as_text(row.values[static_cast<std::size_t>(place)]);
    };
    LandRecord record{{}, cell(ownership_)};
    const std::string written = cell(vacancy_);
    if (const auto word = words_.find(text::matching_key(written)); word != words_.end())
        record.vacant = word->second;
    else
        not_understood = written;
    return record;
}

void join(LandRecord& first, const LandRecord& other)
{
    if (first.vacant != other.vacant) {
        const bool built = (first.vacant && !*first.vacant) || (other.vacant && !*other.vacant);
        first.vacant = built ? std::optional(false) : std::nullopt;
    }
    if (first.ownership.empty())
        first.ownership = other.ownership;
}

} // namespace didban
