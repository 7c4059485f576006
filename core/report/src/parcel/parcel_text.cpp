#include "didban/report/parcel_file.h"
#include "didban/rules/use_codes.h"
#include "parcel/answer_code.h"
#include "parcel/around_words.h"
#include "parcel/fact_words.h"
#include "parcel/ground_words.h"
#include "parcel/limit_remarks.h"
#include "parcel/record_words.h"

namespace didban {

namespace words = parcel_words;

std::string parcel_text(const ParcelFile& file, Language l)
{
    const Parcel& parcel = *file.parcel;
    std::string out;
    const auto line = [&](const std::string& text) { out += words::ordered(text, l) + "\n"; };
    const auto head = [&](std::string_view en, std::string_view fa) { line("\n" + words::say(l, en, fa)); };
    line(words::say(l, "Parcel ", "ملک ") + parcel.id +
         (parcel.district.empty() ? "" : words::say(l, ", district ", "، منطقه ") + parcel.district));
    if (!file.address.empty())
        line(words::say(l, "Address: ", "نشانی: ") + file.address);
    line(words::say(l, "As of ", "به تاریخ ") + words::date(file.on, l) +
         (words::plan_title(file.rules->plan(), l).empty()
              ? ""
              : words::say(l, ", plan: ", "، طرح: ") + words::plan_title(file.rules->plan(), l)));
    line(words::say(l, "Jurisdiction: ", "محدوده: ") + words::jurisdiction(file.answer, l));
    const RuleSet& rules = *file.rules;
    for (const ZoneShare& z : file.facts.zones)
        line(words::say(l, "Zone ", "پهنه ") + z.zone + " (" + words::number(100 * z.share, 1, l) +
             words::say(l, " %), uses: approved ", "٪)، کاربری مصوب ") + words::use(approved_use_codes(rules, z), l) +
             words::say(l, ", permitted ", "، مجاز ") + words::use(use_codes(rules, z.use_permitted), l) +
             words::say(l, ", governing ", "، ملاک عمل ") + words::use(use_codes(rules, z.use_governing), l));
    const auto measure = [&](std::string_view en, std::string_view fa, const std::optional<double>& v,
                             std::string_view unit_en, std::string_view unit_fa) {
        line(words::say(l, en, fa) +
             (v ? words::number(*v, 2, l) + words::say(l, unit_en, unit_fa) : words::say(l, "unknown", "نامعلوم")));
    };
    measure("Area: ", "مساحت: ", file.facts.area_m2, " m²", " مترمربع");
    if (file.stated_area)
        line(words::say(l, "Area by the deed: ", "مساحت سند: ") + words::stated_area(*file.stated_area, l));
    measure("Area after widening: ", "مساحت پس از اصلاحی: ", file.facts.area_after_widening_m2, " m²", " مترمربع");
    if (const std::string why = words::why_widening_unknown(file.facts, l); !why.empty())
        line("    " + why);
    measure("Passage width: ", "عرض گذر: ", file.facts.passage_width_m, " m", " متر");
    for (const PassageFact& p : file.facts.passages)
        line("    " + (p.name.empty() ? p.street_id : p.name) + ": " + words::passage_widths(p, l));

    head("Limits", "ضوابط");
    for (const QuantityAnswer& q : file.answer.quantities) {
        line("  " + words::quantity(q.quantity, l) + ": " + words::value(q, rules, l));
        if (const std::string clause = words::clause(q, l); !clause.empty())
            line("      " + clause + " [" + q.decided_by->id + "]");
        for (const std::string& remark : words::remarks(q, l))
            line("      " + remark);
    }
    for (const std::string& note : words::notes(file.answer, file.other_sides, rules, l))
        line("  " + words::say(l, "Note: ", "توجه: ") + note);

    if (file.buildable) {
        head("How much may be built", "چقدر می‌توان ساخت");
        const auto built = [&](std::string_view en, std::string_view fa, const BuildableArea& area) {
            line("  " + words::say(l, en, fa) + words::area(area, l));
            for (const std::string& reason : words::area_reasons(area, l))
                line("      " + reason);
        };
        built("per floor: ", "در هر طبقه: ", file.buildable->per_floor);
        built("in all: ", "در کل: ", file.buildable->total);
    }

    if (!file.pending.empty())
        head("Pending: not binding yet", "در دست تصویب: هنوز الزام‌آور نیست");
    for (const PendingRule& p : file.pending) {
        line("  " + words::pending(p, rules, l));
        line("      " + words::source_text(p.rule->source, l) + " [" + p.rule->id + "]");
    }

    head("Around the parcel", "پیرامون ملک");
    for (const AroundItem& item : file.around)
        line("  " + words::around(item, l));
    if (file.around.empty())
        line(words::say(l, "  nothing within ", "  چیزی در شعاع ") + words::number(file.radius_m, 0, l) +
             words::say(l, " m", " متری نیست"));

    head("Looked at", "بررسی‌شده");
    for (const CheckedLayer& c : file.checked)
        line("  " + words::checked_layer(c, l) + ": " + words::checked_state(c.state, l));

    head("Permits and certificates", "پروانه‌ها و گواهی‌ها");
    if (!file.permits_known)
        line(words::say(l, "  unknown: the city names no permit register",
                        "  نامعلوم: جدول پروانه‌ها معرفی نشده است"));
    else if (file.permits.empty())
        line(words::say(l, "  no permit", "  پروانه‌ای نیست"));
    for (const PermitEntry& e : file.permits) {
        const Permit& p = *e.permit;
        line("  " + p.id + ", " + words::permit_kind(p.kind, l) + words::say(l, ", issued ", "، صدور ") +
             (p.issued_known ? words::date(p.issued, l) : words::say(l, "unknown", "نامعلوم")) + ", " +
             words::permit_state(e.stage, l) + ", " + words::permit_state(e.legal_state, l));
        for (const DesignCheck& c : e.checks)
            if (c.verdict == LimitVerdict::Violates)
                line("      " + words::say(l, "against the plan of its day: ", "برابر طرح روز صدور: ") +
                     (l == Language::Fa ? c.reason_fa : c.reason_en));
    }

    head("Papers and images", "مدارک و تصویرها");
    if (file.stages.state == StageComparison::State::NotComparable)
        line("  " + words::say(l, "not comparable: ", "قابل سنجش نیست: ") +
             words::say(l, file.stages.why_not_en, file.stages.why_not_fa));
    if (file.stages.state == StageComparison::State::Agree)
        line(words::say(l, "  images show nothing that the papers do not",
                        "  تصویرها چیزی جز آنچه در مدارک است نشان نمی‌دهند"));
    for (const StageConflict& c : file.stages.conflicts)
        line("  " + words::stage_conflict(c, l));

    head("Cases and observations", "پرونده‌ها و مشاهده‌ها");
    if (!file.history.known)
        line(words::say(l, "  unknown: there is no ledger yet", "  نامعلوم: هنوز دفتر پایش نیست"));
    for (const Case& c : file.history.cases)
        line("  " + c.case_id + ", " + std::string(name(c.state)) + ", " +
             words::verdict(std::string(name(c.verdict)), l) + " " + joined(c.violations) +
             words::say(l, ", last seen ", "، آخرین مشاهده ") + words::date(c.last_seen, l));
    if (file.history.known && file.history.observations.empty())
        line(words::say(l, "  never observed", "  هرگز مشاهده نشده"));
    if (!file.history.observations.empty()) {
        const Observation& o = file.history.observations.back();
        line(words::say(l, "  last observation ", "  آخرین مشاهده ") + words::date(o.not_after, l) + ": " +
             words::verdict(o.verdict, l));
    }
    line("\n" + words::say(l, "Answer code: ", "کد پاسخ: ") + answer_code(file.hash));
    line(words::say(l, "Answer hash: ", "شناسه پاسخ: ") + file.hash);
    return out;
}

} // namespace didban
