#include "pipelines/land_use/losses.h"

#include <algorithm>

namespace didban {

namespace {

constexpr std::size_t most_examples = 3;

} // namespace

void Losses::add(const std::string& sentence, const std::string& example)
{
    auto kind = std::find_if(kinds_.begin(), kinds_.end(), [&](const Kind& k) { return k.sentence == sentence; });
    if (kind == kinds_.end())
        kind = kinds_.insert(kinds_.end(), {sentence, 0, {}});
    ++kind->count;
    if (kind->examples.size() < most_examples &&
        std::find(kind->examples.begin(), kind->examples.end(), example) == kind->examples.end())
        kind->examples.push_back(example);
}

std::vector<std::string> Losses::sentences() const
{
    std::vector<std::string> all;
    for (const Kind& kind : kinds_) {
        std::string text = std::to_string(kind.count) + " × " + kind.sentence;
        for (std::size_t i = 0; i < kind.examples.size(); ++i)
            text += (i == 0 ? ": " : ", ") + kind.examples[i];
        if (kind.count > static_cast<std::int64_t>(kind.examples.size()))
            text += ", …";
        all.push_back(std::move(text));
    }
    return all;
}

} // namespace didban
