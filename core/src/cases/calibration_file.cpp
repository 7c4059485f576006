#include "didban/base/error.h"
#include "didban/base/number_text.h"
#include "didban/cases/calibration.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace didban {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* schema = "didban-calibration/1";

Json json_of(const CalibrationScores& s)
{
    return {{"outcomes", s.outcomes},
            {"brier", rounded(s.brier, 6)},
            {"log_loss", rounded(s.log_loss, 6)},
            {"calibration_error", rounded(s.calibration_error, 6)}};
}

CalibrationScores scores_from(const Json& json)
{
    return {json.at("outcomes").get<std::int64_t>(), json.at("brier").get<double>(), json.at("log_loss").get<double>(),
            json.at("calibration_error").get<double>()};
}

CalibrationCard card_from(const Json& json)
{
    CalibrationCard card;
    card.city = json.at("city").get<std::string>();
    card.version = json.at("version").get<std::string>();
    card.ledger_head = json.at("ledger_head").get<std::string>();
    card.ledger_events = json.at("ledger_events").get<std::int64_t>();
    card.confirmed = json.at("confirmed").get<std::int64_t>();
    card.dismissed = json.at("dismissed").get<std::int64_t>();
    card.reasons = json.at("dismissed_by_reason").get<std::map<std::string, std::int64_t>>();
    if (json.contains("left_out")) // older cards do not tell it
        card.left_out = json["left_out"].get<std::map<std::string, std::int64_t>>();
    const Json& held_out = json.at("held_out");
    card.held_out_by = held_out.at("by").get<std::string>();
    card.seed = held_out.at("seed").get<std::int64_t>();
    card.before = scores_from(held_out.at("before"));
    card.after = scores_from(held_out.at("after"));
    return card;
}

Calibration::Group group_from(const Json& json)
{
    Calibration::Group g;
    g.path = json.at("path").get<std::vector<std::string>>();
    g.outcomes = json.at("outcomes").get<std::int64_t>();
    g.confirmed = json.at("confirmed").get<std::int64_t>();
    g.a = json.at("a").get<double>();
    g.b = json.at("b").get<double>();
    g.c = json.at("c").get<double>();
    return g;
}

} // namespace

std::string calibration_json(const Calibration& calibration, const CalibrationCard& card)
{
    Json groups = Json::array();
    for (const Calibration::Group& g : calibration.groups())
        groups.push_back({{"path", g.path},
                          {"outcomes", g.outcomes},
                          {"confirmed", g.confirmed},
                          {"a", rounded(g.a, 6)},
                          {"b", rounded(g.b, 6)},
                          {"c", rounded(g.c, 6)}});
    const Json out{
        {"schema", schema},
        {"about",
         "logit(confidence) becomes c + a * ln(confidence) - b * ln(1 - confidence), by the deepest group whose path the "
         "sighting has: detector, sensor, district, kind of change (docs/calibration.md)"},
        {"card",
         {{"city", card.city},
          {"version", card.version},
          {"ledger_head", card.ledger_head},
          {"ledger_events", card.ledger_events},
          {"confirmed", card.confirmed},
          {"dismissed", card.dismissed},
          {"dismissed_by_reason", card.reasons},
          {"left_out", card.left_out},
          {"held_out",
           {{"by", card.held_out_by},
            {"seed", card.seed},
            {"before", json_of(card.before)},
            {"after", json_of(card.after)}}}}},
        {"groups", std::move(groups)}};
    return out.dump(1) + "\n";
}

CalibrationFile read_calibration(const std::string& text, const std::string& name)
{
    const auto refuse = [&](const std::string& why) {
        throw Error(ErrorKind::Configuration, name + ": is no calibration that this program can use (" + why +
                                                  "); write one with didban train --from-ledger, or take the key "
                                                  "`calibration` out of city.toml");
    };
    CalibrationFile out;
    try {
        const Json json = Json::parse(text);
        if (json.at("schema") != schema)
            refuse("its schema is not " + std::string(schema));
        out.card = card_from(json.at("card"));
        std::vector<Calibration::Group> groups;
        for (const Json& g : json.at("groups"))
            groups.push_back(group_from(g));
        if (groups.empty() || !groups.front().path.empty())
            refuse("its first group is not the root");
        for (const Calibration::Group& g : groups)
            if (!(g.a > 0 && g.b > 0 && std::isfinite(g.a + g.b + g.c)) || g.path.size() > 4)
                refuse("a group has no usable a, b, c and path");
        out.calibration = Calibration(std::move(groups));
    } catch (const Json::exception& e) {
        refuse(e.what());
    }
    return out;
}

} // namespace didban
