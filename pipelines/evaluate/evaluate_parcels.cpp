#include "didban/base/error.h"
#include "didban/base/text.h"
#include "pipelines/evaluate/evaluate.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

namespace didban {

namespace {

struct Row {
    std::string id, verdict;
    std::set<std::string> violations;
    std::optional<double> number; ///< changed (truth) or change_probability (found)
};

/// Codes in any notation: "V100 V110", "V100; V110", ["V100","V110"].
std::set<std::string> codes(const std::string& text)
{
    std::set<std::string> out;
    std::string word;
    for (const char c : text + ' ') {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_')
            word += c;
        else if (!word.empty())
            out.insert(std::exchange(word, {}));
    }
    return out;
}

std::optional<double> number(const FieldValue& value, const std::string& where)
{
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    if (const auto* real = std::get_if<double>(&value))
        return *real;
    const std::string written = as_text(value);
    if (written.empty())
        return std::nullopt;
    const auto parsed = text::parse_number(written);
    if (!parsed)
        throw Error(ErrorKind::UnreadableInput, where + ": \"" + written + "\" is not a number");
    return parsed->value;
}

/// Rows in file order; a parcel that occurs twice keeps its last row.
std::vector<Row> read_rows(const DataAccess& data, const std::string& path, const char* number_field)
{
    FeatureQuery query;
    query.source = path;
    query.geometry = false;
    const auto source = data.open_features(query);
    const auto column = [&](const char* name) -> std::ptrdiff_t {
        const auto it = std::find(source->fields().begin(), source->fields().end(), name);
        return it == source->fields().end() ? -1 : it - source->fields().begin();
    };
    const auto id = column("parcel_id"), verdict = column("verdict"), violations = column("violations"),
               extra = column(number_field);
    for (const auto& [index, name] : {std::pair{id, "parcel_id"}, std::pair{verdict, "verdict"}})
        if (index < 0)
            throw Error(ErrorKind::UnreadableInput, source->name() + " has no field " + name +
                                                        "; evaluate compares tables by parcel_id and verdict");
    std::vector<Row> rows;
    std::unordered_map<std::string, std::size_t> at;
    Feature feature;
    while (source->next(feature)) {
        const auto value = [&](std::ptrdiff_t i) {
            return i < 0 ? FieldValue{} : feature.values[static_cast<std::size_t>(i)];
        };
        Row row{as_text(value(id)), as_text(value(verdict)), codes(as_text(value(violations))), {}};
        row.number = number(value(extra), source->name() + ", parcel " + row.id + ", " + number_field);
        const auto [it, fresh] = at.emplace(row.id, rows.size());
        if (fresh)
            rows.push_back(std::move(row));
        else
            rows[it->second] = std::move(row);
    }
    return rows;
}

} // namespace

ParcelEvaluation evaluate_parcels(const DataAccess& data, const std::string& truth_path, const std::string& found_path)
{
    std::vector<Row> truth = read_rows(data, truth_path, "changed");
    std::erase_if(truth, [](const Row& row) { return row.verdict == "ignore"; });
    const std::vector<Row> rows = read_rows(data, found_path, "change_probability");
    std::unordered_map<std::string, const Row*> found;
    for (const Row& row : rows)
        found.emplace(row.id, &row);

    std::int64_t missing = 0;
    std::string first;
    for (const Row& row : truth)
        if (!found.contains(row.id) && ++missing <= 3)
            first += (first.empty() ? "" : ", ") + row.id;
    if (missing > 0)
        throw Error(ErrorKind::IncompatibleInput, std::to_string(missing) + " parcels of " + truth_path +
                                                      " have no verdict in " + found_path + ", first: " + first +
                                                      "; every parcel must be judged");

    ParcelEvaluation out;
    for (const Row& real : truth) {
        const Row& said = *found.at(real.id);
        ++out.parcels;
        ++out.verdicts[said.verdict];
        ++out.confusion[{real.verdict, said.verdict}];
        const bool says = said.verdict == "suspected", is = real.verdict == "suspected";
        out.suspected.true_positive += says && is ? 1 : 0;
        out.suspected.false_positive += says && !is ? 1 : 0;
        out.suspected.false_negative += !says && is ? 1 : 0;
        if (says && is && !real.violations.empty() && real.violations == said.violations)
            ++out.codes_exact;
        if (real.number && said.number)
            out.change.add(*said.number, *real.number != 0);
    }
    return out;
}

} // namespace didban
