#include "pipelines/city/read_permits.h"

#include "didban/base/renovation_code.h"
#include "didban/base/text.h"
#include "pipelines/city/declared_crs.h"
#include "pipelines/city/map_features.h"
#include "pipelines/city/mend_shape.h"
#include "pipelines/city/permit_columns.h"
#include "pipelines/city/table_profile.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

namespace didban {

namespace {

/// FNV-1a, 64 bit.
std::uint64_t hash(std::string_view text, std::uint64_t seed = 14695981039346656037ULL)
{
    for (const char c : text)
        seed = (seed ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return seed;
}

/// A row after the parallel step.
struct PermitRow {
    ReadPermit read;
    ShapeFlaws shape;
    unsigned oddities{};
    std::string dates, height, coverage; ///< as written, for examples
    std::string kind, status, use;       ///< likewise
    std::uint64_t id_hash{}, plot_hash{};
};

constexpr std::pair<PermitFlaw, const char*> simple_flaws[] = {
    {PermitFlaw::IdMissing, "permit.id.missing"},
    {PermitFlaw::ParcelMissing, "permit.parcel.missing"},
    {PermitFlaw::CodeReversed, "permit.code.reversed"},
    {PermitFlaw::IssuedUnreadable, "permit.date.issue_unreadable"},
    {PermitFlaw::DateUnreadable, "permit.date.unreadable"},
    {PermitFlaw::DateZero, "permit.date.zero"},
    {PermitFlaw::DateTwoDigitYear, "permit.date.two_digit_year"},
    {PermitFlaw::DateDayFirst, "permit.date.day_first"},
    {PermitFlaw::DateOtherCalendar, "permit.date.other_calendar"},
    {PermitFlaw::CompletedBeforeIssue, "permit.date.completed_before_issue"},
    {PermitFlaw::ValidityBeforeIssue, "permit.date.validity_before_issue"},
    {PermitFlaw::NumberUnreadable, "permit.number.unreadable"},
    {PermitFlaw::NumberLocalForm, "permit.number.local_form"},
    {PermitFlaw::AreaZero, "permit.area.zero"},
    {PermitFlaw::FloorsZero, "permit.floors.zero"},
    {PermitFlaw::FloorsImplausible, "permit.floors.implausible"},
    {PermitFlaw::HeightInCentimetres, "permit.height.centimetres"},
    {PermitFlaw::HeightImplausible, "permit.height.implausible"},
    {PermitFlaw::CoverageImplausible, "permit.coverage.implausible"},
};

/// All dates of a row as written, so that an example shows the odd one.
std::string written_dates(const PermitRecord& record)
{
    std::string all;
    for (const std::string* date :
         {&record.issued, &record.valid_to, &record.extended_to, &record.started, &record.completed})
        if (!date->empty())
            all.append(all.empty() ? "" : ", ").append(*date);
    return all;
}

class PermitReader {
public:
    PermitReader(const PermitColumns& columns, Calendar calendar, const Crs& source, const Crs& working)
        : columns_(columns), calendar_(calendar), source_(source), working_(working)
    {
    }

    std::vector<PermitRow> operator()(std::vector<Feature>& features, std::int64_t first) const
    {
        const bool shapes = source_.known();
        const Transform to_working(shapes ? source_ : working_, working_);
        std::vector<PermitRow> rows(features.size());
        for (std::size_t i = 0; i < features.size(); ++i) {
            read(columns_.record(features[i]), rows[i]);
            rows[i].read.permit.row = first + static_cast<std::int64_t>(i);
            if (shapes && !features[i].geometry.null)
                read_shape(std::move(features[i].geometry), to_working, rows[i]);
        }
        return rows;
    }

private:
    void read(const PermitRecord& record, PermitRow& row) const
    {
        row.read = read_permit(record, calendar_);
        for (const std::string* text :
             {&record.id, &record.parcel, &record.use, &record.kind, &record.status, &record.other_parcels})
            row.oddities |= text::oddities(*text);
        if (row.read.flaws.any()) {
            row.dates = written_dates(record);
            row.height = record.height_m;
            row.coverage = record.coverage;
            row.kind = record.kind;
            row.status = record.status;
            row.use = record.use;
        }
        const Permit& permit = row.read.permit;
        row.id_hash = hash(text::matching_key(permit.id));
        row.plot_hash = hash(permit.parcel_key);
    }

    static void read_shape(FeatureGeometry stored, const Transform& to_working, PermitRow& row)
    {
        if (stored.polygons.empty() && !stored.points.empty()) {
            if (std::isfinite(stored.points.front().x) && std::isfinite(stored.points.front().y))
                row.read.permit.place = to_working(stored.points.front());
            return;
        }
        MendedShape mended = mend_shape(std::move(stored), to_working);
        row.read.permit.footprint = std::move(mended.shape);
        row.shape = mended.flaws;
    }

    const PermitColumns& columns_;
    Calendar calendar_;
    const Crs& source_;
    const Crs& working_;
};

/// Words of a column that nothing is known of, with the rows that hold them.
class UnknownWords {
public:
    void add(bool unknown, const std::string& word)
    {
        constexpr std::size_t most_words = 1000;
        if (!unknown)
            return;
        ++rows_;
        if (const auto known = counts_.find(word); known != counts_.end())
            ++known->second;
        else if (counts_.size() < most_words)
            counts_.emplace(word, 1);
    }
    /// The most frequent words first.
    void tell(const char* code, ProblemTally& tally) const
    {
        if (rows_ == 0)
            return;
        std::vector<std::pair<std::int64_t, std::string>> words;
        for (const auto& [word, count] : counts_)
            words.emplace_back(-count, word);
        std::sort(words.begin(), words.end());
        tally.add(code, "", rows_);
        for (const auto& [count, word] : words)
            tally.add(code, "\"" + word + "\" in " + std::to_string(-count) + " rows", 0);
    }

private:
    std::map<std::string, std::int64_t> counts_;
    std::int64_t rows_{};
};

class PermitCollector {
public:
    PermitCollector(ProblemTally& tally, const std::function<void(Permit&&)>& take) : tally_(tally), take_(take) {}

    void operator()(std::vector<PermitRow> rows)
    {
        for (PermitRow& row : rows) {
            ++rows_;
            count(row);
            if (!row.read.has(PermitFlaw::IdMissing))
                seen_.push_back({row.id_hash, static_cast<std::uint32_t>(row.plot_hash ^ (row.plot_hash >> 32U)),
                                 static_cast<std::uint32_t>(rows_)});
            take_(std::move(row.read.permit));
        }
    }

    void finish()
    {
        count_mixtures();
        count_repeats();
        kinds_.tell("permit.kind.unknown", tally_);
        statuses_.tell("permit.status.unknown", tally_);
        uses_.tell("permit.use.unknown", tally_);
    }

    [[nodiscard]] std::int64_t rows() const { return rows_; }

private:
    /// What is kept of every row.
    struct Seen {
        std::uint64_t id;
        std::uint32_t plot;
        std::uint32_t row;
    };

    static std::string name(const PermitRow& row)
    {
        const Permit& permit = row.read.permit;
        return (permit.id.empty() ? "?" : permit.id) + " (row " + std::to_string(permit.row) + ")";
    }

    void count(const PermitRow& row)
    {
        if (row.read.flaws.any()) {
            for (const auto& [flaw, code] : simple_flaws)
                if (row.read.has(flaw))
                    tally_.add(code, example(row, flaw));
            calendar(row, PermitFlaw::DateJalali, jalali_, jalali_example_);
            calendar(row, PermitFlaw::DateGregorian, gregorian_, gregorian_example_);
            coverage(row);
            kinds_.add(row.read.has(PermitFlaw::KindUnknown), row.kind);
            statuses_.add(row.read.has(PermitFlaw::StatusUnknown), row.status);
            uses_.add(row.read.has(PermitFlaw::UseUnknown), row.use);
        }
        if (row.oddities != 0)
            tally_.add_oddities("permit", row.oddities, name(row));
        if (row.shape.invalid)
            tally_.add("permit.geometry.invalid", name(row) + ": " + row.shape.reason);
        if (row.shape.degenerate)
            tally_.add("permit.geometry.degenerate", name(row));
    }

    static std::string example(const PermitRow& row, PermitFlaw flaw)
    {
        switch (flaw) {
        case PermitFlaw::IssuedUnreadable:
        case PermitFlaw::DateUnreadable:
        case PermitFlaw::DateZero:
        case PermitFlaw::CompletedBeforeIssue:
        case PermitFlaw::ValidityBeforeIssue:
        case PermitFlaw::DateTwoDigitYear:
        case PermitFlaw::DateDayFirst:
        case PermitFlaw::DateOtherCalendar:
            return name(row) + ": " + row.dates;
        case PermitFlaw::CodeReversed:
            return name(row) + ": " + row.read.permit.parcel;
        case PermitFlaw::HeightInCentimetres:
        case PermitFlaw::HeightImplausible:
            return name(row) + ": " + row.height;
        case PermitFlaw::CoverageImplausible:
            return name(row) + ": " + row.coverage;
        default:
            return name(row);
        }
    }

    static void calendar(const PermitRow& row, PermitFlaw flaw, std::int64_t& count, std::vector<std::string>& examples)
    {
        if (!row.read.has(flaw))
            return;
        ++count;
        if (examples.size() < 5)
            examples.push_back(name(row) + ": " + row.dates);
    }

    void coverage(const PermitRow& row)
    {
        constexpr PermitFlaw forms[] = {PermitFlaw::CoverageShare, PermitFlaw::CoveragePercentNumber,
                                        PermitFlaw::CoveragePercentSign};
        for (std::size_t i = 0; i < std::size(forms); ++i)
            if (row.read.has(forms[i]) && ++coverage_[i].count <= 2)
                coverage_[i].examples.push_back(name(row) + ": " + row.coverage);
    }

    void count_mixtures()
    {
        if (jalali_ > 0 && gregorian_ > 0) {
            const bool jalali_rarer = jalali_ < gregorian_;
            const auto& examples = jalali_rarer ? jalali_example_ : gregorian_example_;
            for (const std::string& example : examples)
                tally_.add("permit.date.mixed_calendars", example, 0);
            tally_.add("permit.date.mixed_calendars", "", std::min(jalali_, gregorian_));
        }
        const auto used =
            std::count_if(std::begin(coverage_), std::end(coverage_), [](const Form& form) { return form.count > 0; });
        if (used > 1)
            for (const Form& form : coverage_)
                for (std::size_t i = 0; i < form.examples.size(); ++i)
                    tally_.add("permit.coverage.mixed_units", form.examples[i], i == 0 ? form.count : 0);
    }

    void count_repeats()
    {
        std::sort(seen_.begin(), seen_.end(), [](const Seen& a, const Seen& b) {
            return std::tie(a.id, a.plot, a.row) < std::tie(b.id, b.plot, b.row);
        });
        std::vector<std::uint32_t> duplicate;
        std::vector<std::uint32_t> reused;
        for (std::size_t i = 1; i < seen_.size(); ++i) {
            if (seen_[i].id != seen_[i - 1].id)
                continue;
            (seen_[i].plot == seen_[i - 1].plot ? duplicate : reused).push_back(seen_[i].row);
        }
        add_rows("permit.id.duplicate", duplicate);
        add_rows("permit.id.reused", reused);
    }

    void add_rows(const char* code, std::vector<std::uint32_t>& rows)
    {
        std::sort(rows.begin(), rows.end());
        for (const std::uint32_t row : rows)
            tally_.add(code, tally_.count(code) < 5 ? "row " + std::to_string(row) : std::string{});
    }

    struct Form {
        std::int64_t count{};
        std::vector<std::string> examples;
    };
    ProblemTally& tally_;
    const std::function<void(Permit&&)>& take_;
    std::vector<Seen> seen_;
    std::int64_t rows_{}, jalali_{}, gregorian_{};
    std::vector<std::string> jalali_example_, gregorian_example_;
    Form coverage_[3];
    UnknownWords kinds_, statuses_, uses_;
};

} // namespace

std::int64_t read_permits(const DataAccess& data, const City& city, const Crs& working, const RunOptions& run,
                          ProblemTally& tally, const std::function<void(Permit&&)>& take)
{
    const TableSource table = with_profile(data, *city.permits, permit_profiles());
    const PermitColumns columns(table);
    const auto source = data.open_features({.source = table.source,
                                            .layer = table.layer,
                                            .fields = columns.names(),
                                            .encoding = table.encoding,
                                            .area = {}});
    PermitCollector collect(tally, take);
    bool shapes_without_crs = false;
    const Crs source_crs = declared_crs(*source, table, city, "permits");
    const PermitReader reader(columns, table.calendar, source_crs, working);
    map_features(
        *source, run,
        [&](std::vector<Feature>& rows, std::int64_t first) {
            const bool lost = !source_crs.known() && std::any_of(rows.begin(), rows.end(),
                                                                 [](const Feature& row) { return !row.geometry.null; });
            return std::pair(reader(rows, first), lost);
        },
        [&](std::pair<std::vector<PermitRow>, bool> block) {
            shapes_without_crs = shapes_without_crs || block.second;
            collect(std::move(block.first));
        });
    collect.finish();
    if (shapes_without_crs)
        tally.add("permits.crs_missing", "");
    if (collect.rows() == 0)
        tally.add("permits.empty", "");
    if (const TextReport text = source->text_report(); text.guessed > 0 || text.cut > 0) {
        if (text.guessed > 0)
            tally.add("permit.text.encoding_guessed", "declared " + text.encoding + " by " + text.decided_by,
                      text.guessed);
        if (text.cut > 0)
            tally.add("permit.text.cut", "", text.cut);
    }
    return collect.rows();
}

void join_reissued(std::vector<Permit>& permits)
{
    std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
    order.reserve(permits.size());
    for (std::size_t i = 0; i < permits.size(); ++i)
        if (!permits[i].id.empty())
            order.emplace_back(hash(permits[i].parcel_key, hash(text::matching_key(permits[i].id))),
                               static_cast<std::uint32_t>(i));
    std::sort(order.begin(), order.end());
    std::vector<bool> absorbed(permits.size(), false);
    for (std::size_t i = 1, first = 0; i < order.size(); ++i) {
        if (order[i].first != order[first].first) {
            first = i;
            continue;
        }
        Permit& kept = permits[order[first].second];
        Permit& again = permits[order[i].second];
        if (kept.parcel_key != again.parcel_key || text::matching_key(kept.id) != text::matching_key(again.id))
            continue; // two rows with one hash
        kept = again.issued < kept.issued ? merge_reissued(again, kept) : merge_reissued(kept, again);
        absorbed[order[i].second] = true;
    }
    std::size_t place = 0;
    for (std::size_t i = 0; i < permits.size(); ++i)
        if (!absorbed[i]) {
            if (place != i)
                permits[place] = std::move(permits[i]);
            ++place;
        }
    permits.resize(place);
}

} // namespace didban
