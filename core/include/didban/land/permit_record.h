#pragma once
#include "didban/base/jalali.h"
#include "didban/land/permit.h"

#include <bitset>
#include <string>
#include <string_view>

namespace didban {

/// One row of a permit table as text, in UTF-8; "" = the cell is empty or the table has no such column.
struct PermitRecord {
    std::string id, parcel, issued, valid_to, extended_to, started, completed;
    std::string floors, height_m, footprint_m2, coverage, total_area_m2;
    std::string use, kind, status, other_parcels;
    std::string use_meant, kind_meant, status_meant; ///< our words for them, where the city says what its own mean
};

/// What was wrong with, or unusual in, a row. None of it stops a run: what cannot be read is unknown.
enum class PermitFlaw {
    IdMissing,
    ParcelMissing,
    CodeReversed,     ///< renovation code in right-to-left order
    IssuedUnreadable, ///< kept, as issued on an unknown early day
    DateUnreadable,   ///< another date than `issued`
    DateZero,         ///< 0000/00/00
    DateTwoDigitYear,
    DateDayFirst,
    DateOtherCalendar, ///< not in the calendar that the city says
    DateJalali,        ///< written in the Jalali calendar; not wrong, but not together with DateGregorian
    DateGregorian,
    CompletedBeforeIssue, ///< the completion is taken as unknown
    ValidityBeforeIssue,  ///< the validity is taken as unknown
    NumberUnreadable,
    NumberLocalForm,       ///< Persian digits, / or ٫ as the decimal sign, thousands separators
    AreaZero,              ///< taken as unknown
    FloorsZero,            ///< taken as unknown
    FloorsImplausible,     ///< more than 60 or negative; taken as unknown
    HeightInCentimetres,   ///< divided by 100
    HeightImplausible,     ///< taken as unknown
    CoverageShare,         ///< written as 0.6
    CoveragePercentNumber, ///< written as 60
    CoveragePercentSign,   ///< written as 60% or ۶۰٪
    CoverageImplausible,   ///< above 100 %; taken as unknown
    KindUnknown,
    StatusUnknown,
    UseUnknown,
    Count
};
inline constexpr std::size_t permit_flaw_count = static_cast<std::size_t>(PermitFlaw::Count);

struct ReadPermit {
    Permit permit; ///< without geometry and row
    std::bitset<permit_flaw_count> flaws;
    [[nodiscard]] bool has(PermitFlaw flaw) const { return flaws.test(static_cast<std::size_t>(flaw)); }
};

/// Normalises a row. Mojibake that can be undone is undone first. Pure; safe from any thread.
[[nodiscard]] ReadPermit read_permit(const PermitRecord& record, Calendar calendar);

/// The same permit issued again: what the later row says, what it leaves open from the earlier one, the earliest issue
/// and the latest validity. `again` is the row that was issued later (or stands later, when both days are equal).
[[nodiscard]] Permit merge_reissued(const Permit& first, const Permit& again);

} // namespace didban
