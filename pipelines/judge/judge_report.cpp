#include "pipelines/judge/judge_report.h"

#include "didban/base/error.h"
#include "didban/base/read_text_file.h"
#include "didban/cases/calibration.h"
#include "didban/cases/case_book.h"
#include "didban/crypto/sha256.h"
#include "didban/findings/priority.h"
#include "didban/findings/reason.h"
#include "didban/geo/interior_point.h"
#include "didban/report/table_format.h"
#include "pipelines/cases/ledger.h"
#include "pipelines/judge/outdated_evidence.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <unordered_map>

namespace didban {

namespace {

/// The ledger this run may write to. A city on a read-only disk can still be watched: its cases then stay with the
/// run's results.
std::string ledger_path(const City& city, const ReportOptions& options, report::RunRecord& record)
{
    const std::string wanted = options.ledger.empty() ? city.ledger : options.ledger;
    if (wanted.empty() || !options.ledger.empty() || can_write_ledger(wanted))
        return wanted;
    record.warnings.push_back("the city's ledger cannot be written where city.toml puts it; this run's cases are in "
                              "ledger.gpkg beside its results");
    return (std::filesystem::path(options.output) / "ledger.gpkg").string();
}

/// The same for the same inputs, parameters and period.
std::string run_key(const report::RunRecord& record, const Period& period)
{
    Sha256 digest;
    const auto add = [&](const std::string& text) { digest.add(std::to_string(text.size()) + ":" + text + ";"); };
    for (const std::string& text :
         {record.command, record.version, record.city, period.not_before.iso(), period.not_after.iso()})
        add(text);
    for (const report::InputRecord& input : record.inputs)
        add(input.role + input.path + input.sha256);
    for (const auto& [name, value] : record.parameters) {
        add(name);
        std::visit(
            [&](const auto& v) {
                if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::string>)
                    add(v);
                else
                    add(std::to_string(v));
            },
            value);
    }
    return digest.finish_hex().substr(0, 16);
}

std::vector<CasePlace> places_of(const JudgeInput& input, const JudgedCity& judged)
{
    std::vector<CasePlace> places;
    for (std::size_t i = 0; i < judged.places.size(); ++i) {
        const Parcel* const parcel = judged.places[i].parcel;
        CasePlace place;
        if (parcel != nullptr)
            place = {parcel->key, parcel->old_keys, parcel->address};
        if (place.address.empty())
            place.address = nearest_street(input.plan, judged.judgements[i].finding.shape).value_or("");
        places.push_back(std::move(place));
    }
    return places;
}

/// A parcel that other dates showed up to another day than the run's last was not seen on that day; what was seen
/// after the run's period belongs to a run of its own.
std::vector<Ledger::Observation> observations_of(const JudgeInput& input, const std::vector<ParcelVerdict>& verdicts)
{
    const Transform to_lonlat(input.city.crs, Crs::wgs84());
    const AllParcels parcels(input.city.parcels, input.city.unplaced);
    const Period& run = input.run_period;
    std::vector<Ledger::Observation> rows;
    for (const ParcelVerdict& v : verdicts) {
        const Parcel& parcel = parcels[v.parcel];
        const auto other = input.seen_between.find(v.parcel);
        const Period& seen = other == input.seen_between.end() ? run : other->second;
        Ledger::Observation row{parcel.key,
                                seen.not_before,
                                seen.not_after,
                                std::string(name(v.verdict)),
                                v.changed_m2,
                                v.observed_share,
                                v.change_probability,
                                v.case_ids,
                                parcel.district,
                                {},
                                {},
                                {}};
        if (!parcel.shape.empty()) {
            const Point at = to_lonlat(interior_point(parcel.shape));
            row.longitude = at.x;
            row.latitude = at.y;
            row.area_m2 = parcel.area_m2;
        }
        if (seen.not_after <= run.not_after)
            rows.push_back(row);
        if (seen.not_after == run.not_after)
            continue;
        row.not_before = run.not_before;
        row.not_after = run.not_after;
        row.verdict = name(Verdict::NotSeen);
        row.changed_m2 = row.observed_share = row.change_probability = std::nullopt;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string evidence_json(const RunSources& sources)
{
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    const auto add = [&](const std::vector<report::Evidence>& evidence) {
        for (const report::Evidence& e : evidence)
            list.push_back({{"role", e.role}, {"path", e.path}, {"sha256", e.sha256}});
    };
    add(sources.of_run.evidence);
    for (const DateSources& other : sources.others)
        add(other.evidence);
    return list.dump();
}

/// Nothing where the city names none.
std::optional<CalibrationFile> calibration_of(const City& city)
{
    if (city.calibration.empty())
        return std::nullopt;
    return read_calibration(read_text_file(city.calibration, "name another file under [detect] calibration, or none"),
                            city.calibration);
}

/// Notes what saw each finding, and puts its confidence right by the city's own outcomes, where the city names them.
/// Verdicts stay: they are made of what the images and records say.
void calibrate(const JudgeInput& input, JudgedCity& judged, report::RunRecord& record)
{
    const std::optional<CalibrationFile> file = calibration_of(input.city.city);
    for (Judgement& j : judged.judgements) {
        Finding& f = j.finding;
        f.raw_confidence = f.confidence;
        f.detector = input.detector;
        f.sensor = input.sensor;
        if (file)
            f.confidence = file->calibration(
                f.raw_confidence, {f.detector, f.sensor, f.district.value_or(""), std::string(name(f.change))});
    }
    if (!file)
        return;
    record.calibration = {"", "", file->card.ledger_head, file->card.confirmed + file->card.dismissed,
                          static_cast<std::int64_t>(judged.judgements.size())};
    for (const report::InputRecord& i : record.inputs)
        if (i.role == "calibration") {
            record.calibration->path = i.path;
            record.calibration->sha256 = i.sha256;
        }
}

/// What a run makes of its judgements and of the cases that were there.
struct Followed {
    std::vector<Finding> findings;          ///< in the order of the judgements; with ids, states, sentences and ranks
    std::vector<report::CaseStory> stories; ///< one per finding
    std::vector<ParcelVerdict> parcels;
};

/// What the cases and the ledger's lines tell of the findings' cases.
std::vector<report::CaseStory> stories_of(const std::vector<Finding>& findings, const std::vector<CasePlace>& places,
                                          const CaseBook& book, const City& city, const Ledger* ledger)
{
    const CaseClocks clocks{city.case_rules, city.calendar, {}};
    std::unordered_map<std::string, const Case*> cases;
    for (const Case& c : book.cases())
        cases.emplace(c.case_id, &c);
    std::vector<report::CaseStory> stories(findings.size());
    std::unordered_multimap<std::string, std::size_t> findings_of;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const Case& c = *cases.at(findings[i].case_id);
        stories[i] = {places[i].address, c.steps.empty() ? "" : c.steps.back().name, clocks.next(c), {}};
        findings_of.emplace(c.case_id, i);
    }
    if (ledger != nullptr)
        ledger->each_event([&](const CaseEvent& e) {
            for (auto [at, end] = findings_of.equal_range(e.case_id); at != end; ++at)
                stories[at->second].history.push_back(e);
        });
    return stories;
}

/// By priority, with their stories.
void sort_by_priority(Followed& followed)
{
    std::vector<std::size_t> order(followed.findings.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return followed.findings[a].priority < followed.findings[b].priority;
    });
    Followed sorted{{}, {}, std::move(followed.parcels)};
    for (const std::size_t i : order) {
        sorted.findings.push_back(std::move(followed.findings[i]));
        sorted.stories.push_back(std::move(followed.stories[i]));
    }
    followed = std::move(sorted);
}

/// Follows the cases: ids from the book, then sentences and ranks.
Followed follow_cases(const JudgeInput& input, JudgedCity& judged, const std::vector<CasePlace>& places, CaseBook& book,
                      const std::string& key, std::vector<CaseEvent>& events)
{
    Followed out;
    for (const Judgement& j : judged.judgements)
        out.findings.push_back(j.finding);
    std::vector<double> scores(out.findings.size());
    events = book.follow({input.city.city.name, key}, places, out.findings, [&](std::size_t i, Finding& f) {
        judged.judgements[i].finding.violations = f.violations;
        const Reason reason = make_reason(judged.judgements[i], judged.places[i], input.city.city.calendar);
        f.reason_en = reason.en;
        f.reason_fa = reason.fa;
        return scores[i] = visit_score(judged.judgements[i], input.accuracy_of(judged.object_of[i]));
    });
    rank_visits(out.findings, scores);
    out.parcels = parcel_verdicts(input, judged, out.findings);
    return out;
}

/// In one transaction, against the cases as they are now: what others decided during this run stands.
Followed follow_in_ledger(const DataAccess& data, const std::string& path, const JudgeInput& input, JudgedCity& judged,
                          const std::string& key, const RunSources& sources, const RunOptions& run)
{
    std::vector<CaseEvent> events;
    const std::vector<CasePlace> places = places_of(input, judged);
    if (path.empty()) {
        CaseBook book;
        Followed out = follow_cases(input, judged, places, book, key, events);
        out.stories = stories_of(out.findings, places, book, input.city.city, nullptr);
        return out;
    }
    Ledger ledger(data, path, input.city.crs, TableAccess::Write, run);
    CaseBook book(ledger.cases());
    Followed out = follow_cases(input, judged, places, book, key, events);
    for (const std::size_t i : book.touched())
        ledger.upsert(book.cases()[i]);
    for (CaseEvent& e : events)
        ledger.append(std::move(e));
    ledger.observe(input.run_period, observations_of(input, out.parcels));
    ledger.note_run({key, input.run_period.not_before.iso(), input.run_period.not_after.iso(), evidence_json(sources)});
    out.stories = stories_of(out.findings, places, book, input.city.city, &ledger);
    ledger.commit();
    return out;
}

void count(const std::vector<Finding>& findings, const std::vector<ParcelVerdict>& parcels, report::RunRecord& record)
{
    for (const Verdict v : {Verdict::NoChange, Verdict::Authorized, Verdict::Exempt, Verdict::Suspected,
                            Verdict::Unclear, Verdict::NotSeen, Verdict::TooSmall}) {
        record.parcels[std::string(name(v))] = 0;
        record.findings[std::string(name(v))] = 0;
    }
    for (const ParcelVerdict& v : parcels)
        ++record.parcels[std::string(name(v.verdict))];
    for (const Finding& f : findings) {
        ++record.findings[std::string(name(f.verdict))];
        for (const std::string& code : f.violations)
            ++record.violations[code];
    }
}

/// What the plan holds and could not be used, which a limit may miss.
void note_plan_problems(const PlanData& plan, report::RunRecord& record)
{
    for (const Problem& p : plan.problems) {
        record.problems.emplace_back(p.code, p.count);
        if (p.code != plan_shape_lost)
            continue;
        std::string features;
        for (const std::string& example : p.examples)
            features.append(features.empty() ? "" : ", ").append(example);
        record.warnings.push_back(p.input + ": " + std::to_string(p.count) + " " + p.message + " (" + features + ")");
    }
}

/// Verdicts that still ask for something: of findings whose case is not settled, and of parcels that have no case or
/// one that is not.
std::map<std::string, std::int64_t> open_verdicts(const std::vector<Finding>& findings,
                                                  const std::vector<ParcelVerdict>& parcels)
{
    std::map<std::string, std::int64_t> counts;
    for (const Finding& f : findings)
        if (!f.settled)
            ++counts[std::string(name(f.verdict))];
    for (const ParcelVerdict& v : parcels)
        if (v.case_ids.empty())
            ++counts[std::string(name(v.verdict))];
    return counts;
}

/// Whether a case has its evidence without sheet.pdf.
bool lacks_prints(const report::EvidenceBook& book)
{
    return std::any_of(book.of_finding.begin(), book.of_finding.end(), [](const auto& files) {
        return !files.empty() && std::none_of(files.begin(), files.end(),
                                              [](const report::Evidence& e) { return e.role == "sheet_pdf"; });
    });
}

} // namespace

