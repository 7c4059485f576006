#pragma once
#include "pipelines/parcel/parcel_book.h"

#include <memory>
#include <string>
#include <string_view>

namespace didban {

/// A book that answers for the parcel of this id, in any spelling or by an earlier code, as one of the whole city
/// would, but for surroundings(): of a cadastre that finds rows by their ids (GeoPackage) it holds the shapes of no
/// more parcels than the answer needs. Of others, and where a reading of few rows cannot tell, it is a book of the
/// whole city. Throws as ParcelBook::load does, but says nothing of what is wrong in shapes that it does not read.
[[nodiscard]] std::shared_ptr<const ParcelBook> load_for_parcel(const DataAccess& data, const std::string& city,
                                                                std::string_view id, const RunOptions& run);

} // namespace didban
