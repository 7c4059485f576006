#pragma once
#include "pipelines/inquiry/inquiry.h"
#include "pipelines/parcel/parcel_book.h"

#include <string>

namespace didban {

/// Answers an inquiry about a parcel of the book: the signed answer, whose line stands in the audit log when this
/// returns. `audit_log` "" = audit.jsonl beside city.toml. Throws Error{Usage} when `since` is later than `on`,
/// Error{OutputFailed} when the log cannot be written: then there is no answer.
[[nodiscard]] std::string give_answer(const DataAccess& data, const ParcelBook& book, std::size_t parcel,
                                      const InquiryRequest& request, const PrivateKey& key,
                                      const std::string& audit_log, const RunOptions& run);

/// The folder of city.toml with a "/" at its end, or "" for the current one.
[[nodiscard]] std::string folder_of(const ParcelBook& book);

} // namespace didban
