#pragma once
#include <string>

namespace didban {

/// To so many decimals, never -0: for numbers that a file keeps. NaN and infinities stay.
[[nodiscard]] double rounded(double x, int decimals);

/// Numbers as text, the same whatever the locale. Pure.
namespace text {

/// With exactly so many decimals: "4.50".
[[nodiscard]] std::string fixed(double x, int decimals);
/// With at most so many decimals, zeros behind the last one that counts dropped, no exponent, no "-0": "4.5".
[[nodiscard]] std::string at_most(double x, int decimals);
/// With so many significant digits, as printf's %g has them: "1.5e+09", "0.3".
[[nodiscard]] std::string significant(double x, int digits);
/// With six significant digits: a figure in a sentence.
[[nodiscard]] std::string plain(double x);
/// The shortest text that reads back as the same number.
[[nodiscard]] std::string exact(double x);

} // namespace text

} // namespace didban
