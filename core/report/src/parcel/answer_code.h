#pragma once
#include <string>

namespace didban {

/// The first 80 bits of an answer hash (hexadecimal) in four groups of four letters and digits, none of them easily
/// taken for another: "7K3M-Q0ZV-9XHT-2C8A".
[[nodiscard]] std::string answer_code(const std::string& hash);

} // namespace didban
