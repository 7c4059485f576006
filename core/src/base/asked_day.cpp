#include "didban/base/asked_day.h"

#include "didban/base/error.h"
#include "didban/base/jalali.h"

namespace didban {

Date asked_day(const std::string& text, const std::string& name)
{
    const auto parsed = parse_record_date(text, Calendar::Auto);
    if (!parsed || parsed->two_digit_year)
        throw Error(ErrorKind::Usage, name + " " + text + ": not a day; write 2026-03-21 or 1405/01/01");
    return parsed->date;
}

} // namespace didban
