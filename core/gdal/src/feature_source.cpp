#include "feature_source.h"

#include "csv_start.h"
#include "didban/base/error.h"
#include "didban/base/memory_left.h"
#include "didban/base/text.h"
#include "error_scope.h"
#include "field_reader.h"
#include "geometry_reader.h"
#include "geopackage_rows.h"
#include "sql_bound.h"
#include "table_text.h"
#include "utf16_copy.h"
#include "vector_dataset.h"

#include <cpl_string.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <filesystem>

namespace didban::gdal {

namespace {

constexpr std::size_t dbf_name_bytes = 10;

bool northing_first(const OGRSpatialReference& srs)
{
    const auto& mapping = srs.GetDataAxisToSRSAxisMapping();
    if (mapping.empty() || mapping[0] < 1)
        return false;
    OGRAxisOrientation orientation = OAO_Other;
    srs.GetAxis(nullptr, mapping[0] - 1, &orientation);
    return orientation == OAO_North || orientation == OAO_South;
}

Crs read_crs(const OGRSpatialReference* srs, const std::string& name)
{
    // GeoPackages without a CRS name it "Undefined geographic SRS" or "Undefined Cartesian SRS".
    if (srs == nullptr || srs->IsEmpty() || srs->IsLocal() || STARTS_WITH_CI(srs->GetName(), "Undefined")) {
        throw_if_out_of_memory(); // GDAL then finds none
        return {};
    }
    char* text = nullptr;
    const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
    srs->exportToWkt(&text, options);
    const std::string wkt = text == nullptr ? "" : text;
    CPLFree(text);
    if (wkt.empty())
        throw_if_out_of_memory();
    try {
        return wkt.empty() ? Crs{} : Crs::parse(wkt);
    } catch (const Error& e) {
        throw Error(ErrorKind::UnreadableInput,
                    name + ": its coordinate reference system cannot be read (" + e.what() + ")");
    }
}

/// Column of the table that is meant by `wanted`: the same name, else the same matching key, else (Shapefile) the name
/// cut at 10 bytes; -1 when none.
int find_column(const std::vector<std::string>& columns, const std::string& wanted, bool names_are_cut)
{
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i] == wanted)
            return static_cast<int>(i);
    const std::string key = text::matching_key(wanted);
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (text::matching_key(columns[i]) == key)
            return static_cast<int>(i);
    if (names_are_cut && wanted.size() > dbf_name_bytes)
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (!columns[i].empty() && columns[i].size() >= dbf_name_bytes - 3 && wanted.rfind(columns[i], 0) == 0)
                return static_cast<int>(i);
    return -1;
}

class OgrFeatureSource : public FeatureSource {
public:
    explicit OgrFeatureSource(const FeatureQuery& query)
        : copy_(Utf16Copy::make_if_needed(query.source, query.encoding)),
          path_(without_separator_line(copy_ ? copy_->path() : query.source)), dataset_(open(query)),
          bound_(*dataset_, path_), layer_(&find_layer(*dataset_, query.source, copy_ ? "" : query.layer)),
          text_(table_text(*dataset_, *layer_, query.encoding))
    {
        if (text_.reopen_raw) {
            const std::string layer = layer_->GetName();
            dataset_ = open_vector(path_, {"ENCODING="});
            layer_ = &find_layer(*dataset_, query.source, layer);
        }
        name_ = display_name(query.source);
        if (dataset_->GetLayerCount() > 1)
            name_ += ", layer " + std::string(layer_->GetName());
        const ErrorScope errors;
        const OGRSpatialReference* const srs = layer_->GetGeomType() == wkbNone ? nullptr : layer_->GetSpatialRef();
        crs_ = read_crs(srs, name_);
        swap_axes_ = srs != nullptr && northing_first(*srs);
        choose_columns(query);
        if (query.area)
            layer_->SetSpatialFilterRect(
                swap_axes_ ? query.area->y0 : query.area->x0, swap_axes_ ? query.area->x0 : query.area->y0,
                swap_axes_ ? query.area->y1 : query.area->x1, swap_axes_ ? query.area->x1 : query.area->y1);
        if (query.only)
            keep_only(*query.only, errors);
        bound_.check(name_);
        layer_->ResetReading();
        if (geometry_ && !query.area && !query.only)
            rows_ = GeoPackageRows::open(*dataset_, *layer_, columns_);
    }

