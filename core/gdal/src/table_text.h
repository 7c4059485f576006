#pragma once
#include "dataset_handle.h"
#include "text_decoder.h"

class OGRLayer;

namespace didban::gdal {

/// How the text of a layer is to be read, in the order of trust: the caller's option, the .cpg file, the DBF language
/// byte, a guess. `reopen_raw`: the dataset must be opened again with ENCODING= so that OGR hands the bytes over
/// untouched.
struct TableText {
    TextDecoder decoder;
    bool reopen_raw{false};
};
[[nodiscard]] TableText table_text(GDALDataset& dataset, OGRLayer& layer, const std::string& option);

} // namespace didban::gdal
