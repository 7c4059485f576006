#include "didban/rules/rule_set.h"
#include "fuzz/fuzz_input.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace didban;
    return fuzz::read_or_refuse([&] { (void)parse_rules(fuzz::text_of(bytes, size), "rules.toml"); });
}
