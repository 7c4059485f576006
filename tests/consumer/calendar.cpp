// Prints the Gregorian day of a Jalali one, by the installed library.
#include <didban/base/jalali.h>

#include <iostream>

int main()
{
    const didban::Date day = didban::to_gregorian({1404, 8, 30});
    std::cout << day.iso() << '\n';
    return day.iso() == "2025-11-21" ? 0 : 1;
}
