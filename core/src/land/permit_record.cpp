#include "didban/land/permit_record.h"

#include "didban/base/renovation_code.h"
#include "didban/base/text.h"
#include "didban/land/permit_words.h"

#include <algorithm>
#include <utility>

namespace didban {

namespace {

constexpr double most_floors = 60;
constexpr double most_height_m = 100;     // above this a height was typed in centimetres
constexpr double storey_m[] = {2.0, 6.0}; // least and most height of a storey

class Reader {
public:
    Reader(const PermitRecord& record, Calendar calendar) : record_(record), calendar_(calendar) {}

    ReadPermit read()
    {
        read_identity();
        read_dates();
        read_numbers();
        read_words();
        return std::move(out_);
    }

private:
    void flag(PermitFlaw flaw) { out_.flaws.set(static_cast<std::size_t>(flaw)); }
    void flag_if(bool wrong, PermitFlaw flaw)
    {
        if (wrong)
            flag(flaw);
    }

    static std::string mended(const std::string& text)
    {
        const auto damage = text::detect_mojibake(text);
        if (damage == text::Mojibake::None)
            return text;
        return text::repair_mojibake(text, damage).value_or(text);
    }

    void read_identity()
    {
        Permit& permit = out_.permit;
        permit.id = mended(record_.id);
        permit.parcel = mended(record_.parcel);
        flag_if(text::matching_key(permit.id).empty(), PermitFlaw::IdMissing);
        const std::vector<std::string> plots = codes_in(permit.parcel);
        permit.parcel_key = plots.empty() ? "" : key(plots.front());
        flag_if(permit.parcel_key.empty(), PermitFlaw::ParcelMissing);
        for (std::size_t i = 1; i < plots.size(); ++i)
            add_plot(plots[i]);
        for (const std::string& other : codes_in(mended(record_.other_parcels)))
            add_plot(other);
    }

    void add_plot(const std::string& written)
    {
        Permit& permit = out_.permit;
        std::string other = key(written);
        if (!other.empty() && other != permit.parcel_key)
            permit.other_keys.push_back(std::move(other));
    }

    std::string key(const std::string& written)
    {
        const auto code = parse_renovation_code(written);
        flag_if(code && code->reversed, PermitFlaw::CodeReversed);
        return code ? code->code.text() : text::matching_key(written);
    }

    std::optional<Date> date(const std::string& written, PermitFlaw unreadable)
    {
        const std::string digits = text::matching_key(written);
        if (digits.empty())
            return std::nullopt;
        if (digits.find_first_of("123456789") == std::string::npos && digits.find('0') != std::string::npos) {
            flag(PermitFlaw::DateZero);
            return std::nullopt;
        }
        const auto parsed = parse_record_date(digits, calendar_);
        if (!parsed) {
            flag(unreadable);
            return std::nullopt;
        }
        flag_if(parsed->two_digit_year, PermitFlaw::DateTwoDigitYear);
        flag_if(parsed->day_first, PermitFlaw::DateDayFirst);
        flag_if(parsed->other_calendar, PermitFlaw::DateOtherCalendar);
        flag(parsed->calendar == Calendar::Jalali ? PermitFlaw::DateJalali : PermitFlaw::DateGregorian);
        return parsed->date;
    }

    void read_dates()
    {
        Permit& permit = out_.permit;
        const auto issued = date(record_.issued, PermitFlaw::IssuedUnreadable);
        permit.issued_known = issued.has_value();
        flag_if(!issued, PermitFlaw::IssuedUnreadable);
        permit.issued = issued.value_or(to_gregorian({1200, 1, 1}));
        permit.valid_to = date(record_.valid_to, PermitFlaw::DateUnreadable);
        if (const auto extended = date(record_.extended_to, PermitFlaw::DateUnreadable);
            extended && (!permit.valid_to || *extended > *permit.valid_to))
            permit.valid_to = extended;
        permit.started = date(record_.started, PermitFlaw::DateUnreadable);
        permit.completed = date(record_.completed, PermitFlaw::DateUnreadable);
        if (permit.completed && *permit.completed < permit.issued) {
            flag(PermitFlaw::CompletedBeforeIssue);
            permit.completed.reset();
        }
        if (permit.valid_to && *permit.valid_to < permit.issued) {
            flag(PermitFlaw::ValidityBeforeIssue);
            permit.valid_to.reset();
        }
    }

    std::optional<text::Number> number(const std::string& written)
    {
        if (written.empty())
            return std::nullopt;
        const auto parsed = text::parse_number(written);
        if (!parsed) {
            flag_if(!text::matching_key(written).empty(), PermitFlaw::NumberUnreadable);
            return std::nullopt;
        }
        const bool plain = written.find_first_not_of("0123456789.+-eE% ") == std::string::npos;
        flag_if(!plain, PermitFlaw::NumberLocalForm);
        return parsed;
    }

    std::optional<double> area(const std::string& written)
    {
        const auto parsed = number(written);
        if (!parsed)
            return std::nullopt;
        if (parsed->value < 0 || parsed->percent) {
            flag(PermitFlaw::NumberUnreadable);
            return std::nullopt;
        }
        flag_if(parsed->value == 0, PermitFlaw::AreaZero);
        return parsed->value > 0 ? std::optional(parsed->value) : std::nullopt;
    }

