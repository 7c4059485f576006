#include "didban/pipelines/import_land_use.h"

#include "didban/base/error.h"
#include "didban/report/text_file.h"
#include "didban/rules/rule_rows.h"
#include "land_use_rules.h"
#include "zone_codes.h"

#include <algorithm>
#include <filesystem>
#include <unordered_set>

namespace didban {

namespace {

FieldValue text_or_null(const std::string& text)
{
    return text.empty() ? FieldValue{} : FieldValue{text};
}

FieldValue day_or_null(const std::optional<Date>& day)
{
    return day ? FieldValue{day->iso()} : FieldValue{};
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string out;
    for (const std::string& part : parts)
        out += (out.empty() ? "" : "; ") + part;
    return out;
}

class LandUseImport {
public:
    LandUseImport(const GmlAccess& gml, const DataAccess& data, const std::string& source,
                  const LandUseOptions& options, const RunOptions& run)
        : gml_(gml), data_(data), source_(source), options_(options), run_(run), plans_(options),
          values_(options.mapping), zones_(options.mapping)
    {
    }

    ImportedLandUse run(const std::string& out)
    {
        read_plans();
        read_values();
        LandUseRules rules(options_, plans_);
        zones_.report_splits(losses_);
        rules.add_zones(zones_);
        rules.add_overlays(overlays_);
        rules.add_uses(zones_.uses(losses_));
        const RuleSet made = parse_rules(rules.toml(source_), "rules made from " + source_);
        result_.rules = static_cast<std::int64_t>(made.rules().size());
        write(out, rules.toml(source_), made);
        result_.plans = plans_.plans();
        result_.lost = losses_.sentences();
        result_.lost.insert(result_.lost.end(), doubts_.begin(), doubts_.end());
        return std::move(result_);
    }

private:
    template <class Take>
    Crs each(const std::vector<std::string>& types, bool geometry, Take take)
    {
        const auto source = gml_.open({.source = source_,
                                       .name_space = plu_name_space,
                                       .types = types,
                                       .geometry = geometry,
                                       .axes = options_.axes});
        GmlFeature feature;
        while (source->next(feature)) {
            if (run_.stop.stop_requested())
                throw Error(ErrorKind::Interrupted, "the import was interrupted");
            take(feature);
        }
        others_ = source->others();
        for (const std::string& doubt : source->doubts())
            if (std::find(doubts_.begin(), doubts_.end(), doubt) == doubts_.end())
                doubts_.push_back(doubt);
        return source->crs();
    }

    void read_plans()
    {
        std::int64_t found = 0;
        each({}, false, [&](const GmlFeature& feature) {
            ++found;
            const std::string& type = feature.properties.name;
            if (type == "SpatialPlan" || type == "OfficialDocumentation")
                plans_.add(read_plu_object(feature, source_, losses_), losses_);
            else if (type != "ZoningElement" && type != "SupplementaryRegulation")
                losses_.add("objects of type " + type + " are not read", feature.id);
        });
        if (found > 0)
            return;
        std::string others;
        for (const std::string& other : others_)
            others += (others.empty() ? "" : ", ") + other;
        throw Error(ErrorKind::UnreadableInput,
                    source_ + ": holds nothing of INSPIRE Planned Land Use 4.0 (namespace " + plu_name_space +
                        "); it holds: " + others + ". Export the plan as PLU 4.0 GML");
    }

    /// Values of every object that counts; the geometries are left for the writing.
    void read_values()
    {
        each({"ZoningElement"}, false, [&](const GmlFeature& feature) {
            const PluObject zone = read_plu_object(feature, source_, losses_);
            ZoneValues values{{}, plans_.standing(zone, losses_), zone.where};
            if (!values.standing.taken)
                return;
            values.effects = values_.effects_of(zone, losses_);
            need_first_day(zone, values);
            zones_.add(zones_.land_use(zone, losses_), zone, std::move(values));
            count_id(zone);
        });
        each({"SupplementaryRegulation"}, false, [&](const GmlFeature& feature) {
            const PluObject overlay = read_plu_object(feature, source_, losses_);
            ZoneValues values{{}, plans_.standing(overlay, losses_), overlay.where};
            if (!values.standing.taken)
                return;
            values.effects = values_.effects_of(overlay, losses_);
            need_first_day(overlay, values);
            if (values.effects.empty())
                losses_.add("regulations carry no value that could be read: they are drawn, and what they limit is not "
                            "known; write a rule for them (REQUIRE_INQUIRY names whom to ask)",
                            overlay.id);
            if (overlay.inherited)
                losses_.add("regulations are inherited from other plans; which one is not in the file", overlay.id);
            count_id(overlay);
            if (!values.effects.empty())
                overlays_.emplace_back(overlay.id, std::move(values));
        });
    }

