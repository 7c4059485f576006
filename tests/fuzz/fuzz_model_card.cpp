#include "didban/change/model_card.h"
#include "fuzz/fuzz_input.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace didban;
    return fuzz::read_or_refuse([&] { (void)ModelCard::parse(std::string(fuzz::text_of(bytes, size)), "model.json"); });
}
