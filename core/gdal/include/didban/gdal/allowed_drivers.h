#pragma once
#include <string>
#include <vector>

namespace didban {

/// Which of GDAL's drivers may open an input: those of formats that hold their data themselves. A name such as "x.tif"
/// says nothing about the content; drivers of formats that name other files or ask the network (VRT, WMS, WFS, HTTP, …)
/// would do so on behalf of whoever wrote the file. VRT is allowed where the name ends in .vrt, a database's driver
/// where the source begins with its prefix.

/// Lets this driver, by its GDAL short name, open any input of this process. For the program's --allow-driver, before
/// the first input is opened. Throws Error{Usage} when GDAL has no such driver, with the nearest name. Thread-safe.
void allow_driver(const std::string& name);

/// Short names of the drivers that may open `source`, in the order they are tried.
[[nodiscard]] std::vector<std::string> allowed_raster_drivers(const std::string& source);
[[nodiscard]] std::vector<std::string> allowed_vector_drivers(const std::string& source);

} // namespace didban