    /// A count, or words such as "۳ طبقه روی پیلوت", where the pilotis is one storey more.
    std::optional<double> floors(const std::string& written)
    {
        const std::string text = text::matching_key(written);
        if (text.empty())
            return std::nullopt;
        auto parsed = text::parse_number(text);
        if (!parsed) {
            const std::size_t first = text.find_first_of("0123456789");
            const std::size_t end = first == std::string::npos ? first : text.find_first_not_of("0123456789", first);
            if (first != std::string::npos)
                parsed = text::parse_number(text.substr(first, end == std::string::npos ? end : end - first));
            if (parsed && (text.find("پیلوت") != std::string::npos || text.find("pilot") != std::string::npos))
                parsed->value += 1;
        }
        if (!parsed) {
            flag(PermitFlaw::NumberUnreadable);
            return std::nullopt;
        }
        flag_if(text != written, PermitFlaw::NumberLocalForm);
        flag_if(parsed->value == 0, PermitFlaw::FloorsZero);
        flag_if(parsed->value < 0 || parsed->value > most_floors, PermitFlaw::FloorsImplausible);
        return parsed->value > 0 && parsed->value <= most_floors ? std::optional(parsed->value) : std::nullopt;
    }

    std::optional<double> height(const std::string& written, const std::optional<double>& floors_above_ground)
    {
        const auto parsed = number(written);
        if (!parsed || parsed->value == 0)
            return std::nullopt;
        if (parsed->value > 0 && parsed->value <= most_height_m)
            return parsed->value;
        const double metres = parsed->value / 100;
        const double storeys = floors_above_ground.value_or(metres / 3);
        if (metres > 0 && metres <= most_height_m && metres >= storey_m[0] * storeys &&
            metres <= storey_m[1] * std::max(storeys, 1.0)) {
            flag(PermitFlaw::HeightInCentimetres);
            return metres;
        }
        flag(PermitFlaw::HeightImplausible);
        return std::nullopt;
    }

    std::optional<double> coverage(const std::string& written)
    {
        const auto parsed = number(written);
        if (!parsed || parsed->value == 0)
            return std::nullopt;
        const bool share = !parsed->percent && parsed->value <= 1;
        flag(parsed->percent ? PermitFlaw::CoveragePercentSign
             : share         ? PermitFlaw::CoverageShare
                             : PermitFlaw::CoveragePercentNumber);
        const double value = share ? parsed->value : parsed->value / 100;
        flag_if(value < 0 || value > 1, PermitFlaw::CoverageImplausible);
        return value > 0 && value <= 1 ? std::optional(value) : std::nullopt;
    }

    void read_numbers()
    {
        Permit& permit = out_.permit;
        permit.floors = floors(record_.floors);
        permit.height_m = height(record_.height_m, permit.floors);
        permit.footprint_m2 = area(record_.footprint_m2);
        permit.total_area_m2 = area(record_.total_area_m2);
        permit.coverage = coverage(record_.coverage);
    }

    void read_words()
    {
        Permit& permit = out_.permit;
        const auto words = [](const std::string& meant, const std::string& written) {
            return meant.empty() ? mended(written) : meant;
        };
        permit.use_text = mended(record_.use);
        permit.use = land_use(words(record_.use_meant, record_.use));
        permit.kind = permit_kind(words(record_.kind_meant, record_.kind));
        permit.status = permit_status(words(record_.status_meant, record_.status));
        flag_if(permit.use == LandUse::Other && record_.use_meant.empty(), PermitFlaw::UseUnknown);
        flag_if(permit.kind == PermitKind::Unknown && !record_.kind.empty(), PermitFlaw::KindUnknown);
        flag_if(permit.status == PermitStatus::Unknown && !record_.status.empty(), PermitFlaw::StatusUnknown);
    }

    const PermitRecord& record_;
    Calendar calendar_;
    ReadPermit out_;
};

template <class Value>
void fill(std::optional<Value>& value, const std::optional<Value>& otherwise)
{
    if (!value)
        value = otherwise;
}

} // namespace

ReadPermit read_permit(const PermitRecord& record, Calendar calendar)
{
    return Reader(record, calendar).read();
}

Permit merge_reissued(const Permit& first, const Permit& again)
{
    Permit merged = again;
    merged.issued_known = first.issued_known || again.issued_known;
    if (first.issued_known)
        merged.issued = again.issued_known ? std::min(first.issued, again.issued) : first.issued;
    if (first.valid_to && (!merged.valid_to || *first.valid_to > *merged.valid_to))
        merged.valid_to = first.valid_to;
    fill(merged.started, first.started);
    fill(merged.completed, first.completed);
    fill(merged.floors, first.floors);
    fill(merged.height_m, first.height_m);
    fill(merged.footprint_m2, first.footprint_m2);
    fill(merged.coverage, first.coverage);
    fill(merged.total_area_m2, first.total_area_m2);
    fill(merged.place, first.place);
    if (merged.footprint.empty())
        merged.footprint = first.footprint;
    if (merged.use == LandUse::Unknown) {
        merged.use = first.use;
        merged.use_text = first.use_text;
    }
    if (merged.kind == PermitKind::Duplicate || merged.kind == PermitKind::Unknown)
        merged.kind = first.kind;
    if (merged.status == PermitStatus::Unknown)
        merged.status = first.status;
    for (const std::string& key : first.other_keys)
        if (std::find(merged.other_keys.begin(), merged.other_keys.end(), key) == merged.other_keys.end())
            merged.other_keys.push_back(key);
    return merged;
}

} // namespace didban
