#pragma once
#include "didban/ports/feature_source.h"
#include "pipelines/land_use/import_land_use.h"
#include "pipelines/land_use/plu_content.h"

namespace didban {

/// Writes the map layers of a plan from a Planned Land Use file, in the CRS of its first geometry: one pass each, after
/// its content was read. A layer of which the file has nothing is written empty: there are none, as against "not
/// known".
class PlanLayers {
public:
    PlanLayers(PluContent& content, const LandUseOptions& options, PluReader& reader, Losses& losses)
        : content_(content), options_(options), reader_(reader), losses_(losses)
    {
    }
    /// Each returns the number of rows.
    std::int64_t write_zones(FeatureSink& sink);
    std::int64_t write_overlays(FeatureSink& sink);

private:
    /// `row_of` fills the values of an object's row and says whether it has one.
    using RowOf = std::function<bool(const PluObject&, const GmlFeature&, Feature&)>;
    std::int64_t write(FeatureSink& sink, LayerSpec layer, const char* type, const RowOf& row_of);
    [[nodiscard]] bool has_area(const GmlFeature& feature, const PluObject& object);
    [[nodiscard]] OverlayMeaning kind_of(const PluObject& overlay);
    PluContent& content_;
    const LandUseOptions& options_;
    PluReader& reader_;
    Losses& losses_;
    Crs crs_;
};

} // namespace didban
