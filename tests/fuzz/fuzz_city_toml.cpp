#include "didban/city/city.h"
#include "fuzz/fuzz_input.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace didban;
    return fuzz::read_or_refuse([&] { (void)read_city(fuzz::as_file("city.toml", fuzz::text_of(bytes, size))); });
}
