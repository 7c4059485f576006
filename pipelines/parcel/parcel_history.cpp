#include "didban/base/error.h"
#include "pipelines/cases/ledger.h"
#include "pipelines/cases/ledger_tables.h"
#include "pipelines/parcel/parcel_file.h"

#include <algorithm>

namespace didban {

namespace {

std::optional<double> number(const FieldValue& v)
{
    if (const auto* real = std::get_if<double>(&v))
        return *real;
    if (const auto* whole = std::get_if<std::int64_t>(&v))
        return static_cast<double>(*whole);
    return std::nullopt;
}

std::vector<std::string> words(const std::string& text)
{
    std::vector<std::string> list;
    std::string word;
    for (const char c : text + " ") {
        if (c != ' ' && c != ',') {
            word += c;
        } else if (!word.empty()) {
            list.push_back(word);
            word.clear();
        }
    }
    return list;
}

std::vector<std::string> names_of(const std::vector<FieldSpec>& fields)
{
    std::vector<std::string> names;
    for (const FieldSpec& f : fields)
        names.push_back(f.name);
    return names;
}

Date day(const FieldValue& v, const std::string& where)
{
    if (const auto date = Date::parse_iso(as_text(v)))
        return *date;
    throw Error(ErrorKind::UnreadableInput,
                where + ": \"" + as_text(v) + "\" is not a day; repair that row or start a new ledger");
}

} // namespace

ParcelHistory parcel_history(const DataAccess& data, const ParcelBook& book, std::size_t i)
{
    ParcelHistory history;
    const std::string& ledger = book.city().city.ledger;
    if (ledger.empty() || !Ledger::exists(data, ledger))
        return history;
    history.known = true;
    std::vector<std::string> keys = book.parcel(i).old_keys;
    keys.push_back(book.parcel(i).key);
    const std::vector<std::string> layers = data.layers(ledger);
    const auto each_row = [&](const char* layer, const std::vector<FieldSpec>& fields, std::size_t key_field,
                              auto use) {
        if (std::find(layers.begin(), layers.end(), layer) == layers.end())
            return;
        const auto source = data.open_features({.source = ledger,
                                                .layer = layer,
                                                .fields = names_of(fields),
                                                .encoding = {},
                                                .area = {},
                                                .geometry = false,
                                                .only = KeyFilter{fields[key_field].name, keys}});
        Feature row;
        while (source->next(row))
            use(row);
    };
    each_row(ledger_tables::cases_name, ledger_tables::case_fields(), 1,
             [&](const Feature& row) { history.cases.push_back(ledger_tables::case_of(row)); });
    each_row(ledger_tables::observations_name, ledger_tables::observation_fields(), 0, [&](const Feature& row) {
        Observation o;
        o.not_before = day(row.values[1], ledger);
        o.not_after = day(row.values[2], ledger);
        o.verdict = as_text(row.values[3]);
        o.changed_m2 = number(row.values[4]);
        o.observed_share = number(row.values[5]);
        o.change_probability = number(row.values[6]);
        o.case_ids = words(as_text(row.values[7]));
        history.observations.push_back(std::move(o));
    });
    std::stable_sort(history.observations.begin(), history.observations.end(),
                     [](const Observation& a, const Observation& b) {
                         return std::tie(a.not_after, a.not_before) < std::tie(b.not_after, b.not_before);
                     });
    return history;
}

} // namespace didban
