#include "pipelines/city/problem_tally.h"

#include "didban/base/error.h"

#include <algorithm>
#include <array>

namespace didban {

namespace {

// clang-format off
#define TEXT_PROBLEMS(table) \
    ProblemKind{table ".text.encoding_guessed", "warning", "texts are not valid in the encoding that the source declares and were read as Windows-1256; write encoding = \"…\" in city.toml"}, \
    ProblemKind{table ".text.cut", "warning", "texts end in half a character, cut off by the width of the column; widen the column or use a GeoPackage"}, \
    ProblemKind{table ".text.mojibake", "warning", "texts were decoded with the wrong table before (ظ¾ط±ظˆ…, Ù¾Ø±Ùˆ…, ÑæÇä…); those that can be undone were; export the source again"}, \
    ProblemKind{table ".text.lost_characters", "warning", "texts have lost characters (� or question marks) that cannot be brought back; export the source again as UTF-8"}, \
    ProblemKind{table ".text.arabic_letters", "warning", "texts use the Arabic letters ي, ى or ك; they are joined as ی and ک"}, \
    ProblemKind{table ".text.arabic_digits", "warning", "texts use Arabic digits (٠ to ٩); they are joined as 0 to 9"}, \
    ProblemKind{table ".text.persian_digits", "warning", "codes and names use Persian digits (۰ to ۹); they are joined as 0 to 9"}, \
    ProblemKind{table ".text.presentation_forms", "warning", "texts hold letters by their printed shape, as copied out of a PDF; they are joined as plain letters"}, \
    ProblemKind{table ".text.mirrored", "warning", "texts stand back to front (letters in visual order); type them again or turn them round in the source"}, \
    ProblemKind{table ".text.invisible_characters", "warning", "texts hold invisible direction marks, joiners or byte order marks; joins leave them out"}, \
    ProblemKind{table ".text.cad_codes", "warning", "texts hold formatting of CAD text (\\P, {\\f…}, %%c); clean them in the drawing"}

constexpr std::array catalogue{
    ProblemKind{"city.crs", "error", "the working CRS cannot be used; write a projected CRS in metres"},
    ProblemKind{"imagery.none", "warning", "the city has no imagery; `didban watch` needs two epochs"},
    ProblemKind{"imagery.single_epoch", "warning", "there is only one dated optical scene; `didban watch` needs two"},
    ProblemKind{"imagery.undated", "warning", "images have no acquisition time and are left out of every run; give each its datetime"},
    ProblemKind{"imagery.label", "warning", "items of the catalogue hold labels and no image; they are passed over"},
    ProblemKind{"imagery.unreadable", "error", "scenes do not open"},
    ProblemKind{"imagery.mask_unreadable", "error", "masks of scenes do not open"},
    ProblemKind{"imagery.crs_missing", "error", "scenes have no coordinate reference system or no georeference; assign the ones they were made in"},
    ProblemKind{"imagery.bands", "error", "scenes have another number of bands than city.toml names or the catalogue gives a scale for; name each band once in bands = […]"},
    ProblemKind{"imagery.no_common_band", "error", "scenes that follow each other have no band in common by name; nothing can be compared: name the bands of both in bands = […]"},
    ProblemKind{"imagery.bands_assumed", "warning", "nothing says which band of a scene is which; their order is assumed (3: red, green, blue; 4: blue, green, red, nir): write bands = […]"},
    ProblemKind{"imagery.bands_contradicted", "error", "nothing says which band of a scene is which, and the pixels contradict the order that would be assumed: write bands = […]"},
    ProblemKind{"imagery.scaled", "warning", "values are stored with a scale and an offset, which a run undoes; make sure that they are right"},
    ProblemKind{"imagery.outside_cadastre", "error", "scenes do not overlap the cadastre"},
    ProblemKind{"imagery.apart", "error", "scenes that follow each other in time do not overlap; nothing can be compared"},
    ProblemKind{"imagery.partial_cover", "warning", "scenes cover only part of the cadastre; parcels outside are reported as not seen"},
    ProblemKind{"imagery.web_mercator", "warning", "scenes are in Web Mercator, whose metres are not metres on the ground; they are resampled, better get the original"},
    ProblemKind{"imagery.same_time", "warning", "scenes have the same acquisition time; check that none stands twice in the catalogue"},

    ProblemKind{"cadastre.none", "warning", "the city has no [cadastre]; nothing can be said about parcels"},
    ProblemKind{"cadastre.unreadable", "error", "the cadastre cannot be used"},
    ProblemKind{"cadastre.crs_web_mercator", "warning", "the cadastre is stored in Web Mercator; shapes were drawn or converted for display: check their accuracy"},
    ProblemKind{"cadastre.crs_axes_swapped", "error", "northing and easting are swapped; exchange the axes in the source (ogr2ogr -s_coord…, or ST_FlipCoordinates)"},
    ProblemKind{"cadastre.crs_degrees", "error", "coordinates are degrees but the layer says that they are metres; assign the geographic CRS they were made in"},
    ProblemKind{"cadastre.crs_metres", "error", "coordinates are metres but the layer says that they are degrees; assign the projected CRS they were made in"},
    ProblemKind{"cadastre.crs_wrong_zone", "error", "the parcels lie far from every image, but meet them when the layer's numbers are read in another UTM zone; assign that CRS"},
    ProblemKind{"cadastre.crs_truncated", "error", "coordinates look like UTM with leading digits dropped or a local CAD grid; they need control points or an offset"},
    ProblemKind{"cadastre.crs_elsewhere", "error", "the parcels lie far from every image; check the CRS of both"},
    ProblemKind{"cadastre.crs_ed77", "warning", "the layer is on the old datum ED50(ED77), or is meant to be; about 180 m between the two: make sure which, and record the transformation"},
    ProblemKind{"parcel.id.missing", "warning", "parcels have no id; they are named after their row and no permit can be joined"},
    ProblemKind{"parcel.id.duplicate", "warning", "parcels have a key that occurred before; their shapes were joined into one parcel"},
    ProblemKind{"parcel.code.reversed", "warning", "renovation codes stand in right-to-left order; they were turned round"},
    ProblemKind{"parcel.geometry.missing", "warning", "rows have no shape; what happened on these parcels is unclear"},
    ProblemKind{"parcel.geometry.line", "warning", "rows are lines as in a CAD drawing; closed ones were taken as parcels, what happened on open ones is unclear: build polygons"},
    ProblemKind{"parcel.geometry.point", "warning", "rows are points; what happened on these parcels is unclear"},
    ProblemKind{"parcel.geometry.unclosed", "warning", "rings end where they did not begin; they were closed"},
    ProblemKind{"parcel.geometry.invalid", "warning", "shapes are invalid (self-crossing, …) and were repaired"},
    ProblemKind{"parcel.geometry.degenerate", "warning", "shapes or parts of them have no area or broken coordinates and are left out; what happened on parcels without any other shape is unclear"},
    ProblemKind{"parcel.geometry.incomplete", "warning", "shapes can be used in part, the rest has broken coordinates; what happened on the rest is unclear"},
    ProblemKind{"parcel.geometry.overlap", "warning", "parcels overlap by more than 1 m² (widening lines drawn twice, old and new plots); a change there counts in both"},
    ProblemKind{"parcel.deed_area", "warning", "the stated area is no number above 0; it is taken as not stated"},
    ProblemKind{"parcel.vacancy", "warning", "what is recorded of plots being empty is not understood and is taken as not said; say what the words mean in [cadastre.words] vacancy"},
    ProblemKind{"parcel.area.tiny", "warning", "parcels are smaller than 5 m²; leftovers of drawing?"},
    ProblemKind{"parcel.area.huge", "warning", "parcels are larger than 5 km²; wrong unit, or no parcels?"},
    TEXT_PROBLEMS("parcel"),

    ProblemKind{"permits.none", "warning", "the city has no [permits]; whether work is permitted is unknown"},
    ProblemKind{"permits.unreadable", "error", "the permits cannot be used"},
    ProblemKind{"permits.empty", "warning", "the table holds no permit"},
    ProblemKind{"permits.crs_missing", "warning", "the permits have shapes but no coordinate reference system; the shapes are not used"},
    ProblemKind{"permit.id.missing", "warning", "permits have no number"},
    ProblemKind{"permit.id.duplicate", "warning", "rows repeat a permit of the same plot (re-issue, extension); they were joined, the latest counts"},
    ProblemKind{"permit.id.reused", "warning", "rows carry the number of another plot's permit; one permit for merged plots, or a number given twice: both were kept"},
    ProblemKind{"permit.parcel.missing", "warning", "permits name no parcel"},
    ProblemKind{"permit.parcel.not_in_cadastre", "warning", "permits are for a parcel that the cadastre does not have (merged, split, re-numbered or deed-less plots); they are matched by place where they have one"},
    ProblemKind{"permit.code.reversed", "warning", "renovation codes stand in right-to-left order; they were turned round"},
    ProblemKind{"permit.date.issue_unreadable", "warning", "permits have no readable issue date; without another date nothing can be said of their validity, and changes under them are unclear"},
    ProblemKind{"permit.date.unreadable", "warning", "dates cannot be read and are unknown"},
    ProblemKind{"permit.date.zero", "warning", "dates are 0000/00/00 and are unknown"},
    ProblemKind{"permit.date.two_digit_year", "warning", "years have two digits; 00 to 10 were taken as 14xx, 11 to 99 as 13xx"},
    ProblemKind{"permit.date.day_first", "warning", "dates stand day first (01-11-1398)"},
    ProblemKind{"permit.date.other_calendar", "warning", "dates are not in the calendar that [permits] calendar says; they were read by their year"},
    ProblemKind{"permit.date.mixed_calendars", "warning", "Jalali and Gregorian dates stand in one table; examples of the rarer one"},
    ProblemKind{"permit.date.completed_before_issue", "warning", "permits were issued after their completion; the completion is taken as unknown"},
    ProblemKind{"permit.date.validity_before_issue", "warning", "permits ended before they were issued; the validity is taken as unknown"},
    ProblemKind{"permit.number.unreadable", "warning", "numbers cannot be read and are unknown"},
    ProblemKind{"permit.number.local_form", "warning", "numbers are typed with Persian digits, / or ٫ as decimal sign, thousands separators or words; they were read"},
    ProblemKind{"permit.area.zero", "warning", "areas are 0 and are taken as unknown"},
    ProblemKind{"permit.floors.zero", "warning", "permits allow 0 floors; taken as unknown"},
    ProblemKind{"permit.floors.implausible", "warning", "floors are negative or more than 60; taken as unknown"},
    ProblemKind{"permit.height.centimetres", "warning", "heights were typed in centimetres; they were divided by 100"},
    ProblemKind{"permit.height.implausible", "warning", "heights are no metres and no centimetres; taken as unknown"},
    ProblemKind{"permit.coverage.mixed_units", "warning", "coverage is typed in more than one way (0.6, 60, ۶۰٪); all were read as a share of the plot"},
    ProblemKind{"permit.coverage.implausible", "warning", "coverage is above 100 %; taken as unknown"},
    ProblemKind{"permit.kind.unknown", "warning", "words for the kind of permit are not known, and such permits are taken to cover any work; say what they mean under [permits.words]"},
    ProblemKind{"permit.status.unknown", "warning", "words for the status of a permit are not known; say what they mean under [permits.words]"},
    ProblemKind{"permit.use.unknown", "warning", "words for the use are not known; say what they mean under [permits.words]"},
    ProblemKind{"permit.geometry.invalid", "warning", "permitted footprints are invalid and were repaired"},
    ProblemKind{"permit.geometry.degenerate", "warning", "permitted footprints have no area or broken coordinates; they are not used"},
    TEXT_PROBLEMS("permit"),

    ProblemKind{"buildings.unreadable", "error", "the building footprints cannot be used"},
    ProblemKind{"buildings.empty", "warning", "the layer of building footprints holds none; nothing is said by them"},
    ProblemKind{"buildings.no_date", "warning", "[buildings] has no as_of: the footprints are taken to stand on the day of the earlier image; write as_of = 2024-01-01, the day they show"},
    ProblemKind{"buildings.newer", "warning", "as_of is later than the earlier image: footprints without a date of building may be what changed and say nothing about changes on them"},
    ProblemKind{"buildings.outside_imagery", "warning", "footprints lie outside every image"},
    ProblemKind{"building.geometry.missing", "warning", "footprints have no shape; they are left out"},
    ProblemKind{"building.geometry.line", "warning", "footprints are lines; closed ones were taken as buildings, open ones are left out"},
    ProblemKind{"building.geometry.point", "warning", "footprints are points; they are left out"},
    ProblemKind{"building.geometry.unclosed", "warning", "rings end where they did not begin; they were closed"},
    ProblemKind{"building.geometry.invalid", "warning", "footprints are invalid (self-crossing, …) and were repaired"},
    ProblemKind{"building.geometry.degenerate", "warning", "footprints have no area or broken coordinates; they are left out"},
    ProblemKind{"building.date.unreadable", "warning", "dates of buildings are no days (2019-05-01, 1398/02/11) and are unknown"},
    ProblemKind{"building.size.unreadable", "warning", "floors or heights of buildings are no numbers above 0 and are unknown"},
    ProblemKind{"building.date.order", "warning", "buildings were demolished before they were built; both dates are taken as unknown"},

    ProblemKind{"calibration.unreadable", "error", "the calibration of confidences cannot be used"},

    ProblemKind{"plan.none", "warning", "the city has no [plan]: zones, overlays and limits are unknown"},
    ProblemKind{"plan.unreadable", "error", "the plan cannot be used"},
    ProblemKind{"plan.layer_missing", "warning", "the plan lacks a layer; what it would say is unknown"},
    ProblemKind{"plan.crs_missing", "error", "a layer of the plan has no coordinate reference system; assign the one it was drawn in"},
    ProblemKind{"plan.geometry.invalid", "warning", "shapes of the plan are invalid and are repaired when used"},
    ProblemKind{"plan.geometry.none", "warning", "features of the plan have no shape that can be used, or only in part: what they say is not applied; draw them as polygons"},
    ProblemKind{"plan.zone.code", "warning", "zones have no code; no rule of a zone holds in them"},
    ProblemKind{"plan.zone.level", "warning", "the level of zones is none of detailed, comprehensive and district; they are taken as detailed"},
    ProblemKind{"plan.street.width", "warning", "streets have no width: limits by passage width are unknown along them"},
    ProblemKind{"plan.street.plan_width", "warning", "streets have no plan width: the area lost to widening is unknown along them"},
    ProblemKind{"plan.number", "warning", "widths are no positive numbers and are taken as unknown"},
    ProblemKind{"plan.date", "warning", "valid_from or valid_to is not a day and is taken as open"},
    ProblemKind{"plan.period", "warning", "valid_to is not after valid_from: these features of the plan are never in force"},
    ProblemKind{"plan.rules_unreadable", "error", "the rules cannot be used"},
    ProblemKind{"plan.rules_none", "warning", "the plan has no rules = \"…\" and its source no table rules: limits are unknown"},
    ProblemKind{"plan.rules_twice", "warning", "the plan's source holds a table rules that is not read, because [plan] rules names other rules; remove one"},
    ProblemKind{"plan.rules_missing", "warning", "zones have no rule at all; their limits are unknown"},
    ProblemKind{"plan.rules_gap", "warning", "bands that no rule covers lie beside bands that rules cover; their limits are unknown"},
    ProblemKind{"plan.rules_unused", "warning", "rules are for zones that the plan does not have; a misspelt zone code?"},
    ProblemKind{"plan.rules_unknown_use", "warning", "rules name use codes that neither [[use]] nor the plan's zones have; a misspelt code?"},
    ProblemKind{"plan.rules_unknown_overlay", "warning", "rules name overlay ids that the plan does not have; they never hold"},
    ProblemKind{"plan.rules_height", "warning", "height limits above 200 m; centimetres or floors written as metres?"},
};
#undef TEXT_PROBLEMS
// clang-format on

} // namespace

std::size_t problem_rank(std::string_view code)
{
    const auto* const found =
        std::find_if(catalogue.begin(), catalogue.end(), [&](const ProblemKind& kind) { return kind.code == code; });
    if (found == catalogue.end())
        throw Error(ErrorKind::Internal, "the problem code " + std::string(code) + " is not in the catalogue");
    return static_cast<std::size_t>(found - catalogue.begin());
}

const ProblemKind& problem_kind(std::string_view code)
{
    return catalogue[problem_rank(code)];
}

} // namespace didban
