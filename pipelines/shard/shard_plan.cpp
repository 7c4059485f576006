#include "pipelines/shard/shard_plan.h"

#include "didban/base/error.h"
#include "didban/grid/tiles.h"
#include "didban/report/text_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace didban {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

constexpr int format = 2;
constexpr const char* file_name = "plan.json";

std::string day(const std::optional<Date>& date)
{
    return date ? date->iso() : "";
}

std::optional<Date> day_from(const std::string& text)
{
    return text.empty() ? std::nullopt : Date::parse_iso(text);
}

/// Splits a rectangle of cells along its longer side until there are enough.
void halve(const PixelWindow& cells, int wanted, std::vector<PixelWindow>& out)
{
    if (wanted <= 1 || cells.pixels() <= 1)
        return out.push_back(cells);
    const int first = wanted / 2;
    PixelWindow a = cells, b = cells;
    const bool wide = cells.width >= cells.height;
    const std::int64_t edge = wide ? cells.width : cells.height;
    const std::int64_t cut = std::clamp<std::int64_t>((edge * first + wanted / 2) / wanted, 1, edge - 1);
    (wide ? a.width : a.height) = cut;
    (wide ? b.x0 : b.y0) += cut;
    (wide ? b.width : b.height) = edge - cut;
    // A half never gets more blocks than it has cells.
    const int room_b = static_cast<int>(std::min<std::size_t>(b.pixels(), static_cast<std::size_t>(wanted)));
    const int room_a = static_cast<int>(std::min<std::size_t>(a.pixels(), static_cast<std::size_t>(wanted)));
    const int for_a = std::min(room_a, std::max(first, wanted - room_b));
    halve(a, for_a, out);
    halve(b, wanted - for_a, out);
}

} // namespace

const ShardPhase& ShardPlan::phase(const std::string& name, int job) const
{
    std::string names;
    for (const ShardPhase& p : phases) {
        if (p.name == name) {
            if (job >= 1 && job <= p.jobs)
                return p;
            throw Error(ErrorKind::Usage, folder + ": phase " + name + " has the jobs 1 to " + std::to_string(p.jobs) +
                                              ", not " + std::to_string(job));
        }
        names += (names.empty() ? "" : ", ") + p.name;
    }
    throw Error(ErrorKind::Usage, folder + ": the plan has no phase \"" + name + "\"; it has " + names);
}

std::string ShardPlan::part(const std::string& phase, int job) const
{
    return (fs::path(folder) / "parts" / (phase + "-" + std::to_string(job))).string();
}

std::string ShardPlan::image_folder() const
{
    return (fs::path(folder) / "images").string();
}

std::string ShardPlan::command(const std::string& phase, int job) const
{
    return "didban shard run " + folder + " --phase " + phase + " --job " + std::to_string(job);
}

ShardPlan read_shard_plan(const std::string& folder, const std::string& version)
{
    const std::string path = (fs::path(folder) / file_name).string();
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw Error(ErrorKind::UnreadableInput,
                    path + ": cannot be read; make the plan with `didban shard plan CITY -o " + folder + "`");
    const std::string text(std::istreambuf_iterator<char>(in), {});
    ShardPlan plan;
    plan.folder = folder;
    try {
        const Json json = Json::parse(text);
        if (json.at("format") != format)
            throw Error(ErrorKind::Configuration, path + ": is of another format; make the plan again");
        plan.version = json.at("version");
        plan.city = json.at("city");
        plan.key = json.at("key");
        plan.from = day_from(json.at("from"));
        plan.to = day_from(json.at("to"));
        plan.detector = detector_choice(json.at("detector").get<std::string>()).value();
        plan.clear_within_days = json.at("clear_within_days");
        plan.crs = json.at("crs");
        plan.width = json.at("width");
        plan.height = json.at("height");
        for (const Json& p : json.at("phases"))
            plan.phases.push_back({p.at("name"), p.at("jobs"), p.value("steps", std::vector<std::string>{})});
        for (const Json& i : json.at("files"))
            plan.files.push_back({i.at("path"), i.at("size"), i.at("seconds"), i.at("nanoseconds"), 0, 0});
    } catch (const nlohmann::json::exception&) {
        throw Error(ErrorKind::UnreadableInput, path + ": is no whole plan; make it again with `didban shard plan`");
    } catch (const std::bad_optional_access&) {
        throw Error(ErrorKind::UnreadableInput, path + ": names an unknown detector; make the plan again");
    }
    if (plan.version != version)
        throw Error(ErrorKind::Configuration, path + ": was made by Didban " + plan.version + ", and this is " +
                                                  version +
                                                  "; run one version on all machines, or make the plan again");
    return plan;
}

void write_shard_plan(const ShardPlan& plan)
{
    Json json{{"format", format},
              {"version", plan.version},
              {"city", plan.city},
              {"key", plan.key},
              {"from", day(plan.from)},
              {"to", day(plan.to)},
              {"detector", std::string(name(plan.detector))},
              {"clear_within_days", plan.clear_within_days},
              {"crs", plan.crs},
              {"width", plan.width},
              {"height", plan.height},
              {"phases", Json::array()},
              {"files", Json::array()}};
    for (const ShardPhase& p : plan.phases) {
        Json phase{{"name", p.name}, {"jobs", p.jobs}};
        if (!p.steps.empty())
            phase["steps"] = p.steps;
        json["phases"].push_back(std::move(phase));
    }
    for (const InputStamps::Stamp& i : plan.files)
        json["files"].push_back(
            {{"path", i.path}, {"size", i.size}, {"seconds", i.seconds}, {"nanoseconds", i.nanoseconds}});
    write_text_file((fs::path(plan.folder) / file_name).string(), json.dump(1) + "\n");
}

std::vector<PixelWindow> scene_blocks(std::int64_t width, std::int64_t height, int wanted)
{
    const auto in_cells = [](std::int64_t pixels) { return (pixels + lattice_cell - 1) / lattice_cell; };
    const PixelWindow cells{0, 0, in_cells(width), in_cells(height)};
    std::vector<PixelWindow> blocks;
    halve(cells, static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(std::max(1, wanted)), cells.pixels())),
          blocks);
    for (PixelWindow& b : blocks)
        b = PixelWindow{b.x0 * lattice_cell, b.y0 * lattice_cell, b.width * lattice_cell, b.height * lattice_cell}
                .cut_to({0, 0, width, height});
    return blocks;
}

void check_files(const ShardPlan& plan)
{
    for (const InputStamps::Stamp& planned : plan.files) {
        const InputStamps::Stamp now = InputStamps::stamp(planned.path);
        if (now.size != planned.size || now.seconds != planned.seconds || now.nanoseconds != planned.nanoseconds)
            throw Error(ErrorKind::UnreadableInput,
                        planned.path + (now.seconds == 0 ? ": is not there" : ": was changed since the plan was made") +
                            "; give every machine the same files, or make a new plan");
    }
}

} // namespace didban