    [[nodiscard]] const std::string& name() const override { return name_; }
    [[nodiscard]] const std::vector<std::string>& fields() const override { return fields_; }
    [[nodiscard]] const Crs& crs() const override { return crs_; }
    [[nodiscard]] std::int64_t count() const override
    {
        const ErrorScope errors;
        return layer_->GetFeatureCount(FALSE);
    }
    [[nodiscard]] TextReport text_report() const override { return text_.decoder.report(); }

    bool next(Feature& feature) override
    {
        using Step = GeoPackageRows::Step;
        const Step step = rows_ ? rows_->next(feature, swap_axes_, text_.decoder) : Step::Failed;
        if (step == Step::Row) {
            ++row_;
            bound_.count_row(name_);
            return true;
        }
        if (step == Step::End)
            return false;
        const ErrorScope errors;
        if (step == Step::Failed && rows_)
            leave_to_ogr();
        const OGRFeatureUniquePtr row(step == Step::Unusual ? layer_->GetFeature(feature.fid)
                                                            : layer_->GetNextFeature());
        if (!row) {
            bound_.check(name_);
            errors.throw_if_out_of_memory();
            if (errors.failed())
                throw Error(ErrorKind::UnreadableInput, name_ + ": reading broke off after row " +
                                                            std::to_string(row_) + " (" + errors.message() +
                                                            "); copy the file again from its source or repair it");
            return false;
        }
        ++row_;
        bound_.count_row(name_);
        feature.fid = row->GetFID();
        feature.values.resize(columns_.size());
        try {
            for (std::size_t i = 0; i < columns_.size(); ++i)
                feature.values[i] = read_field(*row, columns_[i], text_.decoder);
        } catch (const Error& e) {
            throw Error(e.kind(), name_ + ": row " + std::to_string(row_) + ": " + e.what());
        }
        feature.geometry = geometry_ ? read_geometry(row->GetGeometryRef(), swap_axes_) : FeatureGeometry{};
        return true;
    }

private:
    [[nodiscard]] DatasetHandle open(const FeatureQuery& query) const
    {
        const bool csv = copy_ || EQUAL(std::filesystem::path(path_).extension().c_str(), ".csv");
        try {
            return open_vector(path_, csv ? std::vector<std::string>{"HEADERS=YES"} : std::vector<std::string>{});
        } catch (const Error& e) {
            if (copy_)
                throw Error(e.kind(), display_name(query.source) + ": the UTF-16 text in it is no table");
            throw;
        }
    }

    /// From the next row on.
    void leave_to_ogr()
    {
        rows_.reset();
        for (std::int64_t i = 0; i < row_; ++i)
            const OGRFeatureUniquePtr passed(layer_->GetNextFeature());
    }

    /// A name that stands above several columns does not say which of them is meant.
    void refuse_twice(const std::string& wanted, int column, const std::vector<std::string>& all) const
    {
        if (column >= 0 && std::count(all.begin(), all.end(), all[static_cast<std::size_t>(column)]) > 1)
            throw Error(ErrorKind::Configuration,
                        name_ + ": has several columns \"" + wanted +
                            "\", and which of them is meant cannot be told; give each its own "
                            "name in the first row");
    }