    void need_first_day(const PluObject& object, const ZoneValues& values) const
    {
        if (!values.effects.empty() && !values.standing.valid_from)
            throw Error(ErrorKind::UnreadableInput,
                        object.where + ": neither it nor its plan says from when it is valid; give --valid-from");
    }

    void count_id(const PluObject& object)
    {
        if (!ids_.insert(std::hash<std::string>{}(object.type + " " + object.id)).second)
            losses_.add("objects share their id with another; both were kept", object.type + " " + object.id);
    }

    [[nodiscard]] bool has_area(const GmlFeature& feature, const PluObject& object)
    {
        if (!feature.geometry.polygons.empty())
            return true;
        losses_.add(!feature.geometry_problem.empty()
                        ? "geometries cannot be read (" + feature.geometry_problem + "); the objects were left out"
                        : "objects are points or lines, or have no geometry; they were left out",
                    object.id);
        return false;
    }

    void write(const std::string& out, const std::string& toml, const RuleSet& rules)
    {
        namespace fs = std::filesystem;
        const bool one_file = out.ends_with(".gpkg");
        std::error_code failed;
        const bool made_folder = !one_file && fs::create_directories(out, failed);
        try {
            std::optional<TextFile> rules_file;
            if (!one_file) {
                rules_file.emplace((fs::path(out) / "rules.toml").string());
                rules_file->write(toml);
            }
            const auto sink = data_.create_features(one_file ? out : (fs::path(out) / "plan.gpkg").string(), "GPKG");
            write_zones(*sink);
            write_overlays(*sink);
            if (one_file)
                write_tables(*sink, to_rule_tables(rules));
            sink->finish();
            if (rules_file)
                rules_file->finish();
        } catch (...) {
            if (made_folder)
                fs::remove(out, failed); // only when it is empty again
            throw;
        }
    }

    void write_zones(FeatureSink& sink)
    {
        Losses silent; // everything but the geometry was told by read_values()
        bool begun = false;
        const auto begin = [&](const Crs& crs) {
            sink.begin_layer({"zones",
                              crs,
                              {{"zone_id"},
                               {"zone"},
                               {"district"},
                               {"use_approved"},
                               {"use_permitted"},
                               {"use_governing"},
                               {"valid_from", FieldType::Date},
                               {"valid_to", FieldType::Date},
                               {"hilucs"},
                               {"plan_id"}}});
            begun = true;
        };
        write_layer("ZoningElement", begin, begun, [&](const GmlFeature& feature, const PluObject& zone) {
            ZoneValues values{{}, plans_.standing(zone, silent), {}};
            if (!values.standing.taken || !has_area(feature, zone))
                return;
            values.effects = values_.effects_of(zone, silent);
            const std::string use = zones_.land_use(zone, silent);
            Feature row;
            row.geometry.polygons = feature.geometry.polygons;
            row.geometry.null = false;
            row.values = {zone.id,
                          text_or_null(zones_.zone_code(use, values.key())),
                          {},
                          text_or_null(use),
                          {},
                          {},
                          day_or_null(values.standing.valid_from),
                          day_or_null(values.standing.valid_to),
                          text_or_null(joined(zone.hilucs)),
                          text_or_null(values.standing.plan_id)};
            sink.write(row);
            ++result_.zones;
        });
        if (result_.zones > 0)
            losses_.add("land uses of a plan are its approved ones; the permitted and the governing use are not in the "
                        "file and unknown",
                        "layer zones");
    }

