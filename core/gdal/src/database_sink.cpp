#include "database_sink.h"

#include "dataset_handle.h"
#include "didban/base/error.h"
#include "didban/base/redact.h"
#include "error_scope.h"
#include "feature_rows.h"
#include "vector_dataset.h"

#include <cpl_conv.h>
#include <cpl_string.h>

namespace didban::gdal {

namespace {

/// "a"."b" of a.b: a table name as SQL wants it.
std::string quote(const std::string& table)
{
    std::string out = "\"";
    for (const char c : table)
        out += c == '.' ? std::string("\".\"") : c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

class DatabaseSink : public FeatureSink {
public:
    explicit DatabaseSink(std::string source) : source_(std::move(source)), fast_rows_("PG_USE_COPY", "YES", true)
    {
        (void)open_vector(source_); // says well what is wrong when it is the connection
        CPLStringList options;
        options.SetNameValue("LIST_ALL_TABLES", "YES");
        const ErrorScope errors;
        dataset_.reset(GDALDataset::Open(source_.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE | GDAL_OF_VERBOSE_ERROR,
                                         nullptr, options.List(), nullptr));
        if (!dataset_ || dataset_->StartTransaction() != OGRERR_NONE)
            fail(errors.message());
        open_ = true;
    }

    ~DatabaseSink() override
    {
        const ErrorScope quiet;
        if (dataset_ && open_)
            dataset_->RollbackTransaction();
    }

    void begin_layer(const LayerSpec& spec) override
    {
        const ErrorScope errors;
        spec_ = spec;
        layer_ = dataset_->GetLayerByName(spec.name.c_str());
        if (layer_ == nullptr)
            make_table(errors);
        else
            empty_table(errors);
    }

    void write(const Feature& feature) override
    {
        if (layer_ == nullptr)
            throw Error(ErrorKind::Internal, display_name(source_) + ": write() before begin_layer()");
        const ErrorScope errors;
        if (!write_row(*layer_, spec_, feature))
            fail(errors.message());
    }

    void finish() override
    {
        const ErrorScope errors;
        layer_ = nullptr;
        dataset_->FlushCache(false);
        open_ = false;
        if (errors.failed() || dataset_->CommitTransaction() != OGRERR_NONE)
            fail(errors.message());
    }

private:
    void make_table(const ErrorScope& errors)
    {
        OGRSpatialReference srs;
        srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        if (spec_.crs.known() && srs.importFromWkt(spec_.crs.wkt().c_str()) != OGRERR_NONE)
            fail(errors.message());
        srs.AutoIdentifyEPSG();
        CPLStringList options;
        options.SetNameValue("GEOMETRY_NAME", "geom");
        options.SetNameValue("FID", "fid");
        options.SetNameValue("LAUNDER", "NO");
        const bool spatial = spec_.kind != LayerSpec::Kind::None;
        layer_ = dataset_->CreateLayer(spec_.name.c_str(), spatial && spec_.crs.known() ? &srs : nullptr,
                                       ogr_kind(spec_.kind), options.List());
        if (layer_ == nullptr || !add_columns(*layer_, spec_))
            fail(errors.message());
    }

    void empty_table(const ErrorScope& errors)
    {
        for (const FieldSpec& field : spec_.fields)
            if (layer_->FindFieldIndex(field.name.c_str(), TRUE) < 0)
                throw Error(ErrorKind::OutputFailed, display_name(source_) + ": the table \"" + spec_.name +
                                                         "\" has no column \"" + field.name +
                                                         "\", so it is another one; keep these tables in a schema of "
                                                         "their own (active_schema=… in the connection)");
        const std::string table = quote(layer_->GetName());
        for (const std::string& sql : {"LOCK TABLE " + table + " IN EXCLUSIVE MODE", "DELETE FROM " + table}) {
            if (OGRLayer* const result = dataset_->ExecuteSQL(sql.c_str(), nullptr, nullptr))
                dataset_->ReleaseResultSet(result);
            if (errors.failed())
                fail(errors.message());
        }
    }

    [[noreturn]] void fail(const std::string& why) const
    {
        throw Error(ErrorKind::OutputFailed, display_name(source_) + ": cannot be written" +
                                                 (why.empty() ? "" : " (" + redact(why, source_) + ")") +
                                                 "; check the user's rights, and that the database has PostGIS "
                                                 "(CREATE EXTENSION postgis)");
    }

    std::string source_;
    CPLConfigOptionSetter fast_rows_;
    DatasetHandle dataset_;
    OGRLayer* layer_{nullptr};
    LayerSpec spec_;
    bool open_{false};
};

} // namespace

std::unique_ptr<FeatureSink> create_database_tables(const std::string& source)
{
    return std::make_unique<DatabaseSink>(source);
}

} // namespace didban::gdal