    void choose_columns(const FeatureQuery& query)
    {
        OGRFeatureDefn& definition = *layer_->GetLayerDefn();
        std::vector<std::string> all;
        for (int i = 0; i < definition.GetFieldCount(); ++i)
            all.push_back(text_.decoder(definition.GetFieldDefn(i)->GetNameRef()));
        if (query.fields.empty())
            for (std::size_t i = 0; i < all.size(); ++i)
                columns_.push_back(static_cast<int>(i));
        const bool cut = EQUAL(dataset_->GetDriverName(), "ESRI Shapefile");
        for (const std::string& wanted : query.fields) {
            columns_.push_back(find_column(all, wanted, cut));
            if (columns_.back() < 0)
                missing_column(wanted, all);
            refuse_twice(wanted, columns_.back(), all);
        }
        if (query.only) {
            filter_column_ = find_column(all, query.only->field, cut);
            if (filter_column_ < 0)
                missing_column(query.only->field, all);
        }
        fields_ = query.fields.empty() ? all : query.fields;
        geometry_ = query.geometry && definition.GetGeomFieldCount() > 0;
        ignore_the_rest(definition);
    }

    void keep_only(const KeyFilter& filter, const ErrorScope& errors)
    {
        const auto quoted = [](const std::string& text, char mark) {
            std::string out(1, mark);
            for (const char c : text)
                out.append(c == mark ? 2 : 1, c);
            return out + mark;
        };
        std::string list;
        for (const std::string& value : filter.values)
            list += (list.empty() ? "" : ", ") + quoted(value, '\'');
        const std::string where =
            list.empty() ? "1 = 0"
                         : quoted(layer_->GetLayerDefn()->GetFieldDefn(filter_column_)->GetNameRef(), '"') + " IN (" +
                               list + ")";
        if (layer_->SetAttributeFilter(where.c_str()) != OGRERR_NONE)
            throw Error(ErrorKind::UnreadableInput,
                        name_ + ": cannot be searched by " + filter.field + " (" + errors.message() + ")");
    }

    [[noreturn]] void missing_column(const std::string& wanted, const std::vector<std::string>& all) const
    {
        const std::string near = text::nearest(wanted, all);
        std::string list;
        for (const std::string& column : all)
            list.append(list.empty() ? "" : ", ").append(column);
        throw Error(ErrorKind::Configuration, name_ + ": has no column \"" + wanted + "\"" +
                                                  (near.empty() ? "." : "; did you mean \"" + near + "\"?") +
                                                  " Its columns: " + list);
    }

    void ignore_the_rest(OGRFeatureDefn& definition)
    {
        if (layer_->TestCapability(OLCIgnoreFields) == FALSE)
            return;
        CPLStringList ignored;
        for (int i = 0; i < definition.GetFieldCount(); ++i)
            if (i != filter_column_ && std::find(columns_.begin(), columns_.end(), i) == columns_.end())
                ignored.AddString(definition.GetFieldDefn(i)->GetNameRef());
        if (!geometry_)
            ignored.AddString("OGR_GEOMETRY");
        ignored.AddString("OGR_STYLE");
        layer_->SetIgnoredFields(const_cast<const char**>(ignored.List()));
    }

    std::unique_ptr<Utf16Copy> copy_;
    std::string path_;
    DatasetHandle dataset_;
    SqlBound bound_;
    OGRLayer* layer_;
    TableText text_;
    std::string name_;
    std::vector<std::string> fields_;
    std::vector<int> columns_;
    int filter_column_{-1};
    Crs crs_;
    bool swap_axes_{false};
    bool geometry_{true};
    std::unique_ptr<GeoPackageRows> rows_; ///< null: OGR reads
    std::int64_t row_{0};
};

} // namespace

std::unique_ptr<FeatureSource> open_features(const FeatureQuery& query)
{
    return std::make_unique<OgrFeatureSource>(query);
}

std::vector<std::string> layers(const std::string& source)
{
    const DatasetHandle dataset = open_vector(source);
    std::vector<std::string> names;
    for (int i = 0; i < dataset->GetLayerCount(); ++i)
        names.emplace_back(dataset->GetLayer(i)->GetName());
    return names;
}

} // namespace didban::gdal
