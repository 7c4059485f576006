#pragma once
#include "didban/cases/case_clocks.h"
#include "didban/cases/case_dossier.h"

#include <string>
#include <vector>

namespace didban {

/// A file that lies beside a bundle's list.
struct BundledFile {
    std::string name; ///< plain, without a folder
    std::string sha256;
};

/// What a commission is handed of one case.
struct CaseBundle {
    std::string city, issued_at; ///< UTC instant
    const CaseDossier& dossier;
    CaseClocks clocks;
    ChainHead chain; ///< of the ledger at that moment
    std::vector<BundledFile> files;
};

/// The part of bundle.json that is signed: case, history with the hashes of its lines, files with their digests. JSON.
[[nodiscard]] std::string bundle_payload(const CaseBundle& bundle);

/// What was found when a bundle was checked.
struct VerifiedBundle {
    bool valid{false};
    std::string reason; ///< why not
    bool signature_holds{false}, key_trusted{false};
    std::string key_id, case_id, city, issued_at;
    std::vector<std::string> faults; ///< files that are missing or not as they were signed
    std::size_t files{};
};

/// What `didban verify` prints of it.
[[nodiscard]] std::string verified_json(const VerifiedBundle& bundle);

} // namespace didban
