#include "fuzz/fuzz_input.h"
#include "pipelines/parcel/parcel_book.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace didban;
    return fuzz::read_or_refuse([&] { (void)parse_proposal(fuzz::text_of(bytes, size), "p.json"); });
}
