#include "didban/report/csv_cell.h"

#include "didban/base/plain_text.h"

namespace didban::report {

std::string csv_cell(std::string value)
{
    value = text::for_spreadsheet(value);
    if (value.find_first_of(",\"\r\n") == std::string::npos)
        return value;
    std::string out = "\"";
    for (const char c : value) {
        if (c == '"')
            out += '"';
        out += c;
    }
    return out + '"';
}

} // namespace didban::report
