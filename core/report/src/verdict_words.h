#pragma once
#include <array>

namespace didban {

/// A verdict as people read it, and its colours: of bars on a page (CSS) and of fills on a map ("red,green,blue,alpha",
/// 0 to 255). People with red-green blindness can tell them apart (Okabe & Ito 2008).
struct VerdictWords {
    const char *verdict, *en, *fa, *bar, *fill;
};
inline constexpr std::array<VerdictWords, 7> verdict_words{
    {{"suspected", "suspected", "مظنون", "#d55e00", "213,94,0,150"},
     {"unclear", "unclear", "نامشخص", "#d9c922", "240,228,66,150"},
     {"authorized", "authorized", "مجاز", "#009e73", "0,158,115,130"},
     {"exempt", "exempt", "معاف", "#56b4e9", "86,180,233,130"},
     {"no_change", "no change", "بدون تغییر", "#c5beac", "255,255,255,0"},
     {"not_seen", "not seen", "دیده‌نشده", "#787878", "120,120,120,130"},
     {"too_small", "too small", "کوچک", "#a9a9a9", "190,190,190,130"}}};

} // namespace didban
