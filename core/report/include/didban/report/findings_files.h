#pragma once
#include "didban/findings/finding.h"
#include "didban/geo/crs.h"
#include "didban/land/all_parcels.h"
#include "didban/land/match_validity.h"
#include "didban/ports/feature_source.h"
#include "didban/report/case_story.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// The files of contract §4. Every function writes under a temporary name and renames at its end; the bytes depend on
/// the arguments alone. Shapes are in `crs`. They throw Error{OutputFailed}.
namespace didban::report {

/// Something that the findings rest on: a file beside the report, or a source image.
struct Evidence {
    std::string role;   ///< "change_map", "before", "after", "changes"
    std::string path;   ///< relative to the output folder, or the scene's id where the image stays where it is
    std::string sha256; ///< "" = not hashed
};

/// What findings rest on.
struct EvidenceBook {
    std::vector<Evidence> of_run; ///< all of them
    std::vector<std::vector<Evidence>>
        of_finding; ///< one alone, by its place in the list; may be shorter than the list
    std::vector<std::vector<Evidence>>
        in_place_of_run; ///< of findings that other images stand behind, in place of of_run; empty for the others
    /// The images and files that finding i rests on beside its own.
    [[nodiscard]] const std::vector<Evidence>& sources(std::size_t i) const
    {
        return i < in_place_of_run.size() && !in_place_of_run[i].empty() ? in_place_of_run[i] : of_run;
    }
};

/// The days between which parcels were seen, of those that other images than the run's have shown; by
/// ParcelVerdict::parcel.
using ParcelDates = std::map<std::size_t, Period>;

/// What the tables of findings tell. Both lists have one entry per finding, in its order.
struct FoundCases {
    const std::vector<Finding>& findings;
    const std::vector<CaseStory>& stories;
};

/// findings.geojson, in the order of the findings.
void write_findings_geojson(const std::string& path, const FoundCases& found, const EvidenceBook& evidence,
                            const Crs& crs);

/// findings.csv: UTF-8 with BOM, a row per finding, for spreadsheets. Text that a spreadsheet would take for a formula
/// gets a leading apostrophe.
void write_findings_csv(const std::string& path, const FoundCases& found, const Crs& crs);

/// parcels.geojson: every parcel, in the order of `verdicts`.
void write_parcels_geojson(const std::string& path, const AllParcels& parcels,
                           const std::vector<ParcelVerdict>& verdicts, const ParcelDates& dates, const Crs& crs);

/// changes.geojson: the change objects before fusion. Read back by pipelines' read_changes. `periods`: one per object;
/// empty (two images of unknown date): both dates are null.
void write_changes_geojson(const std::string& path, const std::vector<ChangeObject>& objects,
                           const std::vector<Period>& periods, const Crs& crs);

/// What the layers of a report tell; the shapes are in `crs`, the working one.
struct ReportLayers {
    FoundCases found;
    const EvidenceBook& evidence;
    AllParcels parcels;
    const std::vector<ParcelVerdict>& verdicts;
    const ParcelDates& dates;
    const std::vector<ChangeObject>& objects;
    const Crs& crs;
};
enum class ReportLayer { Findings, Parcels, Changes };
inline constexpr std::array report_layers{ReportLayer::Findings, ReportLayer::Parcels, ReportLayer::Changes};
/// "findings", "parcels", "changes".
[[nodiscard]] std::string name(ReportLayer layer);

/// report.gpkg: all layers with their QGIS styles and a QGIS project. The caller finishes the sink.
void write_report_layers(FeatureSink& sink, const ReportLayers& layers);
/// One of them, for formats whose files hold one. The caller finishes the sink.
void write_report_layer(FeatureSink& sink, ReportLayer layer, const ReportLayers& layers);

} // namespace didban::report
