#include "didban/cases/imagery_since.h"

#include <algorithm>

namespace didban {

namespace {

void explain(ImageryAnswer& answer, const Date& since, bool maybe_before)
{
    if (answer.state == "changed") {
        answer.note_en = maybe_before ? "a change was seen between images of which the first is older than " +
                                            since.iso() + "; it may have happened before that day"
                                      : "a change was seen after " + since.iso();
        answer.note_fa = maybe_before ? "تغییری دیده شده که ممکن است پیش از تاریخ یادشده رخ داده باشد"
                                      : "پس از تاریخ یادشده تغییر دیده شده است";
    } else if (answer.state == "unchanged") {
        answer.note_en = "no change was seen up to " + answer.observed_until->iso() +
                         "; nothing is known of later days, of the inside, or of changes below the sensor's limit";
        answer.note_fa = "تا تاریخ آخرین تصویر تغییری دیده نشده است؛ درباره روزهای بعد، داخل بنا و تغییرهای "
                         "کوچک‌تر "
                         "از توان تصویر چیزی گفته نمی‌شود";
    } else {
        answer.note_en = "images do not cover the whole time since " + since.iso() +
                         "; that is not a statement that nothing changed";
        answer.note_fa =
            "تصاویر همه مدت را نمی‌پوشاند؛ این به معنی نبود تغییر نیست";
    }
}

} // namespace

ImageryAnswer imagery_since(const std::vector<Observation>& observations, const Date& since)
{
    ImageryAnswer answer;
    for (const Observation& o : observations)
        if (since < o.not_after)
            answer.evidence.push_back(o);
    std::stable_sort(answer.evidence.begin(), answer.evidence.end(), [](const Observation& a, const Observation& b) {
        return std::tie(a.not_before, a.not_after) < std::tie(b.not_before, b.not_after);
    });
    bool changed = false, surely_after = false;
    Date covered = since, last = since;
    for (const Observation& o : answer.evidence) {
        changed |= shows_change(o);
        surely_after |= shows_change(o) && since <= o.not_before;
        last = std::max(last, o.not_after);
        if (!vouches(o) && !shows_change(o))
            continue;
        if (covered < o.not_before)
            answer.gaps.push_back({covered, o.not_before});
        if (o.not_before <= covered && vouches(o) && answer.gaps.empty()) {
            answer.observed_from = answer.observed_from ? std::min(*answer.observed_from, o.not_before) : o.not_before;
            answer.observed_until = o.not_after;
        }
        covered = std::max(covered, o.not_after);
    }
    if (covered < last)
        answer.gaps.push_back({covered, last});
    answer.state = changed ? "changed" : answer.gaps.empty() && answer.observed_until ? "unchanged" : "not_observed";
    explain(answer, since, changed && !surely_after);
    return answer;
}

} // namespace didban
