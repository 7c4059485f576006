#pragma once
#include "didban/ports/feature_source.h"

#include <ogrsf_frmts.h>

namespace didban::gdal {

[[nodiscard]] OGRFieldType ogr_type(FieldType type);
[[nodiscard]] OGRwkbGeometryType ogr_kind(LayerSpec::Kind kind);
/// Adds the columns of `spec` to a new layer. False when the format refuses one.
[[nodiscard]] bool add_columns(OGRLayer& layer, const LayerSpec& spec);
/// Sets a cell of a column of `type`; an empty text is null unless the column holds text.
void set_field(OGRFeature& row, int column, FieldType type, const FieldValue& value);
/// Writes one row; `feature.values` follow the columns of `spec`, which are found by name. False when it is refused.
[[nodiscard]] bool write_row(OGRLayer& layer, const LayerSpec& spec, const Feature& feature);

} // namespace didban::gdal
