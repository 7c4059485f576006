#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace didban {

/// What an import left out or could not read: a sentence per kind, counted, with the first examples.
class Losses {
public:
    void add(const std::string& sentence, const std::string& example);
    /// "12 zones …, for example A, B, C", in the order in which each was first met.
    [[nodiscard]] std::vector<std::string> sentences() const;

private:
    struct Kind {
        std::string sentence;
        std::int64_t count{};
        std::vector<std::string> examples;
    };
    std::vector<Kind> kinds_;
};

} // namespace didban
