#include "didban/city/city.h"
#include "fuzz/fuzz_input.h"

// A catalogue is read with the city that names it.
int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace didban;
    return fuzz::read_or_refuse([&] {
        fuzz::as_file("catalog.json", fuzz::text_of(bytes, size));
        (void)read_city(fuzz::as_file("city.toml", "[city]\nname = \"x\"\ncrs = \"EPSG:32638\"\n"
                                                   "[imagery]\ncatalog = \"catalog.json\"\n"));
    });
}
