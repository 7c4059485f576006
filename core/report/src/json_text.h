#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// JSON text with numbers cut to fixed decimals, so that equal results are equal bytes. For features by the hundred
/// thousand.
namespace didban::json_text {

/// At most `decimals` digits behind the point, trailing zeros dropped, no exponent, no "-0"; NaN and infinities are
/// null.
[[nodiscard]] std::string number(double x, int decimals);
/// With quotes; control characters, quotes and backslashes escaped. UTF-8 passes through.
[[nodiscard]] std::string quote(std::string_view utf8);

/// Builds {"a":1,"b":"x"} in the order of the calls.
class Object {
public:
    Object& raw(std::string_view key, std::string_view json);
    Object& text(std::string_view key, std::string_view value) { return raw(key, quote(value)); }
    Object& text_or_null(std::string_view key, const std::optional<std::string>& value)
    {
        return raw(key, value ? quote(*value) : "null");
    }
    Object& num(std::string_view key, double value, int decimals) { return raw(key, number(value, decimals)); }
    Object& num_or_null(std::string_view key, const std::optional<double>& value, int decimals)
    {
        return raw(key, value ? number(*value, decimals) : "null");
    }
    Object& integer(std::string_view key, long long value) { return raw(key, std::to_string(value)); }
    Object& texts(std::string_view key, const std::vector<std::string>& values);
    [[nodiscard]] std::string str() const { return body_.empty() ? "{}" : body_ + "}"; }

private:
    std::string body_;
};

} // namespace didban::json_text
