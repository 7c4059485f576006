#pragma once
#include <cstdint>

namespace didban {

/// GDAL's settings for a program that does nothing but Didban's work: small caches, for tiles are read once; requests
/// over the network that fail for a moment are made again, four times at most, where the environment sets nothing else
/// (GDAL_HTTP_MAX_RETRY, GDAL_HTTP_RETRY_DELAY). They belong to the whole process, so a program sets them in its
/// main(); the library never does, whose host has its own.
void set_gdal_for_this_process();
/// For a program that comes back to pixels that it has read, around objects above all: keeps 128 MB of decoded tiles
/// instead of 64.
void keep_more_gdal_tiles();

/// What came over the network so far.
struct NetworkUse {
    std::int64_t requests{}, bytes{};
};
/// Of this process, counted since set_gdal_for_this_process(). Thread-safe.
[[nodiscard]] NetworkUse network_use();

} // namespace didban
