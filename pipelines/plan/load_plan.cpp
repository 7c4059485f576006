#include "didban/base/error.h"
#include "didban/base/jalali.h"
#include "didban/base/text.h"
#include "didban/crypto/sha256.h"
#include "pipelines/city/mend_shape.h"
#include "pipelines/city/problem_tally.h"
#include "pipelines/plan/load_rules.h"
#include "pipelines/plan/plan_index.h"
#include "pipelines/plan/plan_table.h"

#include <algorithm>
#include <filesystem>

namespace didban {

namespace {

/// Reads one layer of the plan, whatever its columns: those it lacks are unknown.
class PlanLayer {
public:
    PlanLayer(const DataAccess& data, const City& city, const std::string& layer, const Crs& crs, PlanData& plan)
        : plan_(plan), layer_(layer), table_(data, city, layer),
          to_working_(table_.crs().known() ? table_.crs() : crs, crs), tally_(table_.name())
    {
        if (!table_.crs().known())
            problem("plan.crs_missing", layer);
    }
    ~PlanLayer() { tally_.append_to(plan_.problems); }
    PlanLayer(const PlanLayer&) = delete;
    PlanLayer& operator=(const PlanLayer&) = delete;
    bool next() { return table_.source().next(feature_); }
    [[nodiscard]] std::string text(const char* name) const { return table_.text(feature_, name); }
    [[nodiscard]] std::optional<double> number(const char* name)
    {
        const std::string value = text(name);
        if (value.empty())
            return std::nullopt;
        const auto parsed = text::parse_number(value);
        if (!parsed || !(parsed->value > 0)) {
            problem("plan.number", std::string(name) + " " + value);
            return std::nullopt;
        }
        return parsed->value;
    }
    [[nodiscard]] std::optional<Date> date(const char* name)
    {
        const std::string value = text(name);
        if (value.empty())
            return std::nullopt;
        const auto parsed = parse_record_date(value, Calendar::Auto);
        if (!parsed)
            problem("plan.date", std::string(name) + " " + value);
        return parsed ? std::optional(parsed->date) : std::nullopt;
    }
    /// The days between which a feature is in force: valid_from up to, not including, valid_to.
    void period(std::optional<Date>& from, std::optional<Date>& to, const std::string& feature)
    {
        from = date("valid_from");
        to = date("valid_to");
        if (from && to && !(*from < *to))
            problem("plan.period", feature);
    }
    [[nodiscard]] MultiPolygon shape()
    {
        MendedShape mended = mend_shape(std::move(feature_.geometry), to_working_);
        const std::string where = layer_ + " " + std::to_string(feature_.fid);
        if (mended.shape.empty() || mended.flaws.partial)
            problem(plan_shape_lost, where);
        else if (mended.flaws.invalid)
            problem("plan.geometry.invalid", where);
        return std::move(mended.shape);
    }
    [[nodiscard]] std::vector<LineString> lines() const
    {
        std::vector<LineString> all = feature_.geometry.lines;
        if (!to_working_.identity())
            for (LineString& line : all)
                for (Point& p : line)
                    p = to_working_(p);
        return all;
    }
    [[nodiscard]] std::string id(const char* name) const
    {
        const std::string value = text(name);
        return value.empty() ? std::to_string(feature_.fid) : value;
    }
    void problem(std::string_view code, const std::string& example) { tally_.add(code, example); }

private:
    PlanData& plan_;
    std::string layer_;
    PlanTable table_;
    Transform to_working_;
    ProblemTally tally_;
    Feature feature_;
};

void read_zones(PlanLayer& layer, PlanData& plan)
{
    while (layer.next()) {
        PlanZone z;
        z.zone.zone_id = layer.id("zone_id");
        z.zone.zone = layer.text("zone");
        z.zone.district = layer.text("district");
        z.zone.use_approved = layer.text("use_approved");
        z.zone.use_permitted = layer.text("use_permitted");
        z.zone.use_governing = layer.text("use_governing");
        z.zone.hilucs = layer.text("hilucs");
        if (const std::string level = layer.text("level"); !level.empty()) {
            const auto known = plan_level(level);
            if (!known) {
                layer.problem("plan.zone.level", z.zone.zone_id + ": " + level);
                z.zone.unread_level = level;
            }
            z.zone.level = known.value_or(PlanLevel::Detailed);
        }
        layer.period(z.valid_from, z.valid_to, z.zone.zone_id);
        z.shape = layer.shape();
        if (z.zone.zone.empty())
            layer.problem("plan.zone.code", z.zone.zone_id);
        if (!z.shape.empty())
            plan.zones.push_back(std::move(z));
    }
}

void read_overlays(PlanLayer& layer, PlanData& plan)
{
    while (layer.next()) {
        PlanOverlay o;
        o.overlay.overlay_id = layer.id("overlay_id");
        o.overlay.kind = text::matching_key(layer.text("kind"));
        o.overlay.label = plan.rules.overlay_label(o.overlay.kind);
        o.overlay.degree = text::matching_key(layer.text("degree"));
        o.overlay.name = layer.text("name");
        o.overlay.document = layer.text("document");
        o.overlay.article = layer.text("article");
        layer.period(o.overlay.valid_from, o.overlay.valid_to, o.overlay.overlay_id);
        o.shape = layer.shape();
        if (!o.shape.empty())
            plan.overlays.push_back(std::move(o));
    }
    std::stable_sort(plan.overlays.begin(), plan.overlays.end(), [](const PlanOverlay& a, const PlanOverlay& b) {
        return std::tie(a.overlay.kind, a.overlay.overlay_id) < std::tie(b.overlay.kind, b.overlay.overlay_id);
    });
}

void read_streets(PlanLayer& layer, PlanData& plan)
{
    while (layer.next()) {
        PlanStreet s;
        s.street_id = layer.id("street_id");
        s.name = layer.text("name");
        s.street_class = layer.text("class");
        s.width_m = layer.number("width_m");
        s.plan_width_m = layer.number("plan_width_m");
        s.lines = layer.lines();
        if (!s.width_m && !s.plan_width_m)
            layer.problem("plan.street.width", s.street_id);
        if (!s.plan_width_m)
            layer.problem("plan.street.plan_width", s.street_id);
        if (!s.lines.empty())
            plan.streets.push_back(std::move(s));
    }
}

void read_boundaries(PlanLayer& layer, PlanData& plan)
{
    while (layer.next()) {
        PlanBoundary b;
        b.kind = text::matching_key(layer.text("kind"));
        layer.period(b.valid_from, b.valid_to, b.kind);
        b.shape = layer.shape();
        if (!b.shape.empty())
            plan.boundaries.push_back(std::move(b));
    }
}

std::string hash_if_file(const std::string& path)
{
    std::error_code ignored;
    return std::filesystem::is_regular_file(path, ignored) ? sha256_file(path) : std::string{};
}

/// SHA-256 of the plan's file; where layers stand in files of their own, of the hashes of all. "" without a file.
std::string hash_of_layers(const City& city)
{
    std::vector<std::string> hashes{hash_if_file(city.plan_source)};
    for (const auto& [name, layer] : city.plan_layers)
        if (!layer.source.empty() && layer.source != city.plan_source)
            hashes.push_back(name + " " + hash_if_file(layer.source));
    if (hashes.size() == 1)
        return hashes.front();
    Sha256 all;
    for (const std::string& hash : hashes)
        all.add(hash + "\n");
    return all.finish_hex();
}

} // namespace

PlanData load_plan(const DataAccess& data, const City& city, const Crs& crs, const RunOptions& run)
{
    PlanData plan;
    plan.source = city.plan_source;
    for (const auto& [name, layer] : city.plan_layers)
        if (plan.source.empty())
            plan.source = layer.source;
    plan.known = !city.plan_source.empty() || !city.plan_rules.empty() || !city.plan_layers.empty();
    const RulesPlace place = find_rules(data, city);
    if (!place.path.empty()) {
        plan.rules = load_rules(data, place);
        plan.rules_path = place.path;
        plan.rules_sha256 = hash_if_file(place.path);
        plan.rules_digest = rules_digest(plan.rules);
    }
    ProblemTally whole(city.plan_source);
    if (place.both)
        whole.add("plan.rules_twice", city.plan_source);
    if (!city.plan_source.empty() || !city.plan_layers.empty()) {
        const auto read = [&](const char* name, bool& known, auto reader) {
            if (run.stop.stop_requested())
                throw Error(ErrorKind::Interrupted, "reading the plan was interrupted");
            known = has_plan_layer(data, city, name);
            if (!known) {
                whole.add("plan.layer_missing", name);
                return;
            }
            PlanLayer layer(data, city, name, crs, plan);
            reader(layer, plan);
        };
        read("zones", plan.zones_known, read_zones);
        read("overlays", plan.overlays_known, read_overlays);
        read("streets", plan.streets_known, read_streets);
        read("jurisdiction", plan.boundaries_known, read_boundaries);
        plan.source_sha256 = hash_of_layers(city);
    }
    whole.append_to(plan.problems);
    plan.index_ = std::make_unique<PlanData::Index>(plan);
    return plan;
}

} // namespace didban
