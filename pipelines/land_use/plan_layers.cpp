#include "pipelines/land_use/plan_layers.h"

#include "didban/base/join.h"
#include "pipelines/land_use/table_cells.h"

namespace didban {

std::int64_t PlanLayers::write_zones(FeatureSink& sink)
{
    const LayerSpec layer{"zones",
                          {},
                          {{"zone_id"},
                           {"zone"},
                           {"district"},
                           {"use_approved"},
                           {"use_permitted"},
                           {"use_governing"},
                           {"valid_from", FieldType::Date},
                           {"valid_to", FieldType::Date},
                           {"hilucs"},
                           {"level"},
                           {"plan_id"}}};
    const std::string level = options_.level == "DISTRICT"        ? "district"
                              : options_.level == "COMPREHENSIVE" ? "comprehensive"
                                                                  : "";
    Losses told; // by the passes over the content
    const auto row_of = [&](const PluObject& zone, const GmlFeature& feature, Feature& row) {
        ZoneValues values{{}, content_.plans.standing(zone, told), {}};
        if (!values.standing.taken || !has_area(feature, zone))
            return false;
        values.effects = content_.values.effects_of(zone, told);
        const std::string use = content_.zones.land_use(zone, told);
        row.values = {zone.id,
                      text_cell(content_.zones.zone_code(use, values.key())),
                      {},
                      text_cell(use),
                      {},
                      {},
                      day_cell(values.standing.valid_from),
                      day_cell(values.standing.valid_to),
                      text_cell(text::join(zone.hilucs, "; ")),
                      text_cell(level),
                      text_cell(values.standing.plan_id)};
        return true;
    };
    const std::int64_t rows = write(sink, layer, "ZoningElement", row_of);
    if (rows > 0)
        losses_.add("land uses of a plan are its approved ones; the permitted and the governing use are not in the "
                    "file and unknown",
                    "layer zones");
    return rows;
}

std::int64_t PlanLayers::write_overlays(FeatureSink& sink)
{
    const LayerSpec layer{"overlays",
                          {},
                          {{"overlay_id"},
                           {"kind"},
                           {"degree"},
                           {"name"},
                           {"document"},
                           {"article"},
                           {"valid_from", FieldType::Date},
                           {"valid_to", FieldType::Date},
                           {"regulation"}}};
    Losses told;
    const auto row_of = [&](const PluObject& overlay, const GmlFeature& feature, Feature& row) {
        const PlannedStanding standing = content_.plans.standing(overlay, told);
        if (!standing.taken || !has_area(feature, overlay))
            return false;
        const OverlayMeaning meaning = kind_of(overlay);
        row.values = {overlay.id,
                      text_cell(meaning.kind),
                      text_cell(meaning.degree),
                      text_cell(text::join(overlay.names, "; ")),
                      text_cell(standing.document),
                      {},
                      day_cell(standing.valid_from),
                      day_cell(standing.valid_to),
                      text_cell(text::join(overlay.regulation, "; "))};
        return true;
    };
    return write(sink, layer, "SupplementaryRegulation", row_of);
}

std::int64_t PlanLayers::write(FeatureSink& sink, LayerSpec layer, const char* type, const RowOf& row_of)
{
    std::int64_t rows = 0;
    bool begun = false;
    const auto begin = [&] {
        layer.crs = crs_;
        sink.begin_layer(layer);
        begun = true;
    };
    Losses told;
    reader_.each({type}, true, [&](GmlFeature& feature, const Crs& crs) {
        if (!crs_.known())
            crs_ = crs;
        if (!begun && crs_.known() && crs.known())
            begin();
        if (!feature.geometry.polygons.empty() && !(crs == crs_))
            feature.geometry.polygons = Transform(crs, crs_)(feature.geometry.polygons);
        Feature row;
        if (!row_of(read_plu_object(feature, reader_.file(), told), feature, row))
            return;
        row.geometry.polygons = feature.geometry.polygons;
        row.geometry.null = false;
        sink.write(row);
        ++rows;
    });
    if (!begun && crs_.known())
        begin();
    return rows;
}

bool PlanLayers::has_area(const GmlFeature& feature, const PluObject& object)
{
    if (!feature.geometry.polygons.empty())
        return true;
    losses_.add(!feature.geometry_problem.empty()
                    ? "geometries cannot be read (" + feature.geometry_problem + "); the objects were left out"
                    : "objects are points or lines, or have no geometry; they were left out",
                object.id);
    return false;
}

/// The kind of overlay that the mapping table gives for its codes; none when it gives two.
OverlayMeaning PlanLayers::kind_of(const PluObject& overlay)
{
    const OverlayMeaning* found = nullptr;
    for (const std::string& code : overlay.regulation)
        if (const OverlayMeaning* meaning = options_.mapping.find_overlay(code)) {
            if (found && found->kind != meaning->kind) {
                losses_.add("regulations have codes that the mapping table gives different kinds; they have none",
                            overlay.id + " (" + text::join(overlay.regulation, "; ") + ")");
                return {};
            }
            found = meaning;
        }
    if (!found)
        losses_.add("regulations have no kind of overlay here; give their code one with --mapping ([[overlay]])",
                    overlay.id + " (" + text::join(overlay.regulation, "; ") + ")");
    return found ? *found : OverlayMeaning{};
}

} // namespace didban
