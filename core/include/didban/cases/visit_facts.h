#pragma once
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// A file that belongs to a decision and stays where it is.
struct Attachment {
    std::string name;   ///< as it was given
    std::string sha256; ///< of its bytes then
};

/// What a ruling was about: the sighting as it was told then. Later runs see the case again, and differently.
struct RuledSighting {
    double confidence{};          ///< as the detector and the records gave it
    std::string detector, sensor; ///< "" = not known
    std::string change;           ///< name of the ChangeKind
};

/// What a visit or a report brought beside its words.
struct VisitFacts {
    std::optional<double> hours; ///< an inspector's, way and visit together
    std::vector<Attachment> files;
    std::optional<RuledSighting> sighting{}; ///< of a confirmation or dismissal
};

/// As the ledger keeps them: a JSON object; "" = none.
[[nodiscard]] std::string facts_text(const VisitFacts& facts);
/// What `text` tells; what it does not is left out.
[[nodiscard]] VisitFacts facts_of(const std::string& text);

} // namespace didban