void check_before_report(const DataAccess& data, const CityData& city, const ReportOptions& options,
                         const RunOptions& run)
{
    (void)calibration_of(city.city);
    for (const std::string& format : city.city.report_formats)
        if (!data.can_write(table_format("layer." + format)))
            throw Error(ErrorKind::Configuration,
                        city.city.where("report.formats") + ": [report] formats holds \"" + format +
                            "\", which the GDAL of this machine cannot write; leave it out, or install a GDAL with "
                            "the driver " +
                            table_format("layer." + format));
    const std::string path = options.ledger.empty() ? city.city.ledger : options.ledger;
    if (!options.ledger.empty() && !can_write_ledger(path))
        throw Error(ErrorKind::Usage, path + ": the ledger cannot be written; check the folder and its permissions");
    if (!path.empty() && Ledger::exists(data, path))
        (void)Ledger(data, path, city.crs, TableAccess::Read, run);
}

RunSummary report_run(const DataAccess& data, const JudgeInput& input, const RunSources& sources,
                      report::RunRecord record, const ReportOptions& options, WorkStore& store, const RunOptions& run)
{
    const std::string ledger_file = ledger_path(input.city.city, options, record);
    run.log.info("judging " + std::to_string(input.objects.size()) + " changes on " +
                 std::to_string(input.city.parcels.size()) + " parcels");
    JudgedCity judged = judge_objects(input, run);
    calibrate(input, judged, record);
    store.check_inputs();
    // The ledger first: no result names a case that the ledger does not have. A run that ends between the two can be
    // started again, since following the same findings once more changes nothing.
    Followed followed =
        follow_in_ledger(data, ledger_file, input, judged, run_key(record, input.run_period), sources, run);
    sort_by_priority(followed);
    const std::vector<ParcelVerdict>& parcels = followed.parcels;
    std::vector<Finding>& findings = followed.findings;

    record.period = input.run_period;
    record.libraries = options.libraries;
    record.change_objects = static_cast<std::int64_t>(input.objects.size());
    record.permits_without_parcel = static_cast<std::int64_t>(judged.permits_without_parcel);
    if (judged.slivers_left_out > 0)
        record.warnings.push_back(
            std::to_string(judged.slivers_left_out) +
            " slivers of changes across parcel boundaries were left out as an effect of the boundary's error");
    note_plan_problems(input.plan, record);
    count(findings, parcels, record);
    record_thresholds(input, judged.plan_drawn_on, record);

    report::EvidenceBook rests_on =
        write_report(data,
                     {input, findings, followed.stories, parcels, sources, record.version,
                      record.calibration ? std::optional(record.calibration->outcomes) : std::nullopt},
                     [&](const std::string& name) { return store.result(name); });
    if (lacks_prints(rests_on))
        record.warnings.emplace_back(
            "no font with Persian letters was found here, so evidence has no sheet.pdf; install one, for example "
            "Debian's fonts-dejavu-core");
    report::write_run_json(store.result("run.json"), record);
    if (run.stop.stop_requested())
        throw Error(ErrorKind::Interrupted, "interrupted while writing the report");
    std::vector<std::string> outdated = outdated_evidence(options.output, findings, rests_on.of_finding);
    const std::vector<std::string> layers = outdated_layers(options.output, input.city.city.report_formats);
    outdated.insert(outdated.end(), layers.begin(), layers.end());
    store.publish(options.keep_work, outdated);
    for (const std::string& w : record.warnings)
        run.log.warn(w);
    std::map<std::string, std::int64_t> open = open_verdicts(findings, parcels);
    return {input.run_period, record.parcels, record.findings,     std::move(open),
            record.warnings,  options.output, std::move(findings), std::move(rests_on)};
}

} // namespace didban
