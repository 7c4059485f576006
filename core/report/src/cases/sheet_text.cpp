#include "cases/sheet_text.h"

#include "cases/history_words.h"
#include "didban/base/text.h"
#include "didban/findings/reason_words.h"
#include "didban/findings/violation.h"
#include "parcel/record_words.h"
#include "parcel/say.h"

namespace didban::report {

namespace {

using parcel_words::look_up;
using parcel_words::Pairs;

/// Text of the data between others: its direction is its own.
std::string foreign(const std::string& text)
{
    return text.empty() ? text : "\u2068" + text + "\u2069";
}

/// "Ground covered", at the head of a row.
std::string quantity_name(const std::string& quantity, Language language)
{
    Reason words = reason_words::quantity_words(quantity);
    if (language == Language::Fa)
        return words.fa;
    if (!words.en.empty() && words.en.front() >= 'a' && words.en.front() <= 'z')
        words.en.front() = static_cast<char>(words.en.front() - 'a' + 'A');
    return words.en;
}

/// What came of a check: why the limit could not be held against the measured value, where that is not its uncertainty.
std::string outcome(const RuleCheck& r, Language language)
{
    static const Pairs open{{"limit_is_range", {"the limit is a range", "حد یک بازه است"}},
                            {"condition", {"the limit has a condition", "حد مشروط است"}},
                            {"ask_first", {"a body must be asked", "نیازمند استعلام"}},
                            {"unknown_limit", {"limit not known", "حد نامعلوم"}},
                            {"not_stated", {"not measured", "اندازه نامعلوم"}},
                            {"forbidden_unstated", {"forbidden; not measured", "ممنوع؛ اندازه نامعلوم"}}};
    static const Pairs verdicts{{"complies", {"complies", "رعایت شده"}},
                                {"violates", {"above the limit", "بیش از حد"}},
                                {"inconclusive", {"within the uncertainty", "در محدودهٔ خطا"}}};
    return open.count(r.reason) != 0 ? look_up(open, r.reason, language) : look_up(verdicts, r.verdict, language);
}

class Writer {
public:
    Writer(const Finding& finding, const CaseStory& story, const EvidenceContext& context, Language language)
        : finding_(finding), story_(story), context_(context), language_(language)
    {
    }

    [[nodiscard]] SheetText write() const
    {
        SheetText t;
        t.language = language_;
        t.title = finding_.parcel_id ? say("Parcel ", "ملک ") + foreign(digits(*finding_.parcel_id))
                                     : say("Outside every parcel", "بیرون از همهٔ ملک‌ها");
        t.pictures = {say("Before · ", "پیش · ") + day(context_.images.before.day),
                      say("After · ", "پس · ") + day(context_.images.after.day)};
        t.sentence = say(finding_.reason_en, finding_.reason_fa);
        t.facts = facts();
        t.checks_title = say("Measured against the limits", "اندازه‌ها و حدها");
        for (const RuleCheck& r : finding_.rules)
            t.checks.push_back({quantity_name(r.quantity, language_), check(r)});
        t.history_title = say("History", "سابقه");
        for (const CaseEvent& e : story_.history) {
            const auto on = Date::parse_iso(e.on);
            t.history.push_back({on ? day(*on) : e.on, event_words(e, context_.case_rules, language_)});
        }
        return t;
    }

private:
    [[nodiscard]] std::string say(std::string_view en, std::string_view fa) const
    {
        return parcel_words::say(language_, en, fa);
    }
    [[nodiscard]] std::string digits(const std::string& ascii) const
    {
        return language_ == Language::Fa ? text::persian_digits(ascii) : ascii;
    }
    [[nodiscard]] std::string day(const Date& d) const
    {
        return language_ == Language::Fa ? reason_words::day_fa(d, context_.calendar)
                                         : reason_words::day_en(d, context_.calendar);
    }
    /// "71 ± 4", in one piece that reads from the left in both languages.
    [[nodiscard]] std::string figure(const std::string& ascii) const
    {
        return language_ == Language::Fa ? reason_words::isolated(text::persian_number(ascii)) : ascii;
    }
    /// `doubt` with k = 2, as everywhere on the sheet.
    [[nodiscard]] std::string with_doubt(double value, double doubt) const
    {
        return figure(reason_words::whole(value) + (doubt > 0 ? " ± " + reason_words::whole(doubt) : ""));
    }

