#include "pipelines/imagery/grid_image.h"

#include "didban/base/error.h"
#include "didban/base/vector_clones.h"
#include "pipelines/imagery/band_names.h"
#include "pipelines/imagery/mask_files.h"
#include "pipelines/imagery/physical_image.h"
#include "pipelines/imagery/scene_sampler.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

/// A file on the grid and what masks it.
struct Files {
    std::unique_ptr<RasterSource> image, mask;
    int class_band{0};   ///< number of the image's band that holds scene classes; 0 = none
    bool classes{false}; ///< the band or the mask holds scene classes, not flags
};

Files open_files(const DataAccess& data, const SceneFiles& scene)
{
    Files out;
    out.image = open_physical(data, scene).raster;
    const RasterInfo& image = out.image->info();
    if (scene.mask == "SCL") {
        const auto names = band_names(scene, image);
        const auto at = std::find(names.begin(), names.end(), "scl");
        if (at == names.end())
            throw Error(ErrorKind::Configuration,
                        scene.path +
                            ": mask = \"SCL\" needs a band named SCL; name the bands, or give the mask as a file");
        out.class_band = static_cast<int>(at - names.begin()) + 1;
        out.classes = true;
    } else if (!scene.mask.empty()) {
        out.mask = data.open_raster(scene.mask);
        out.classes = holds_scene_classes(*out.mask);
        const RasterInfo& mask = out.mask->info();
        if (mask.width != image.width || mask.height != image.height)
            throw Error(ErrorKind::IncompatibleInput,
                        scene.mask + " is " + std::to_string(mask.width) + " × " + std::to_string(mask.height) +
                            " pixels, its image " + scene.path + " " + std::to_string(image.width) + " × " +
                            std::to_string(image.height) + "; give a mask on the image's grid");
    }
    return out;
}

DIDBAN_VECTOR_CLONES void mark_missing(std::uint8_t* unseen, const float* band, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        unseen[i] |= band[i] != band[i] ? 1 : 0; // unlike std::isnan, fit for vectors
}

/// Marks what any band misses.
GridPixels with_unseen(std::vector<Raster<float>> bands, const PixelWindow& window)
{
    GridPixels out{std::move(bands), Raster<std::uint8_t>(window, 0)};
    for (const Raster<float>& band : out.bands)
        mark_missing(out.unseen.data(), band.data(), band.size());
    return out;
}

class FileReader final : public GridImage::Reader {
public:
    explicit FileReader(std::shared_ptr<const Files> files)
        : files_(std::move(files)), image_(files_->image->open()), mask_(files_->mask ? files_->mask->open() : nullptr)
    {
    }
    GridPixels read(const std::vector<int>& bands, const PixelWindow& window) override
    {
        std::vector<Raster<float>> pixels;
        for (const int band : bands) {
            pixels.emplace_back(window);
            image_->read(band, window, pixels.back().pixels());
        }
        GridPixels out = with_unseen(std::move(pixels), window);
        if (!mask_ && files_->class_band == 0)
            return out;
        Raster<float> marks(window);
        read_marks(mask_ ? *mask_ : *image_, mask_ ? 1 : files_->class_band, window, marks.pixels());
        for (std::size_t i = 0; i < marks.size(); ++i)
            if (const float v = marks.data()[i]; files_->classes ? unusable_scene_class(v) : v != 0)
                out.unseen.data()[i] = 1;
        return out;
    }

private:
    std::shared_ptr<const Files> files_;
    std::unique_ptr<RasterReader> image_, mask_;
};

class WarpingReader final : public GridImage::Reader {
public:
    WarpingReader(const OpenScene& scene, const WorkingGrid& grid, const Displacement& displacement)
        : sampler_(scene, grid), displacement_(displacement)
    {
    }
    GridPixels read(const std::vector<int>& bands, const PixelWindow& window) override
    {
        return with_unseen(sampler_.sample(bands, window, displacement_), window);
    }

private:
    SceneSampler sampler_;
    const Displacement displacement_;
};

} // namespace

GridImage::GridImage(const DataAccess& data, const SceneFiles& files)
{
    const auto opened = std::make_shared<const Files>(open_files(data, files));
    info_ = opened->image->info();
    readers_ = std::make_unique<Pool<Reader>>([opened] { return std::make_unique<FileReader>(opened); });
}

GridImage::GridImage(const OpenScene& scene, const WorkingGrid& grid, const Displacement& displacement)
    : info_(scene.image->info())
{
    info_.width = grid.width;
    info_.height = grid.height;
    info_.crs = grid.crs;
    info_.band_names = scene.bands;
    info_.transform.reset();
    if (scene.georeferenced || grid.crs.known())
        info_.transform = grid.transform;
    readers_ = std::make_unique<Pool<Reader>>(
        [&scene, grid, displacement] { return std::make_unique<WarpingReader>(scene, grid, displacement); });
}

GridImage::~GridImage() = default;

GridPixels GridImage::read(const std::vector<int>& bands, const PixelWindow& window) const
{
    return readers_->lend()->read(bands, window);
}

Raster<float> GridImage::gray(const std::vector<int>& bands, const PixelWindow& window) const
{
    const GridPixels pixels = read(bands, window);
    Raster<float> sum(window, bands.empty() ? std::nanf("") : 0.0F);
    for (const Raster<float>& band : pixels.bands)
        for (std::size_t i = 0; i < sum.size(); ++i)
            sum.pixels()[i] += band.pixels()[i];
    return sum;
}

} // namespace didban
