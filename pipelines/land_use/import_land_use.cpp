#include "pipelines/land_use/import_land_use.h"

#include "didban/base/output_path.h"
#include "didban/report/text_file.h"
#include "pipelines/land_use/land_use_rules.h"
#include "pipelines/land_use/plan_layers.h"
#include "pipelines/land_use/write_rule_tables.h"

#include <filesystem>

namespace didban {

namespace {

namespace fs = std::filesystem;

/// The places of an imported plan: a GeoPackage that holds everything, or a folder with a GeoPackage and rules.toml.
class Target {
public:
    explicit Target(const std::string& out) : out_(out), one_file_(out.ends_with(".gpkg"))
    {
        one_file_ ? check_output_file(out) : check_output_folder(out);
    }
    void write(const DataAccess& data, PlanLayers& layers, const std::string& toml, const RuleSet& rules,
               ImportedLandUse& result) const
    {
        std::error_code failed;
        const bool made_folder = !one_file_ && fs::create_directories(out_, failed);
        try {
            std::optional<TextFile> rules_file;
            if (!one_file_) {
                rules_file.emplace((fs::path(out_) / "rules.toml").string());
                rules_file->write(toml);
            }
            const auto sink = data.create_features(one_file_ ? out_ : (fs::path(out_) / "plan.gpkg").string(), "GPKG");
            result.zones = layers.write_zones(*sink);
            result.overlays = layers.write_overlays(*sink);
            if (one_file_)
                write_rule_tables(*sink, to_rule_tables(rules));
            sink->finish();
            if (rules_file)
                rules_file->finish();
        } catch (...) {
            if (made_folder)
                fs::remove(out_, failed); // only when it is empty again
            throw;
        }
    }

private:
    std::string out_;
    bool one_file_;
};

} // namespace

ImportedLandUse import_land_use(const GmlAccess& gml, const DataAccess& data, const std::string& source,
                                const LandUseOptions& options, const std::string& out, const RunOptions& run)
{
    const Target target(out);
    PluReader reader(gml, source, options.axes, run);
    Losses losses;
    PluContent content(options);
    content.read(reader, losses);

    LandUseRules rules(options, content.plans);
    content.zones.report_splits(losses);
    rules.add_zones(content.zones);
    rules.add_overlays(content.overlays);
    rules.add_uses(content.zones.uses(losses));
    rules.add_overlay_kinds(options.mapping.overlay_kinds);
    const std::string toml = rules.toml(source);
    const RuleSet made = parse_rules(toml, "rules made from " + source);

    ImportedLandUse result;
    PlanLayers layers(content, options, reader, losses);
    target.write(data, layers, toml, made, result);
    result.rules = static_cast<std::int64_t>(made.rules().size());
    result.plans = content.plans.plans();
    result.lost = losses.sentences();
    result.lost.insert(result.lost.end(), reader.doubts().begin(), reader.doubts().end());
    return result;
}

} // namespace didban
