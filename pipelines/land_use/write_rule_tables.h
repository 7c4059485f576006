#pragma once
#include "didban/ports/feature_source.h"
#include "didban/rules/rule_rows.h"

namespace didban {

/// Adds the tables rules, plan and uses (docs/rules-format.md, "Rules as tables") to a GeoPackage. Throws
/// Error{OutputFailed}.
void write_rule_tables(FeatureSink& sink, const RuleTables& tables);

} // namespace didban
