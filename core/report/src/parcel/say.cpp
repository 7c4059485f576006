#include "parcel/say.h"

#include "didban/base/jalali.h"
#include "didban/base/number_text.h"
#include "didban/base/text.h"

#include <algorithm>

namespace didban::parcel_words {

std::string say(Language l, std::string_view en, std::string_view fa)
{
    return std::string(l == Language::Fa ? fa : en);
}

std::string number(double x, int decimals, Language l)
{
    const std::string s = text::at_most(x, decimals);
    return l == Language::En ? s : text::persian_number(s);
}

std::string date(const Date& day, Language l)
{
    return l == Language::Fa ? text::persian_digits(to_jalali(day).text()) : day.iso();
}

std::string ordered(std::string line, Language l)
{
    for (auto at = line.find("؛"); at != std::string::npos; at = line.find("؛", at))
        line.replace(at, std::string_view("؛").size(), "،");
    const auto is_latin = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    const auto is_arabic = [](char c) { // lead bytes of U+0600 to U+06FF
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xD8 && byte <= 0xDB;
    };
    const auto latin = std::find_if(line.begin(), line.end(), is_latin);
    const auto arabic = std::find_if(line.begin(), line.end(), is_arabic);
    return l == Language::Fa && latin < arabic && arabic != line.end() ? "\u200f" + line : line;
}

std::string look_up(const Pairs& pairs, const std::string& word, Language language)
{
    const auto found = pairs.find(word);
    if (found == pairs.end())
        return word;
    return language == Language::Fa ? found->second.second : found->second.first;
}

} // namespace didban::parcel_words
