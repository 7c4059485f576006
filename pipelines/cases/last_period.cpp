#include "pipelines/cases/last_period.h"

namespace didban {

LastPeriod last_period(const Ledger& ledger)
{
    LastPeriod out;
    ledger.each_observation([&](const Ledger::Observation& o) {
        if (!out.day || o.not_after > *out.day) {
            out.day = o.not_after;
            out.observations.clear();
        }
        if (o.not_after == *out.day)
            out.observations.push_back(o);
    });
    return out;
}

} // namespace didban
