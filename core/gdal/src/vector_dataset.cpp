#include "vector_dataset.h"

#include "didban/base/error.h"
#include "didban/base/redact.h"
#include "didban/base/text.h"
#include "error_scope.h"
#include "open_input.h"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <ogrsf_frmts.h>

namespace didban::gdal {

namespace {

bool is_connection(const std::string& source)
{
    return source.find(':') != std::string::npos && source.find('/') > source.find(':');
}

[[noreturn]] void cannot_open(const std::string& source, std::string why)
{
    const std::string name = display_name(source);
    VSIStatBufL file{};
    if (!is_connection(source) && VSIStatL(source.c_str(), &file) != 0)
        throw Error(ErrorKind::UnreadableInput,
                    name + ": no such file; check the path (relative paths start at city.toml)");
    if (is_connection(source)) {
        // The server's answer may repeat the connection string.
        why = redact(why, source);
        throw Error(ErrorKind::UnreadableInput, name + ": cannot connect" + (why.empty() ? "" : " (" + why + ")") +
                                                    "; check host, database, user and password");
    }
    if (VSI_ISREG(file.st_mode) && file.st_size == 0)
        throw Error(ErrorKind::UnreadableInput, name + ": the file is empty; copy it again from its source");
    throw Error(ErrorKind::UnreadableInput, name + ": is no table that OGR can read" +
                                                (why.empty() ? "" : " (" + why + ")") +
                                                "; give a GeoPackage, Shapefile, GeoJSON, CSV or PG: source");
}

std::vector<std::string> layer_names(GDALDataset& dataset)
{
    std::vector<std::string> names;
    for (int i = 0; i < dataset.GetLayerCount(); ++i)
        names.emplace_back(dataset.GetLayer(i)->GetName());
    return names;
}

std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < 20; ++i)
        text.append(i == 0 ? "" : ", ").append(names[i]);
    return names.size() > 20 ? text + ", …" : text;
}

} // namespace

std::string display_name(const std::string& source)
{
    return redact(source);
}

DatasetHandle open_vector(const std::string& source, const std::vector<std::string>& options)
{
    std::vector<std::string> all = options;
    if (STARTS_WITH_CI(source.c_str(), "PG:"))
        all.emplace_back("LIST_ALL_TABLES=YES");
    all.emplace_back("DOWNLOAD_SCHEMA=NO"); // of GML: what a file names is not fetched
    all.emplace_back("DATE_AS_STRING=YES"); // of GeoJSON: else the parcel code "7-12-4" reads as a date
    const ErrorScope errors;
    // Else a sheet of texts alone has columns Field1, Field2, …; of this thread, for a host keeps its own settings.
    const CPLConfigOptionSetter xlsx("OGR_XLSX_HEADERS", "FORCE", true), ods("OGR_ODS_HEADERS", "FORCE", true);
    DatasetHandle dataset = open_input(source, InputKind::Vector, all);
    if (!dataset)
        cannot_open(source, errors.message());
    const std::string driver = dataset->GetDriver() ? dataset->GetDriver()->GetDescription() : "";
    if (driver == "XLSX" || driver == "ODS") // sheets are read on first sight, which must be here
        for (OGRLayer* layer : dataset->GetLayers())
            layer->GetLayerDefn();
    return dataset;
}

OGRLayer& find_layer(GDALDataset& dataset, const std::string& source, const std::string& name)
{
    const ErrorScope errors;
    const std::vector<std::string> names = layer_names(dataset);
    if (name.empty()) {
        if (names.empty())
            throw Error(ErrorKind::UnreadableInput, display_name(source) + ": holds no layer");
        if (names.size() > 1)
            throw Error(ErrorKind::Configuration,
                        display_name(source) +
                            ": holds several layers; say which with layer = \"…\", one of: " + listed(names));
        return *dataset.GetLayer(0);
    }
    if (OGRLayer* const layer = dataset.GetLayerByName(name.c_str()))
        return *layer;
    const std::string near = text::nearest(name, names);
    throw Error(ErrorKind::Configuration, display_name(source) + ": holds no layer \"" + name + "\"" +
                                              (near.empty() ? "" : "; did you mean \"" + near + "\"?") +
                                              " It holds: " + listed(names));
}

} // namespace didban::gdal
