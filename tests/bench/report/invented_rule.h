#pragma once
#include "didban/findings/finding.h"

namespace didban {

/// Too much ground covered, of a plan that does not exist.
inline RuleCheck invented_rule()
{
    return {"zone-r2-coverage",        "coverage", 0.6, 0.71, 0.04, "share", "violates", "measured",
            "detailed plan, art. 4-1", "",         {}};
}

} // namespace didban
