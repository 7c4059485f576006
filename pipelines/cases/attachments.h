#pragma once
#include "didban/cases/visit_facts.h"

#include <string>
#include <vector>

namespace didban {

/// The names of a cell: with ; between, without blanks round them.
[[nodiscard]] std::vector<std::string> file_names(const std::string& cell);

/// The files of `names`, relative to `folder`, with the digest of each as it is now. They stay where
/// they are. Throws Error{UnreadableInput} naming a file that cannot be read.
[[nodiscard]] std::vector<Attachment> attachments(const std::vector<std::string>& names, const std::string& folder);

/// Throws Error{Usage} for hours that no visit takes: 0 or fewer, or more than 1000.
void check_hours(const std::optional<double>& hours);

} // namespace didban
