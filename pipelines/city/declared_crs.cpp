#include "pipelines/city/declared_crs.h"

#include "didban/base/error.h"

namespace didban {

Crs declared_crs(const FeatureSource& source, const TableSource& table, const City& city, const std::string& key)
{
    if (table.crs.empty())
        return source.crs();
    const std::string where = city.where(key + ".crs") + ": crs = \"" + table.crs + "\" ";
    Crs declared;
    try {
        declared = Crs::parse(table.crs);
    } catch (const Error& e) {
        throw Error(ErrorKind::Configuration,
                    where + "is not known (" + e.what() + "); write for example EPSG:4326 or EPSG:32638");
    }
    if (source.crs().known() && !(source.crs() == declared)) {
        const std::string code = source.crs().authority_code();
        throw Error(ErrorKind::IncompatibleInput,
                    where + "contradicts " + source.name() + ", which says that it is in " + source.crs().name() +
                        (code.empty() ? "" : " (" + code + ")") +
                        "; take the key out if the file is right, else assign the right one there (ogr2ogr -a_srs " +
                        table.crs + ")");
    }
    return declared;
}

} // namespace didban
