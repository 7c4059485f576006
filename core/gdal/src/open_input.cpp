#include "open_input.h"

#include "didban/base/error.h"
#include "didban/base/memory_left.h"
#include "didban/base/redact.h"
#include "didban/gdal/allowed_drivers.h"

#include <cpl_string.h>
#include <cpl_vsi.h>

namespace didban::gdal {

namespace {

/// What is read out of an archive may be this large whatever it was packed to, and this many times its packed size.
constexpr vsi_l_offset harmless_size = 256ULL << 20U;
constexpr vsi_l_offset most_times = 100;

/// Archives of public data pack tenfold at most; what packs a thousandfold was made to fill the memory.
void refuse_bomb(const std::string& source)
{
    for (const char* const prefix : {"/vsizip/", "/vsigzip/", "/vsitar/", "/vsi7z/", "/vsirar/"}) {
        if (!STARTS_WITH_CI(source.c_str(), prefix))
            continue;
        std::string archive = source.substr(std::string(prefix).size());
        if (!archive.empty() && archive[0] == '{')
            archive = archive.substr(1, archive.find('}') - 1);
        VSIStatBufL packed{};
        while (!archive.empty() && VSIStatL(archive.c_str(), &packed) != 0)
            archive.resize(archive.find_last_of('/') == std::string::npos ? 0 : archive.find_last_of('/'));
        VSIStatBufL unpacked{};
        if (archive.empty() || VSIStatL(source.c_str(), &unpacked) != 0)
            return;
        const auto size = static_cast<vsi_l_offset>(unpacked.st_size);
        if (size > harmless_size && size / most_times > static_cast<vsi_l_offset>(packed.st_size))
            throw Error(ErrorKind::UnreadableInput,
                        source + ": unpacks to " + std::to_string(size >> 20U) + " MB, more than " +
                            std::to_string(most_times) +
                            " times its archive; unpack it yourself and name the file when that is right");
    }
}

} // namespace

DatasetHandle open_input(const std::string& source, InputKind kind, const std::vector<std::string>& options)
{
    refuse_bomb(source);
    const bool raster = kind == InputKind::Raster;
    CPLStringList drivers, list;
    for (const std::string& name : raster ? allowed_raster_drivers(source) : allowed_vector_drivers(source))
        drivers.AddString(name.c_str());
    for (const std::string& option : options)
        list.AddString(option.c_str());
    const unsigned flags = (raster ? GDAL_OF_RASTER : GDAL_OF_VECTOR) | GDAL_OF_READONLY;
    DatasetHandle dataset(
        GDALDataset::Open(source.c_str(), flags | GDAL_OF_VERBOSE_ERROR, drivers.List(), list.List(), nullptr));
    if (dataset)
        return dataset;
    throw_if_out_of_memory(); // a driver that finds none calls the input no data of its kind
    const auto other = static_cast<GDALDriver*>(GDALIdentifyDriverEx(source.c_str(), flags, nullptr, nullptr));
    if (other != nullptr && drivers.FindString(other->GetDescription()) < 0) {
        const std::string name = other->GetDescription();
        throw Error(
            ErrorKind::UnreadableInput,
            redact(source) + ": GDAL would open it with its driver " + name +
                ", which may read other files or ask the network; name the data itself, or add --allow-driver \"" +
                name + "\" if you trust where it comes from");
    }
    return nullptr;
}

} // namespace didban::gdal
