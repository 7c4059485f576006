#pragma once
#include <string>
#include <string_view>

/// Small pieces of HTML. All texts are escaped.
namespace didban::html {

[[nodiscard]] std::string escape(std::string_view text);
/// `<name attributes>text</name>`; `attributes` and `inner` as they are.
[[nodiscard]] std::string element(std::string_view name, std::string_view inner, std::string_view attributes = {});
/// A code or number that keeps its own direction inside a sentence of the other one.
[[nodiscard]] std::string isolate(std::string_view text);

} // namespace didban::html
