#pragma once
#include "didban/city/city.h"
#include "didban/crypto/ed25519.h"
#include "didban/ports/data_access.h"
#include "didban/report/case_bundle.h"
#include "pipelines/run/run_options.h"

#include <string>
#include <string_view>
#include <vector>

namespace didban {

/// Stands in "format" of a signed bundle.
inline constexpr const char* bundle_format = "didban-case-1";

struct BundleOptions {
    std::string case_id;
    std::string report; ///< folder of a run that holds evidence/CASE
    std::string files;  ///< folder in which the files of decisions lie; "" = they are named, and not in the bundle
    std::string output; ///< folder to make
};

/// Makes the folder: copies of the case's evidence and of the files of its decisions, and bundle.json, one line of
/// canonical JSON with format, payload (bundle_payload()) and signature (docs/inquiry.md). Returns the number of files.
/// Throws Error{Usage} when the folder is there already or a run has no evidence of the case, Error{UnreadableInput}
/// for a decision's file that is not as it was, and as show_case().
std::size_t make_case_bundle(const DataAccess& data, const City& city, const std::string& ledger,
                             const BundleOptions& options, const PrivateKey& key, const RunOptions& run);

/// True for a text that says it is a bundle.
[[nodiscard]] bool is_bundle(std::string_view text);

/// Checks a bundle.json offline, and the files in `folder` against it. `trusted`, `allow_unknown_key` as in
/// Verification. Never throws for bad content.
[[nodiscard]] VerifiedBundle verify_bundle(std::string_view text, const std::string& folder,
                                           const std::vector<PublicKey>& trusted, bool allow_unknown_key);

} // namespace didban
