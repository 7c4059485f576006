#include "pipelines/land_use/plu_values.h"

#include "didban/base/error.h"
#include "didban/base/number_text.h"
#include "didban/base/text.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace didban {

namespace {

/// A unit of measure as rules.toml names it; "" when it says nothing, the text itself when it is not known here.
std::string unit_of(const std::string& uom)
{
    if (uom.empty())
        return {};
    const std::string last = text::matching_key(uom == "%" ? uom : link_target(uom));
    for (const auto& [unit, spellings] : std::initializer_list<std::pair<const char*, std::vector<std::string>>>{
             {"m", {"m", "metre", "meter", "metres", "meters"}},
             {"cm", {"cm", "centimetre", "centimeter"}},
             {"m2", {"m2", "m²", "m^2", "sqm", "squaremetre", "squaremeter", "square_metre"}},
             {"percent", {"%", "percent", "pct"}},
             {"", {"1", "unity", "dimensionless", "unitless", "none"}}})
        if (std::find(spellings.begin(), spellings.end(), last) != spellings.end())
            return unit;
    return uom;
}

std::optional<double> number_of(const std::string& text)
{
    double value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::string described(const PluObject& object, const PluIndication& indication)
{
    return object.id + " (\"" + indication.reference + "\"" + (indication.value.empty() ? "" : " " + indication.value) +
           (indication.uom.empty() ? "" : " " + indication.uom) + ")";
}

} // namespace

std::vector<PlannedEffect> PluValues::effects_of(const PluObject& object, Losses& losses)
{
    using Kind = PluIndication::Kind;
    static const std::vector<std::string> binding{"generallyBinding", "bindingForDevelopers", "definedInLegislation"};
    std::vector<PlannedEffect> effects;
    for (const PluIndication& one : object.indications) {
        const auto lose = [&](const std::string& why) { losses.add(why, described(object, one)); };
        if (std::find(binding.begin(), binding.end(), object.nature) == binding.end()) {
            lose(object.nature.empty()
                     ? "dimensions whose regulationNature is void: whether they bind is not known; no rule was made"
                     : "dimensions that are " + object.nature + " do not bind a building; no rule was made");
            continue;
        }
        const DimensionMeaning* meaning = mapping_.find_dimension(one.reference);
        if (!meaning) {
            lose("dimensions have a label without a meaning here; give it one with --mapping ([[dimension]])");
            continue;
        }
        if (one.kind == Kind::Label || one.kind == Kind::Character) {
            lose(one.kind == Kind::Label ? "dimensions are a label without a value; no rule was made"
                                         : "dimensions are text, not a number; no rule was made");
            continue;
        }
        const auto value = number_of(one.value);
        if (!value) {
            lose("values are no number; no rule was made");
            continue;
        }
        const std::string stated = unit_of(one.uom), unit = stated.empty() ? meaning->unit : stated;
        if (!stated.empty() && !unit_factor(meaning->effect.quantity, stated)) {
            lose("units that " + std::string(name(meaning->effect.quantity)) + " cannot have; no rule was made");
            continue;
        }
        PlannedEffect effect{meaning->effect.quantity,
                             "quantity = \"" + std::string(name(meaning->effect.quantity)) + "\", combinator = \"" +
                                 std::string(name(meaning->effect.combinator)) + "\", value = " + text::exact(*value) +
                                 (unit.empty() ? std::string{} : ", unit = \"" + unit + "\"") + meaning->effect_toml};
        check(object, one, effect.toml);
        effects.push_back(std::move(effect));
    }
    std::stable_sort(effects.begin(), effects.end(), [](const PlannedEffect& a, const PlannedEffect& b) {
        return std::tie(a.quantity, a.toml) < std::tie(b.quantity, b.toml);
    });
    const auto same = std::unique(effects.begin(), effects.end(),
                                  [](const PlannedEffect& a, const PlannedEffect& b) { return a.toml == b.toml; });
    effects.erase(same, effects.end());
    return effects;
}

void PluValues::check(const PluObject& object, const PluIndication& indication, const std::string& effect)
{
    if (!checked_.emplace(effect, true).second)
        return;
    try {
        (void)parse_rules("[[rule]]\nid = \"v\"\nlevel = \"DETAILED\"\nsource = { document = \"d\" }\nvalid_from = "
                          "2000-01-01\neffect = { " +
                              effect + " }\n",
                          "value");
    } catch (const Error& e) {
        const std::string message = e.what(), head = "rule \"v\": ";
        const auto at = message.find(head);
        throw Error(ErrorKind::UnreadableInput,
                    object.where + ": dimension \"" + indication.reference +
                        "\": " + (at == std::string::npos ? message : message.substr(at + head.size())) +
                        " (the unit of a label stands in the mapping table)");
    }
}

} // namespace didban
