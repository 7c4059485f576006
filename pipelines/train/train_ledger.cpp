#include "pipelines/train/train_ledger.h"

#include "didban/base/error.h"
#include "didban/base/output_path.h"
#include "didban/report/text_file.h"
#include "pipelines/cases/case_outcomes.h"
#include "pipelines/cases/manage_cases.h"
#include "pipelines/train/draw_held_out.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <tuple>

namespace didban {

namespace {

constexpr std::int64_t least_outcomes = 60, least_of_each = 15, least_held_out = 15, least_held_out_of_each = 3;
constexpr double held_out_share = 0.3;

struct Taught {
    std::vector<TaughtOutcome> outcomes;
    std::map<std::string, std::int64_t> left_out; ///< as CalibrationCard::left_out
};

/// The sighting that was ruled on; a ruling of an older ledger does not tell it, so that the case's last one stands for
/// it.
std::optional<RuledSighting> ruled_sighting(const Case& c, const CaseOutcome& o)
{
    if (o.sighting)
        return o.sighting;
    const std::optional<double> raw = c.raw_confidence ? c.raw_confidence : c.confidence;
    if (!raw)
        return std::nullopt;
    return RuledSighting{*raw, c.detector, c.sensor, std::string(name(c.change))};
}

Taught taught(const Ledger& ledger)
{
    const std::map<std::string, CaseOutcome> outcomes = outcomes_of(ledger);
    Taught all;
    for (const Case& c : ledger.cases()) {
        const auto found = outcomes.find(c.case_id);
        if (found == outcomes.end())
            continue;
        const CaseOutcome& o = found->second;
        const auto sighting = ruled_sighting(c, o);
        if (o.reason == "DUPLICATE") // says nothing about the sighting
            ++all.left_out[o.reason];
        else if (!sighting)
            ++all.left_out["no_confidence"];
        else if (!o.last_decided)
            ++all.left_out["no_day"];
        else
            all.outcomes.push_back({c.case_id,
                                    c.place,
                                    *o.last_decided,
                                    {sighting->detector, sighting->sensor, c.district, sighting->change},
                                    sighting->confidence,
                                    o.confirmed,
                                    o.reason});
    }
    return all;
}

std::int64_t confirmed(const std::vector<TaughtOutcome>& all)
{
    return std::count_if(all.begin(), all.end(), [](const TaughtOutcome& o) { return o.right; });
}

std::string counted(const std::vector<TaughtOutcome>& all)
{
    const std::int64_t right = confirmed(all), n = static_cast<std::int64_t>(all.size());
    return std::to_string(n) + " decided cases with a confidence (" + std::to_string(right) + " confirmed, " +
           std::to_string(n - right) + " dismissed)";
}

void check_enough(const std::vector<TaughtOutcome>& all, std::int64_t least, std::int64_t of_each,
                  const std::string& what, const std::string& remedy)
{
    const std::int64_t right = confirmed(all), n = static_cast<std::int64_t>(all.size());
    if (n >= least && right >= of_each && n - right >= of_each)
        return;
    throw Error(ErrorKind::IncompatibleInput, what + " " + counted(all) + ", too few to learn from: at least " +
                                                  std::to_string(least) + " are needed, " + std::to_string(of_each) +
                                                  " of each; " + remedy);
}

/// All outcomes of a parcel fall on the same side.
bool drawn(const TaughtOutcome& o, std::int64_t seed)
{
    return train::draws_held_out(o.place.empty() ? o.case_id : o.place, seed);
}

struct Split {
    std::vector<TaughtOutcome> learned, held_out;
};

Split split(std::vector<TaughtOutcome> all, const TrainLedgerOptions& options)
{
    Split out;
    if (options.held_out_by == "time") {
        std::sort(all.begin(), all.end(), [](const TaughtOutcome& a, const TaughtOutcome& b) {
            return std::tie(a.decided, a.case_id) < std::tie(b.decided, b.case_id);
        });
        const auto first = static_cast<std::ptrdiff_t>(static_cast<double>(all.size()) * (1 - held_out_share));
        out.learned.assign(all.begin(), all.begin() + first);
        out.held_out.assign(all.begin() + first, all.end());
        return out;
    }
    for (TaughtOutcome& o : all)
        (drawn(o, options.seed) ? out.held_out : out.learned).push_back(std::move(o));
    return out;
}

} // namespace

TrainLedgerReport train_ledger(const DataAccess& data, const City& city, const TrainLedgerOptions& options,
                               const RunOptions& run)
{
    std::error_code ignored;
    check_output_file(options.out);
    if (std::filesystem::exists(options.out, ignored))
        throw Error(ErrorKind::Usage, options.out + ": is there already; calibrations are kept side by side, so that "
                                                    "the city can go back to an earlier one: give another name");
    const Ledger ledger = read_ledger(data, city, options.ledger.empty() ? city.ledger : options.ledger, run);
    const Taught known = taught(ledger);
    const std::vector<TaughtOutcome>& all = known.outcomes;
    check_enough(all, least_outcomes, least_of_each, ledger.name() + ": holds", "go on visiting and deciding");
    const Split parts = split(all, options);
    check_enough(parts.held_out, least_held_out, least_held_out_of_each,
                 ledger.name() + ": of its outcomes are held out",
                 "take another --seed or --held-out, or go on visiting and deciding");

    const Calibration partial = Calibration::fit(parts.learned);
    TrainLedgerReport out;
    CalibrationCard& card = out.card;
    card.city = city.name;
    card.version = options.version;
    if (ledger.head()) {
        card.ledger_head = ledger.head()->chain.hash;
        card.ledger_events = ledger.head()->chain.count;
    }
    card.confirmed = confirmed(all);
    card.dismissed = static_cast<std::int64_t>(all.size()) - card.confirmed;
    for (const TaughtOutcome& o : all)
        if (!o.right)
            ++card.reasons[o.reason];
    card.left_out = known.left_out;
    card.held_out_by = options.held_out_by;
    card.seed = options.seed;
    card.before = scores_of(parts.held_out, Calibration());
    card.after = scores_of(parts.held_out, partial);
    out.taken = card.after.brier < card.before.brier && card.after.log_loss < card.before.log_loss;
    const Calibration whole = Calibration::fit(all);
    out.groups = whole.groups();
    if (out.taken)
        write_text_file(options.out, calibration_json(whole, card));
    return out;
}

} // namespace didban
