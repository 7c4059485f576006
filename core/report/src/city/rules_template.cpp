#include "didban/report/first_files.h"

namespace didban {

std::string_view rules_template()
{
    return R"toml(# Rules of a plan: data that a planner edits and reviews. Every rule names where it is written and when it holds.
# The rules below are examples: DRAFT rules decide nothing. Replace them by your plan's, and set status = "APPROVED".

[plan]
id = "my-plan"
title = "Detailed plan (example)"

[[rule]]
id = "R2-floors-8-12"                # unique in this file
version = 1
level = "DETAILED"                   # NATIONAL | DISTRICT | COMPREHENSIVE | DETAILED | SPECIAL | PARCEL_DECISION | SECTOR
status = "DRAFT"                     # DRAFT | APPROVED | SUSPENDED | REPEALED
source = { document = "Plan booklet (example)", article = "4-2", page = 31 }
valid_from = "1400/01/01"            # Jalali text, or a Gregorian date without quotes
applies = { zone = ["R2"], passage_width_m = [8, 12] }   # from 8 up to, not including, 12; what is left out holds for all
effect = { quantity = "floors", combinator = "RESTRICT_MAX", value = 3, unit = "floors", base = "pilotis" }

[[rule]]
id = "R2-coverage"
version = 1
level = "DETAILED"
status = "DRAFT"
source = { document = "Plan booklet (example)", article = "4-1", page = 30 }
valid_from = "1400/01/01"
applies = { zone = ["R2"] }
effect = { quantity = "coverage", combinator = "RESTRICT_MAX", value = 60, unit = "percent" }   # of the plot

# A value is a number, a range [low, high], "not-regulated" or "unknown". A rule that is absent is unknown, never "no limit".
# combinator: RESTRICT_MAX | RESTRICT_MIN | REPLACE | ADD | SET | FORBID | REQUIRE_INQUIRY | REQUIRE_CONDITION
)toml";
}

} // namespace didban