    [[nodiscard]] std::string violations() const
    {
        std::string out;
        for (const std::string& code : finding_.violations) {
            const Violation& v = violation(code);
            out += (out.empty() ? "" : say("; ", "؛ ")) + say(v.name_en, v.name_fa) + " (" + foreign(code) + ")";
        }
        return out;
    }

    /// "P-140021 — expired", "none found"; "" where no register was asked.
    [[nodiscard]] std::string permit() const
    {
        const std::string state =
            finding_.permit_status ? parcel_words::permit_state(*finding_.permit_status, language_) : "";
        if (finding_.permit_id)
            return foreign(digits(*finding_.permit_id)) + (state.empty() ? "" : " — " + state);
        return finding_.permit_status == "none" ? state : "";
    }

    [[nodiscard]] std::string deadline() const
    {
        if (!story_.deadline)
            return "";
        std::string until;
        for (const std::string& step : story_.deadline->until)
            until += (until.empty() ? "" : say(" or ", " یا ")) + step_words(step, context_.case_rules, language_);
        return day(story_.deadline->due) + (until.empty() ? "" : " (" + until + ")");
    }

    /// "71.0 ± 4.0 of 60.0 % — above the limit (plan, art. 4-1)".
    [[nodiscard]] std::string check(const RuleCheck& r) const
    {
        const reason_words::Amount unit = reason_words::amount_of(r.unit);
        const auto round = r.unit == "m2" ? reason_words::whole : reason_words::tenths;
        std::string out;
        if (r.measured)
            out = figure(reason_words::with_uncertainty(r, unit.scale, round));
        if (r.measured && r.limit && r.unit == "floors") // what is measured of a storey is no whole one, the limit is
            out += say(" of ", " از ") + figure(reason_words::whole(*r.limit));
        else if (r.measured && r.limit)
            out += say(" of ", " از ") + figure(round(*r.limit * unit.scale));
        if (r.measured)
            out += say(unit.en, unit.fa) + " — ";
        out += outcome(r, language_);
        if (!r.source.empty())
            out += " (" + foreign(r.source) + ")";
        for (const LimitCondition& c : r.conditions) {
            const std::string& wanted = language_ == Language::Fa ? c.text_fa : c.text;
            out += say("; provided: ", "؛ به شرط: ") + foreign(!wanted.empty()             ? wanted
                                                               : language_ == Language::Fa ? c.text
                                                                                           : c.text_fa);
        }
        return out;
    }

    [[nodiscard]] std::vector<SheetRow> facts() const
    {
        const Finding& f = finding_;
        std::vector<SheetRow> rows;
        const auto add = [&](const char* en, const char* fa, const std::string& value) {
            if (!value.empty())
                rows.push_back({say(en, fa), value});
        };
        add("Violations", "تخلف‌ها", violations());
        add("Between", "میان دو تاریخ", day(f.not_before) + " – " + day(f.not_after));
        add("Area", "مساحت", with_doubt(f.area_m2, 2 * f.area_sigma_m2) + say(" m²", " مترمربع"));
        if (f.height_m)
            add("Height", "ارتفاع", with_doubt(*f.height_m, 2 * f.height_sigma_m.value_or(0)) + say(" m", " متر"));
        add("Permit", "پروانه", permit());
        add("Address", "نشانی", foreign(story_.address));
        add("District", "ناحیه", foreign(digits(f.district.value_or(""))));
        add("Last step", "آخرین گام",
            story_.step.empty() ? "" : step_words(story_.step, context_.case_rules, language_));
        add("Deadline", "مهلت", deadline());
        add("Case", "پرونده", foreign(f.case_id));
        return rows;
    }

    const Finding& finding_;
    const CaseStory& story_;
    const EvidenceContext& context_;
    Language language_;
};

} // namespace

SheetText sheet_text(const Finding& finding, const CaseStory& story, const EvidenceContext& context, Language language)
{
    return Writer(finding, story, context, language).write();
}

std::vector<SheetRow> sheet_digests(const std::vector<Evidence>& pictures, const std::vector<Evidence>& sources)
{
    std::vector<SheetRow> rows;
    const auto add = [&](const std::string& name, const std::string& digest) {
        rows.push_back({name, digest.empty() ? "not hashed" : digest});
    };
    for (const Evidence& e : pictures)
        add(e.path.substr(e.path.rfind('/') + 1), e.sha256);
    for (const Evidence& e : sources)
        add(e.role + ": " + e.path, e.sha256);
    return rows;
}

} // namespace didban::report
