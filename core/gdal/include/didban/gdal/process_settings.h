#pragma once

namespace didban {

/// GDAL's settings for a program that does nothing but Didban's work: small caches, for tiles are read once. They
/// belong to the whole process, so a program sets them in its main(); the library never does, whose host has its own.
void set_gdal_for_this_process();

} // namespace didban
