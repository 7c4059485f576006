#include "pipelines/judge/read_changes.h"

#include "didban/base/error.h"
#include "didban/base/name_source.h"
#include "didban/geo/perimeter.h"
#include "pipelines/city/mend_shape.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

constexpr double assumed_probability = 0.9; // of a change that another system reports without saying how sure it is

class Row {
public:
    Row(const std::string& file, const std::vector<std::string>& names, const Feature& feature)
        : file_(file), names_(names), feature_(feature)
    {
    }

    [[nodiscard]] std::string text(const std::string& field) const
    {
        const auto at = std::find(names_.begin(), names_.end(), field);
        return at == names_.end() ? "" : as_text(feature_.values[static_cast<std::size_t>(at - names_.begin())]);
    }
    [[nodiscard]] std::optional<double> number(const std::string& field) const
    {
        const std::string s = text(field);
        if (s.empty())
            return std::nullopt;
        char* end = nullptr;
        const double x = std::strtod(s.c_str(), &end);
        if (end != s.c_str() + s.size() || !std::isfinite(x))
            fail(field + " is \"" + s + "\", which is not a number");
        return x;
    }
    [[nodiscard]] std::optional<Date> date(const std::string& field) const
    {
        const std::string s = text(field);
        if (s.empty())
            return std::nullopt;
        std::string day = s.substr(0, 10);
        std::replace(day.begin(), day.end(), '/', '-');
        const auto d = Date::parse_iso(day);
        if (!d)
            fail(field + " is \"" + s + "\"; write a date as 2026-03-21");
        return d;
    }
    [[noreturn]] void fail(const std::string& what) const
    {
        throw Error(ErrorKind::UnreadableInput, file_ + ", feature " + std::to_string(feature_.fid) + ": " + what);
    }

private:
    const std::string& file_;
    const std::vector<std::string>& names_;
    const Feature& feature_;
};

Period period_of(const Row& row, const std::optional<Period>& fallback)
{
    const auto from = row.date("not_before"), to = row.date("not_after");
    if (from && to) {
        if (!(*from < *to))
            row.fail("not_before " + from->iso() + " is not before not_after " + to->iso());
        return {*from, *to};
    }
    if (!fallback)
        throw Error(ErrorKind::Usage, "the changes have no not_before and not_after, and the city no two images to "
                                      "take the period from; give --from and --to");
    return *fallback;
}

ChangeObject object_of(const Row& row, std::int64_t number, const std::optional<ChangeKind>& silent_kind)
{
    ChangeObject o;
    o.number = number;
    const std::string change = row.text("change");
    if (const std::string kind = change.empty() ? row.text("kind") : change; !kind.empty()) {
        const auto known = change_kind(kind);
        if (!known)
            row.fail("change is \"" + kind + "\"; write new, extended, demolished, heightened or groundwork");
        o.kind = *known;
    } else if (silent_kind) {
        o.kind = *silent_kind;
    } else {
        row.fail("no column `change` says what kind of change it is, and a demolition taken for a new building would "
                 "accuse its owner; add the column with new, extended, demolished, heightened or groundwork, or give "
                 "--kind for all");
    }
    if (const std::string stage = row.text("stage"); !stage.empty())
        o.stage = build_stage(stage).value_or(BuildStage::Unknown);
    o.probability = row.number("probability").value_or(assumed_probability);
    if (o.probability < 0 || o.probability > 1)
        row.fail("probability must lie between 0 and 1");
    o.height_m = row.number("height_m");
    o.top_asl_m = row.number("top_asl_m");
    o.height_sigma_m = row.number("height_sigma_m");
    return o;
}

} // namespace

ReadChanges read_changes(const DataAccess& data, const std::string& path, const Crs& crs,
                         const ChangeDefaults& defaults)
{
    FeatureQuery query;
    query.source = path;
    const auto source = data.open_features(query);
    if (!source->crs().known())
        throw Error(ErrorKind::UnreadableInput,
                    source->name() + ": has no coordinate reference system; write GeoJSON (WGS 84) or add the .prj");
    const Transform to_working(source->crs(), crs);
    const GeodesicArea area(crs);
    ReadChanges out;
    std::int64_t repaired = 0;
    Feature feature;
    for (std::int64_t n = 1; source->next(feature); ++n) {
        const Row row(source->name(), source->fields(), feature);
        MendedShape mended = naming(source->name() + ": row " + std::to_string(n),
                                    [&] { return mend_shape(std::move(feature.geometry), to_working); });
        if (mended.shape.empty())
            row.fail("a change must be an area, but " + why_empty(mended.flaws) +
                     "; give its outline as a polygon, or take the feature out");
        repaired += mended.flaws.invalid || mended.flaws.degenerate ? 1 : 0;
        ChangeObject o = object_of(
            row, static_cast<std::int64_t>(row.number("number").value_or(static_cast<double>(n))), defaults.kind);
        o.outline = std::move(mended.shape);
        o.area_m2 = area(o.outline);
        // Errors along the outline average out: a rim of length L moves as about L / 1 m independent pieces.
        o.area_sigma_m2 =
            row.number("area_sigma_m2").value_or(defaults.position_sigma_m * std::sqrt(perimeter(o.outline)));
        out.objects.push_back(std::move(o));
        out.periods.push_back(period_of(row, defaults.period));
    }
    if (repaired > 0)
        out.warnings.push_back(std::to_string(repaired) + " change polygons were invalid and have been repaired");
    return out;
}

} // namespace didban
