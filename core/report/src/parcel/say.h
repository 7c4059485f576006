#pragma once
#include "didban/base/date.h"
#include "didban/report/language.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>

/// Words and lines that texts and pages share.
namespace didban::parcel_words {

/// The Persian or the English text.
[[nodiscard]] std::string say(Language language, std::string_view en, std::string_view fa);
/// A number as printed: up to `decimals` decimals without trailing zeros, in Persian digits for Persian.
[[nodiscard]] std::string number(double x, int decimals, Language language);
/// Jalali in Persian ("۱۴۰۴/۰۸/۳۰"), ISO in English.
[[nodiscard]] std::string date(const Date& day, Language language);

/// A line of plain text that a reader of Persian sees from the right even where it begins with a foreign name: a
/// right-to-left mark stands before it then. The Persian semicolon, whose second byte begins a control sequence for
/// terminals of eight bits, becomes a comma, in names and addresses of the data too: no line may hold that byte.
[[nodiscard]] std::string ordered(std::string line, Language language);

/// Words of the data with their English and Persian text.
using Pairs = std::map<std::string, std::pair<const char*, const char*>>;
/// The word itself where the table does not have it.
[[nodiscard]] std::string look_up(const Pairs& pairs, const std::string& word, Language language);

} // namespace didban::parcel_words
