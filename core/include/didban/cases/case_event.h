#pragma once
#include "didban/cases/case.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// One line of a ledger's history: what happened to a case, when, why, and what it changed. Lines are never rewritten:
/// each carries a digest over itself and the line before.
struct CaseEvent {
    std::int64_t number{}; ///< from 1, without a gap
    std::string case_id;   ///< "" = no case: the outcome of a control visit
    std::string place;     ///< the parcel's key
    std::string on;        ///< ISO day: of the decision, or of the image
    std::string event;     ///< "detected", "changed", "regrown", "confirmed", "dismissed", "step", "undone", …
    std::string detail;    ///< for people
    std::string cause;     ///< "run", "decision", "import"; "" in lines older than the chain
    std::string run;       ///< of which run: run_key
    std::string reason, note, inspector;
    std::string changes;             ///< JSON object: column: [old, new], all as text
    std::int64_t undoes{};           ///< number of the line that this one takes back
    std::string facts;               ///< VisitFacts as facts_text(); "" = none
    std::string recorded;            ///< UTC instant at which a person's decision was written; "" for runs
    std::string previous_hash, hash; ///< 64 hexadecimal digits
};

/// The digest of a line: SHA-256 over the previous line's digest and every field but `hash`; `facts` count where there
/// are any.
[[nodiscard]] std::string event_hash(const CaseEvent& event);

/// What a ledger keeps beside its lines, so that lines cut off at the end are missed.
struct ChainHead {
    std::int64_t count{};
    std::string hash; ///< of the last line
};

/// Holds lines against each other and against the head, in order of their numbers.
class ChainCheck {
public:
    void line(const CaseEvent& event);
    /// What is wrong, in order, each naming its line; empty when the chain is whole. At most `most` are told.
    [[nodiscard]] std::vector<std::string> finish(const std::optional<ChainHead>& head) const;
    [[nodiscard]] ChainHead read() const { return read_; }

private:
    static constexpr std::size_t most = 20;
    void fault(const std::string& text);
    ChainHead read_;
    std::int64_t next_{1};
    std::vector<std::string> faults_;
};

/// The columns in which two versions of a case differ, as `changes`; "" when they are equal. Dates of last sight and
/// addresses do not count: seeing a case again is no event.
[[nodiscard]] std::string changes_between(const Case& before, const Case& after);
/// "area_m2: 81 -> 121; change: groundwork -> new".
[[nodiscard]] std::string changes_for_people(const std::string& changes);
/// The new value that `changes` gives a column; nothing when it does not name it.
[[nodiscard]] std::optional<std::string> changed_to(const std::string& changes, const std::string& column);
/// Sets the columns of a decision (state, since, steps, dismissal, note, inspector, settled_on) to the old values of
/// `changes`.
void take_back(Case& c, const std::string& changes);

} // namespace didban
