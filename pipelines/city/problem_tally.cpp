#include "pipelines/city/problem_tally.h"

#include "didban/base/plain_text.h"
#include "didban/base/redact.h"
#include "didban/base/text.h"

#include <algorithm>
#include <utility>

namespace didban {

namespace {

constexpr std::size_t most_examples = 5;
constexpr std::size_t longest_example = 500;

Problem to_problem(const ProblemKind& kind, const std::string& input)
{
    Problem problem;
    problem.code = kind.code;
    problem.level = kind.level;
    problem.input = input;
    problem.message = kind.message;
    return problem;
}

} // namespace

void ProblemTally::add(std::string_view code, const std::string& example, std::int64_t count)
{
    auto seen = seen_.find(code);
    if (seen == seen_.end())
        seen = seen_.emplace(std::string(problem_kind(code).code), Seen{}).first;
    seen->second.count += count;
    auto& examples = seen->second.examples;
    const std::string shown = text::shortened(redact(example), longest_example);
    if (!example.empty() && examples.size() < most_examples &&
        std::find(examples.begin(), examples.end(), shown) == examples.end())
        examples.push_back(shown);
}

void ProblemTally::add_oddities(std::string_view prefix, unsigned oddities, const std::string& example)
{
    constexpr std::pair<text::Oddity, const char*> codes[] = {
        {text::ArabicLetters, ".text.arabic_letters"},
        {text::ArabicDigits, ".text.arabic_digits"},
        {text::PersianDigits, ".text.persian_digits"},
        {text::PresentationForms, ".text.presentation_forms"},
        {text::Mirrored, ".text.mirrored"},
        {text::Invisible, ".text.invisible_characters"},
        {text::BadMojibake, ".text.mojibake"},
        {text::CadCodes, ".text.cad_codes"},
        {text::LostCharacters, ".text.lost_characters"},
    };
    if (oddities == 0)
        return;
    for (const auto& [bit, code] : codes)
        if ((oddities & bit) != 0)
            add(std::string(prefix) + code, example);
}

std::int64_t ProblemTally::count(std::string_view code) const
{
    const auto seen = seen_.find(code);
    return seen == seen_.end() ? 0 : seen->second.count;
}

std::vector<Problem> ProblemTally::problems() const
{
    std::vector<Problem> all;
    append_to(all);
    return all;
}

void ProblemTally::append_to(std::vector<Problem>& all) const
{
    std::vector<std::pair<std::size_t, const std::string*>> order;
    for (const auto& [code, seen] : seen_)
        order.emplace_back(problem_rank(code), &code);
    std::sort(order.begin(), order.end());
    for (const auto& [rank, code] : order) {
        Problem problem = to_problem(problem_kind(*code), input_);
        problem.count = seen_.at(*code).count;
        problem.examples = seen_.at(*code).examples;
        all.push_back(std::move(problem));
    }
}

} // namespace didban