    void write_overlays(FeatureSink& sink)
    {
        Losses silent;
        bool begun = false;
        const auto begin = [&](const Crs& crs) {
            sink.begin_layer({"overlays",
                              crs,
                              {{"overlay_id"},
                               {"kind"},
                               {"degree"},
                               {"name"},
                               {"document"},
                               {"article"},
                               {"valid_from", FieldType::Date},
                               {"valid_to", FieldType::Date},
                               {"regulation"}}});
            begun = true;
        };
        write_layer("SupplementaryRegulation", begin, begun, [&](const GmlFeature& feature, const PluObject& overlay) {
            const PlannedStanding standing = plans_.standing(overlay, silent);
            if (!standing.taken || !has_area(feature, overlay))
                return;
            const OverlayMeaning meaning = kind_of(overlay);
            Feature row;
            row.geometry.polygons = feature.geometry.polygons;
            row.geometry.null = false;
            row.values = {overlay.id,
                          text_or_null(meaning.kind),
                          text_or_null(meaning.degree),
                          text_or_null(joined(overlay.names)),
                          text_or_null(standing.document),
                          {},
                          day_or_null(standing.valid_from),
                          day_or_null(standing.valid_to),
                          text_or_null(joined(overlay.regulation))};
            sink.write(row);
            ++result_.overlays;
        });
    }

    template <class Begin, class Take>
    void write_layer(const char* type, Begin begin, bool& begun, Take take)
    {
        const auto source = gml_.open({.source = source_,
                                       .name_space = plu_name_space,
                                       .types = {type},
                                       .geometry = true,
                                       .axes = options_.axes});
        Losses silent;
        GmlFeature feature;
        while (source->next(feature)) {
            if (run_.stop.stop_requested())
                throw Error(ErrorKind::Interrupted, "the import was interrupted");
            if (!begun && source->crs().known())
                begin(crs_ = crs_.known() ? crs_ : source->crs());
            if (!feature.geometry.polygons.empty() && !(source->crs() == crs_))
                feature.geometry.polygons = Transform(source->crs(), crs_)(feature.geometry.polygons);
            take(feature, read_plu_object(feature, source_, silent));
        }
        if (!begun && crs_.known())
            begin(crs_); // an empty layer says that there are none; a missing one that it is not known
        for (const std::string& doubt : source->doubts())
            if (std::find(doubts_.begin(), doubts_.end(), doubt) == doubts_.end())
                doubts_.push_back(doubt);
    }

    /// The kind of overlay that the mapping table gives for its codes; none when it gives two.
    OverlayMeaning kind_of(const PluObject& overlay)
    {
        const OverlayMeaning* found = nullptr;
        for (const std::string& code : overlay.regulation)
            if (const OverlayMeaning* meaning = options_.mapping.find_overlay(code)) {
                if (found && found->kind != meaning->kind) {
                    losses_.add("regulations have codes that the mapping table gives different kinds; they have none",
                                overlay.id + " (" + joined(overlay.regulation) + ")");
                    return {};
                }
                found = meaning;
            }
        if (!found)
            losses_.add("regulations have no kind of overlay here; give their code one with --mapping ([[overlay]])",
                        overlay.id + " (" + joined(overlay.regulation) + ")");
        return found ? *found : OverlayMeaning{};
    }

    static void write_table(FeatureSink& sink, const char* name, const RuleRows& table)
    {
        LayerSpec spec{name, {}, {}, LayerSpec::Kind::None};
        for (const std::string& column : table.columns)
            spec.fields.push_back({column, FieldType::Text});
        sink.begin_layer(spec);
        for (const RuleRows::Row& row : table.rows) {
            Feature feature;
            for (const std::string& cell : row.cells)
                feature.values.push_back(text_or_null(cell));
            sink.write(feature);
        }
    }

    static void write_tables(FeatureSink& sink, const RuleTables& tables)
    {
        write_table(sink, "rules", tables.rules);
        if (tables.plan)
            write_table(sink, "plan", *tables.plan);
        if (tables.uses)
            write_table(sink, "uses", *tables.uses);
    }

    const GmlAccess& gml_;
    const DataAccess& data_;
    const std::string& source_;
    const LandUseOptions& options_;
    const RunOptions& run_;
    PlanRegister plans_;
    PluValues values_;
    ZoneCodes zones_;
    std::vector<std::pair<std::string, ZoneValues>> overlays_; ///< those with values
    std::unordered_set<std::size_t> ids_;
    Losses losses_;
    std::vector<std::string> doubts_, others_;
    Crs crs_;
    ImportedLandUse result_;
};

} // namespace

ImportedLandUse import_land_use(const GmlAccess& gml, const DataAccess& data, const std::string& source,
                                const LandUseOptions& options, const std::string& out, const RunOptions& run)
{
    return LandUseImport(gml, data, source, options, run).run(out);
}

} // namespace didban
