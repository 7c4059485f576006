#pragma once
#include "didban/base/date.h"
#include "didban/land/stated_area.h"
#include "didban/rules/answer.h"
#include "didban/rules/buildable.h"
#include "didban/rules/facts.h"
#include "didban/rules/proposal.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace didban {

class ParcelBook;

/// An inquiry of a bank or notary (docs/inquiry.md).
struct ServiceInquiry {
    std::string purpose;    ///< "mortgage" or "transfer"
    Date since;             ///< the certificate's day
    std::optional<Date> on; ///< plan values and cases as of this day; empty = today in Tehran
    std::string request_id; ///< "" = derived
    std::string consumer;   ///< who asks, as the exchange names the body; "" = not given
    int valid_days{30};     ///< 1 to 3650
    std::string key_file;   ///< "" = inquiry.key beside city.toml, which must exist
    std::string audit_log;  ///< "" = audit.jsonl beside city.toml
};

/// A proposal for one parcel of many.
struct ParcelProposal {
    std::string parcel_id;
    std::string proposal; ///< JSON (docs/proposal.md)
};

/// The limits of one parcel on one day. Independent of later reloads: it keeps the data it came from alive.
struct ParcelRules {
    std::string parcel_id; ///< as the cadastre writes it
    ParcelFacts facts;
    Answer answer;
    /// Of one quantity; null when no rule of the plan speaks of it.
    [[nodiscard]] const QuantityAnswer* find(Quantity quantity) const { return answer.find(quantity); }
    /// Rules that would concern the parcel and do not hold on the day.
    [[nodiscard]] std::vector<PendingRule> pending() const;
    /// How much may be built per floor and in all; empty = the plot's area is not known.
    [[nodiscard]] std::optional<BuildableAreas> buildable() const;
    /// The deed's area beside the measured one; empty = the cadastre states none.
    [[nodiscard]] std::optional<StatedArea> stated_area() const;
    /// SHA-256 of facts, limits and plan version in canonical JSON: equal for equal input.
    [[nodiscard]] std::string hash() const;
    /// All of it as JSON (docs/parcel-service.md).
    [[nodiscard]] std::string json() const;

    std::shared_ptr<const ParcelBook> book; ///< the data behind it
};

/// Answers about parcels from the data that a city.toml names.
///
/// Threads: all const members may be called by any number of threads at once, also while another calls reload(): each
/// call works on the data as it was when the call began. Copies share one service.
///
/// Errors: didban::Error. open() and reload(): Configuration, UnreadableInput or IncompatibleInput, naming the file and
/// the remedy. Calls with a parcel id: Usage when the cadastre has no such parcel. "Unknown" and "no permit" are
/// values, never errors.
///
/// Units: canonical unit of each Quantity; metres and m² elsewhere.
class ParcelService {
public:
    /// `city`: path of a city.toml, or of the folder that holds it.
    static ParcelService open(const std::string& city);

    /// By the rules in force on `on`, as they were known on `known` (nothing: all that is recorded now). `id` in any
    /// spelling of a renovation code.
    [[nodiscard]] ParcelRules rules_for(std::string_view id, const Date& on,
                                        const std::optional<Date>& known = {}) const;
    /// Each limit against the proposal: value, measured value, verdict, clause. `on` empty = today in Tehran; `known`
    /// as in rules_for().
    [[nodiscard]] Assessment assess(std::string_view id, const Proposal& proposal, const std::optional<Date>& on = {},
                                    const std::optional<Date>& known = {}) const;
    /// The whole file of a parcel as JSON, the same as `didban parcel --format json` writes: rules, life-cycle of
    /// permits, cases, plans within `radius_m` (0 to 5000), observations.
    [[nodiscard]] std::string parcel_json(std::string_view id, const Date& on, const std::optional<Date>& known = {},
                                          double radius_m = 200) const;
    /// rules_for().json() of many parcels, in their order, from one moment of the data: {"parcels": [ … ]}. An id that
    /// the cadastre does not have gives {"parcel_id": …, "error": …} in its place.
    [[nodiscard]] std::string rules_json(const std::vector<std::string>& ids, const Date& on,
                                         const std::optional<Date>& known = {}) const;
    /// assessment_json() of many proposals, in their order, from one moment of the data: {"assessments": [ … ]}. One
    /// that cannot be judged gives {"parcel_id": …, "error": …} in its place. `on` empty = today in Tehran.
    [[nodiscard]] std::string assessments_json(const std::vector<ParcelProposal>& proposals,
                                               const std::optional<Date>& on = {},
                                               const std::optional<Date>& known = {}) const;
    /// The rules for a drawn polygon (GeoJSON), for plots that are to be merged or parted and land without a deed: as
    /// ParcelRules::json(), with the parcels that it covers. `crs` "" = WGS 84 longitude, latitude. Throws
    /// Error{UnreadableInput, IncompatibleInput}.
    [[nodiscard]] std::string drawn_rules_json(std::string_view geojson, const std::string& crs, const Date& on,
                                               const std::optional<Date>& known = {}) const;
    /// A signed answer; its line stands in the audit log when this returns. Throws Error{Usage, OutputFailed}.
    [[nodiscard]] std::string inquire(std::string_view id, const ServiceInquiry& inquiry) const;
    /// Id of the parcel at a place, WGS 84 degrees; empty = none.
    [[nodiscard]] std::optional<std::string> parcel_at(double lon, double lat) const;
    [[nodiscard]] bool has(std::string_view id) const;
    /// Ids in the order of the cadastre.
    [[nodiscard]] std::vector<std::string> ids() const;
    /// At most so many ids that begin so, or began so once, in the order of the cadastre; before them the parcel that
    /// has or had just this code in any spelling, after them those whose address holds every word of it.
    [[nodiscard]] std::vector<std::string> ids_like(std::string_view beginning, std::size_t most) const;

    /// Loads the data again and puts it in place of the old in one step; running calls finish on the old data. When
    /// loading fails the old data stays and the error is thrown; a requested stop is Error{Interrupted}.
    void reload(const std::stop_token& stop = {}) const;
    /// The same, if any input file has changed since it was loaded. Returns whether it has.
    bool reload_if_changed(const std::stop_token& stop = {}) const;

private:
    struct State;
    explicit ParcelService(std::shared_ptr<State> state) : state_(std::move(state)) {}
    std::shared_ptr<State> state_;
};

/// Reads a proposal from JSON (docs/proposal.md); `name` stands in messages. Throws Error{UnreadableInput}.
[[nodiscard]] Proposal parse_proposal(std::string_view json, const std::string& name);
/// Checks a signed answer as `didban verify` does, against the public keys (PEM) that the city has published, and gives
/// the same JSON. Throws Error{UnreadableInput} for a text that is no key.
[[nodiscard]] std::string verify_answer_json(std::string_view answer, const std::vector<std::string>& public_keys,
                                             bool allow_unknown_key = false);
/// An assessment as JSON.
[[nodiscard]] std::string assessment_json(const Assessment& assessment);

} // namespace didban
