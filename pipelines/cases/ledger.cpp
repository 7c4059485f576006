#include "pipelines/cases/ledger.h"

#include "didban/base/error.h"
#include "pipelines/cases/ledger_tables.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <unistd.h>

namespace didban {

namespace {

namespace fs = std::filesystem;

bool has_layer(const DataAccess& data, const std::string& path, const std::string& layer)
{
    const auto names = data.layers(path);
    return std::find(names.begin(), names.end(), layer) != names.end();
}

bool in_database(const std::string& path)
{
    return path.rfind("PG:", 0) == 0;
}

/// Calls `row` for each row of a layer; nothing when the ledger or layer does not exist.
template <class Row>
void each_row(const DataAccess& data, const std::string& path, const std::string& layer,
              const std::vector<FieldSpec>& fields, bool geometry, Row row)
{
    if ((!in_database(path) && !fs::exists(path)) || !has_layer(data, path, layer))
        return;
    FeatureQuery query;
    query.source = path;
    query.layer = layer;
    query.geometry = geometry;
    for (const FieldSpec& f : fields)
        query.fields.push_back(f.name);
    const auto source = data.open_features(query);
    Feature feature;
    while (source->next(feature))
        row(feature);
}

} // namespace

bool Ledger::exists(const DataAccess& data, const std::string& path)
{
    return in_database(path) ? has_layer(data, path, ledger_tables::cases_name) : fs::exists(path);
}

Ledger Ledger::load(const DataAccess& data, const std::string& path, const Crs& crs)
{
    Ledger ledger;
    if (!exists(data, path))
        return ledger;
    if (!has_layer(data, path, ledger_tables::cases_name))
        throw Error(
            ErrorKind::UnreadableInput,
            path +
                ": is no ledger (it has no layer \"cases\"); name another file under [city] ledger or remove this one");
    FeatureQuery query;
    query.source = path;
    query.layer = ledger_tables::cases_name;
    const auto source = data.open_features(query);
    if (source->crs().known() && !(source->crs() == crs))
        throw Error(ErrorKind::UnreadableInput, path + ": the ledger is in " + source->crs().name() +
                                                    ", the city works in " + crs.name() +
                                                    "; keep one ledger per working CRS");
    std::map<std::int64_t, Case> cases; // in order of entry: a database returns rows in any order
    each_row(data, path, ledger_tables::cases_name, ledger_tables::case_fields(), true,
             [&](const Feature& f) { cases.emplace(f.fid, ledger_tables::case_of(f)); });
    std::vector<Case> in_order;
    for (auto& [row, c] : cases)
        in_order.push_back(std::move(c));
    ledger.cases = CaseBook(std::move(in_order));
    std::map<std::int64_t, Event> events;
    each_row(data, path, ledger_tables::history_name, ledger_tables::history_fields(), false, [&](const Feature& f) {
        events.emplace(f.fid,
                       Event{as_text(f.values[0]), as_text(f.values[1]), as_text(f.values[2]), as_text(f.values[3])});
    });
    for (auto& [row, event] : events)
        ledger.events.push_back(std::move(event));
    return ledger;
}

void Ledger::save(const DataAccess& data, const std::string& path, const Crs& crs, const Period& period,
                  const std::vector<Parcel>& parcels, const std::vector<ParcelVerdict>& verdicts) const
{
    const auto sink = data.create_features(path, in_database(path) ? "PostgreSQL" : "GPKG");
    sink->begin_layer({ledger_tables::cases_name, crs, ledger_tables::case_fields(), LayerSpec::Kind::MultiPolygon});
    for (const Case& c : cases.cases())
        sink->write(ledger_tables::row_of(c));
    sink->begin_layer(
        {ledger_tables::observations_name, Crs(), ledger_tables::observation_fields(), LayerSpec::Kind::None});
    const std::string from = period.not_before.iso(), to = period.not_after.iso();
    each_row(data, path, ledger_tables::observations_name, ledger_tables::observation_fields(), false,
             [&](const Feature& f) {
                 if (verdicts.empty() || as_text(f.values[1]) != from || as_text(f.values[2]) != to)
                     sink->write(f);
             });
    for (const ParcelVerdict& v : verdicts)
        sink->write(ledger_tables::row_of(parcels[v.parcel], v, period));
    sink->begin_layer({ledger_tables::history_name, Crs(), ledger_tables::history_fields(), LayerSpec::Kind::None});
    for (const Event& e : events) {
        Feature f;
        f.values = {e.case_id, e.on, e.event, e.detail};
        sink->write(f);
    }
    sink->finish();
}

bool can_write_ledger(const std::string& path)
{
    if (in_database(path))
        return true;
    const fs::path file(path);
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    if (fs::exists(file) && ::access(file.c_str(), W_OK) != 0)
        return false;
    return ::access(folder.c_str(), W_OK) == 0;
}

} // namespace didban
