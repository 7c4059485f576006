#include "parcel/say.h"

#include "didban/base/jalali.h"
#include "didban/base/number_text.h"
#include "didban/base/text.h"

namespace didban::parcel_words {

std::string say(Language l, std::string_view en, std::string_view fa)
{
    return std::string(l == Language::Fa ? fa : en);
}

std::string number(double x, int decimals, Language l)
{
    std::string s = text::at_most(x, decimals);
    if (l == Language::En)
        return s;
    if (const auto dot = s.find('.'); dot != std::string::npos)
        s.replace(dot, 1, "٫");
    return text::persian_digits(s);
}

std::string date(const Date& day, Language l)
{
    return l == Language::Fa ? text::persian_digits(to_jalali(day).text()) : day.iso();
}

std::string look_up(const Pairs& pairs, const std::string& word, Language language)
{
    const auto found = pairs.find(word);
    if (found == pairs.end())
        return word;
    return language == Language::Fa ? found->second.second : found->second.first;
}

} // namespace didban::parcel_words
