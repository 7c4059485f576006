#pragma once
#include "pipelines/city/city_data.h"

#include <map>
#include <string>
#include <string_view>

namespace didban {

/// Counts problems of one input by code and keeps the first examples of each. Level and message come from the
/// catalogue.
class ProblemTally {
public:
    explicit ProblemTally(std::string input) : input_(std::move(input)) {}
    void add(std::string_view code, const std::string& example, std::int64_t count = 1);
    /// Oddities of one text (text::oddities) under codes "<prefix>.text.…".
    void add_oddities(std::string_view prefix, unsigned oddities, const std::string& example);
    [[nodiscard]] std::int64_t count(std::string_view code) const;
    [[nodiscard]] const std::string& input() const { return input_; }
    /// In the order of the catalogue.
    [[nodiscard]] std::vector<Problem> problems() const;
    void append_to(std::vector<Problem>& all) const;

private:
    struct Seen {
        std::int64_t count{};
        std::vector<std::string> examples;
    };
    std::string input_;
    std::map<std::string, Seen, std::less<>> seen_;
};

/// What is known of a code; every code that is counted anywhere stands in the catalogue.
struct ProblemKind {
    std::string_view code;
    std::string_view level;
    std::string_view message;
};
/// Throws Error{Internal} for a code that is not in the catalogue.
[[nodiscard]] const ProblemKind& problem_kind(std::string_view code);
/// Position in the catalogue, for sorting.
[[nodiscard]] std::size_t problem_rank(std::string_view code);

} // namespace didban
