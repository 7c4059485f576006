#include "feature_rows.h"

#include "geometry_writer.h"

namespace didban::gdal {

void set_field(OGRFeature& row, int column, FieldType type, const FieldValue& value)
{
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        row.SetField(column, static_cast<GIntBig>(*whole));
    else if (const auto* number = std::get_if<double>(&value))
        row.SetField(column, *number);
    else if (const auto* text = std::get_if<std::string>(&value);
             text != nullptr && !(text->empty() && type != FieldType::Text))
        row.SetField(column, text->c_str());
    else
        row.SetFieldNull(column);
}

OGRFieldType ogr_type(FieldType type)
{
    switch (type) {
    case FieldType::Integer:
        return OFTInteger64;
    case FieldType::Real:
        return OFTReal;
    case FieldType::Date:
        return OFTDate;
    case FieldType::Text:
        break;
    }
    return OFTString;
}

OGRwkbGeometryType ogr_kind(LayerSpec::Kind kind)
{
    switch (kind) {
    case LayerSpec::Kind::MultiPolygon:
        return wkbMultiPolygon;
    case LayerSpec::Kind::MultiLineString:
        return wkbMultiLineString;
    case LayerSpec::Kind::Point:
        return wkbPoint;
    case LayerSpec::Kind::None:
        break;
    }
    return wkbNone;
}

bool add_columns(OGRLayer& layer, const LayerSpec& spec)
{
    for (const FieldSpec& field : spec.fields) {
        OGRFieldDefn definition(field.name.c_str(), ogr_type(field.type));
        if (layer.CreateField(&definition) != OGRERR_NONE)
            return false;
    }
    return true;
}

bool write_row(OGRLayer& layer, const LayerSpec& spec, const Feature& feature)
{
    OGRFeature row(layer.GetLayerDefn());
    for (std::size_t i = 0; i < feature.values.size() && i < spec.fields.size(); ++i) {
        int column = static_cast<int>(i);
        if (column >= row.GetFieldCount() || spec.fields[i].name != row.GetFieldDefnRef(column)->GetNameRef())
            column = row.GetFieldIndex(spec.fields[i].name.c_str());
        if (column >= 0)
            set_field(row, column, spec.fields[i].type, feature.values[i]);
    }
    row.SetGeometryDirectly(to_ogr(feature.geometry, spec.kind).release());
    return layer.CreateFeature(&row) == OGRERR_NONE;
}

} // namespace didban::gdal
