#include "feature_sink.h"

#include "csv_sink.h"
#include "database_sink.h"
#include "dataset_handle.h"
#include "didban/base/error.h"
#include "error_scope.h"
#include "feature_rows.h"
#include "output_folder.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <ogrsf_frmts.h>

namespace didban::gdal {

namespace {

// Formats that note the time of writing get this one, so that equal content is equal bytes.
constexpr const char* fixed_time = "2000-01-01T00:00:00.000Z";
constexpr const char* fixed_date = "2000-01-01";

CPLStringList layer_options(const std::string& format)
{
    CPLStringList options;
    if (format == "GPKG") {
        options.SetNameValue("GEOMETRY_NAME", "geom");
        options.SetNameValue("FID", "fid");
    } else if (format == "GeoJSON") {
        options.SetNameValue("RFC7946", "YES");
    } else if (format == "ESRI Shapefile") {
        options.SetNameValue("ENCODING", "UTF-8");
        options.SetNameValue("DBF_DATE_LAST_UPDATE", fixed_date);
    }
    return options;
}

class OgrFeatureSink : public FeatureSink {
public:
    OgrFeatureSink(std::string path, std::string format)
        : path_(std::move(path)), format_(std::move(format)), folder_(path_)
    {
        GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName(format_.c_str());
        if (driver == nullptr)
            throw Error(ErrorKind::Usage, path_ + ": this GDAL has no driver \"" + format_ +
                                              "\"; use GPKG, GeoJSON, CSV, ESRI Shapefile or FlatGeobuf");
        const CPLConfigOptionSetter fixed_clock("OGR_CURRENT_DATE", fixed_time, true);
        const ErrorScope errors;
        dataset_.reset(driver->Create(folder_.file().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        if (!dataset_)
            fail(errors.message());
        transaction_ =
            dataset_->TestCapability(ODsCTransactions) != FALSE && dataset_->StartTransaction() == OGRERR_NONE;
    }

    ~OgrFeatureSink() override
    {
        const ErrorScope quiet;
        if (dataset_ && transaction_)
            dataset_->RollbackTransaction();
        dataset_.reset(); // before its folder goes
    }

    void begin_layer(const LayerSpec& spec) override
    {
        if (layer_ != nullptr && dataset_->TestCapability(ODsCCreateLayer) == FALSE)
            throw Error(ErrorKind::Internal, path_ + ": " + format_ + " files hold one layer");
        const CPLConfigOptionSetter fixed_clock("OGR_CURRENT_DATE", fixed_time, true);
        const ErrorScope errors;
        OGRSpatialReference srs;
        srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        if (spec.crs.known() && srs.importFromWkt(spec.crs.wkt().c_str()) != OGRERR_NONE)
            fail(errors.message());
        srs.AutoIdentifyEPSG();
        const bool spatial = spec.kind != LayerSpec::Kind::None;
        layer_ = dataset_->CreateLayer(spec.name.c_str(), spatial && spec.crs.known() ? &srs : nullptr,
                                       ogr_kind(spec.kind), layer_options(format_).List());
        if (layer_ == nullptr)
            fail(errors.message());
        if (!add_columns(*layer_, spec))
            fail(errors.message());
        spec_ = spec;
    }

    void write(const Feature& feature) override
    {
        if (layer_ == nullptr)
            throw Error(ErrorKind::Internal, path_ + ": write() before begin_layer()");
        const ErrorScope errors;
        if (!write_row(*layer_, spec_, feature))
            fail(errors.message());
    }

    void finish() override
    {
        const CPLConfigOptionSetter fixed_clock("OGR_CURRENT_DATE", fixed_time, true);
        const ErrorScope errors;
        if (transaction_ && dataset_->CommitTransaction() != OGRERR_NONE)
            fail(errors.message());
        transaction_ = false;
        layer_ = nullptr;
        dataset_.reset();
        if (errors.failed())
            fail(errors.message());
        folder_.publish();
    }

private:
    [[noreturn]] void fail(const std::string& why) const
    {
        throw Error(ErrorKind::OutputFailed, path_ + ": cannot be written" + (why.empty() ? "" : " (" + why + ")") +
                                                 "; check space and permissions");
    }

    std::string path_;
    std::string format_;
    OutputFolder folder_; // outlives the dataset
    DatasetHandle dataset_;
    OGRLayer* layer_{nullptr};
    LayerSpec spec_;
    bool transaction_{false};
};

} // namespace

bool can_write_features(const std::string& format)
{
    return format == "PostgreSQL" || GetGDALDriverManager()->GetDriverByName(format.c_str()) != nullptr;
}

std::unique_ptr<FeatureSink> create_features(const std::string& path, const std::string& format)
{
    if (format == "PostgreSQL")
        return create_database_tables(path);
    if (format == "CSV")
        return create_csv(path);
    return std::make_unique<OgrFeatureSink>(path, format);
}

} // namespace didban::gdal
