#include "didban/base/jalali.h"
#include "didban/base/number_text.h"
#include "didban/base/text.h"
#include "pipelines/simulate/writers.h"

#include <algorithm>
#include <cstdio>

namespace didban::simulate_files {

namespace {

using simulate::Plot;
using simulate::PlotPermit;
using simulate::Purpose;
using simulate::Random;

std::string arabic_digits(const std::string& ascii)
{
    std::string out;
    for (const char c : ascii)
        if (c >= '0' && c <= '9') {
            out += '\xD9'; // U+0660 + digit in UTF-8
            out += static_cast<char>(0xA0 + (c - '0'));
        } else {
            out += c;
        }
    return out;
}

std::string reversed_code(const RenovationCode& code)
{
    std::string out;
    for (std::size_t k = 7; k-- > 0;)
        out += std::to_string(code.part[k]) + (k > 0 ? "-" : "");
    return out;
}

/// Writes permits the way clerks leave them: mostly clean, each kind of dirt of domain.md 3.3 at the preset's rate.
class Clerk {
public:
    Clerk(FeatureSink& sink, const Target& target, SimulateReport& report)
        : sink_(sink), target_(target), report_(report), rate_(target.city.options().preset.dirty_share)
    {
    }
    void write(const Plot& plot, const PlotPermit& permit, const std::string& others, Random& r);
    void write_stray(Random& r);

private:
    FeatureSink& sink_;
    const Target& target_;
    SimulateReport& report_;
    double rate_;

    bool dirt(Random& r, const char* kind, double factor = 1)
    {
        if (!r.chance(rate_ * factor))
            return false;
        ++report_.dirt[kind];
        return true;
    }
    std::string code(const Plot& plot, Random& r);
    std::string date(const std::optional<int>& day, Random& r, bool may_be_zero);
    std::string use(const PlotPermit& permit, Random& r) const;
    void row(std::vector<std::string> cells);
};

std::string Clerk::code(const Plot& plot, Random& r)
{
    const std::string clean = plot.code.text();
    if (const std::string old = old_code(plot); !old.empty() && dirt(r, "code_old_district", 4))
        return old;
    if (dirt(r, "code_persian_digits"))
        return text::persian_digits(clean);
    if (dirt(r, "code_arabic_digits", 0.5))
        return arabic_digits(clean);
    if (dirt(r, "code_reversed"))
        return reversed_code(plot.code);
    if (dirt(r, "code_slashes")) {
        std::string slashed = clean;
        std::replace(slashed.begin(), slashed.end(), '-', '/');
        return slashed;
    }
    return dirt(r, "code_short") ? plot.code.short_text() : clean;
}

std::string Clerk::date(const std::optional<int>& day, Random& r, bool may_be_zero)
{
    if (!day)
        return dirt(r, "date_zero") ? "0000/00/00" : "";
    const Date gregorian = Date::from_day_number(*day);
    const JalaliDate j = to_jalali(gregorian);
    char buffer[32];
    if (may_be_zero && dirt(r, "date_missing"))
        return r.chance(0.5) ? "0000/00/00" : "";
    // Years 1300 to 1310 and 1400 to 1410 alone are told apart by the rule for two digits.
    if (j.year > 1310 && j.year <= 1410 && dirt(r, "date_two_digit_year")) {
        std::snprintf(buffer, sizeof buffer, "%02d/%02d/%02d", j.year % 100, j.month, j.day);
        return buffer;
    }
    if (dirt(r, "date_compact")) {
        std::snprintf(buffer, sizeof buffer, "%04d%02d%02d", j.year, j.month, j.day);
        return buffer;
    }
    if (dirt(r, "date_day_first")) {
        std::snprintf(buffer, sizeof buffer, "%02d-%02d-%04d", j.day, j.month, j.year);
        return buffer;
    }
    if (dirt(r, "date_persian_digits"))
        return text::persian_digits(j.text());
    if (dirt(r, "date_gregorian", 0.25))
        return gregorian.iso();
    if (dirt(r, "date_short_month")) {
        std::snprintf(buffer, sizeof buffer, "%d/%d/%d", j.year, j.month, j.day);
        return buffer;
    }
    return j.text();
}

std::string Clerk::use(const PlotPermit& permit, Random& r) const
{
    if (r.chance(0.5))
        return permit.use;
    if (permit.use == "commercial")
        return "تجاری";
    return r.chance(0.1) ? "مسكوني" : "مسکونی"; // the first with Arabic kaf and yeh
}

void Clerk::row(std::vector<std::string> cells)
{
    Feature feature;
    for (std::string& cell : cells)
        feature.values.emplace_back(std::move(cell));
    sink_.write(feature);
    ++report_.permits;
}

void Clerk::write(const Plot& plot, const PlotPermit& permit, const std::string& others, Random& r)
{
    const bool licence = permit.status == "issued" && !permit.completed;
    std::string floors = std::to_string(permit.floors), height = text::fixed(permit.height_m, 1);
    std::string footprint = permit.footprint_m2 > 0 ? text::fixed(permit.footprint_m2, 1) : "",
                total = permit.total_area_m2 > 0 ? text::fixed(permit.total_area_m2, 1) : "";
    if (permit.floors == 0)
        floors = height = "";
    if (dirt(r, "height_in_centimetres") && permit.height_m > 0)
        height = text::fixed(permit.height_m * 100, 0);
    if (dirt(r, "number_persian_digits"))
        footprint = text::persian_digits(footprint);
    if (dirt(r, "number_slash_decimal") && !footprint.empty())
        std::replace(footprint.begin(), footprint.end(), '.', '/');
    if (dirt(r, "total_area_zero"))
        total = "0";
    const auto completed = permit.completed && dirt(r, "completed_before_issue", 0.25)
                               ? std::optional(permit.issued - 40)
                               : permit.completed;

    char permit_no[32];
    std::snprintf(permit_no, sizeof permit_no, "%d-%06lld", to_jalali(Date::from_day_number(permit.issued)).year,
                  static_cast<long long>(report_.permits + 1));
    std::vector<std::string> cells{permit_no,
                                   code(plot, r),
                                   date(permit.issued, r, false),
                                   date(permit.valid_to, r, licence && *permit.valid_to > target_.city.after()),
                                   date(permit.started, r, false),
                                   date(completed, r, false),
                                   floors,
                                   height,
                                   footprint,
                                   total,
                                   use(permit, r),
                                   permit.kind,
                                   permit.status,
                                   others};
    row(cells);
    if (permit.kind == "new" && dirt(r, "permit_reissued")) {
        cells[2] = date(permit.issued + 20, r, false);
        cells[11] = "duplicate";
        row(cells);
    }
}

void Clerk::write_stray(Random& r)
{
    const int day = target_.city.before() - r.integer(-200, 2000);
    RenovationCode nowhere;
    nowhere.part = {1 + r.integer(0, 3), 900 + r.integer(0, 60), r.integer(1, 400), r.integer(1, 90), 0, 0, 0};
    ++report_.dirt["permit_without_parcel"];
    char permit_no[32];
    std::snprintf(permit_no, sizeof permit_no, "%d-%06lld", to_jalali(Date::from_day_number(day)).year,
                  static_cast<long long>(report_.permits + 1));
    row({permit_no, nowhere.text(), to_jalali(Date::from_day_number(day)).text(),
         to_jalali(Date::from_day_number(day + 1095)).text(), "", "", "2", "7.8", "120.0", "240.0", "residential",
         "new", "issued", ""});
}

} // namespace

void write_permits(const DataAccess& data, const Target& target, const RunOptions& run, SimulateReport& report)
{
    const auto sink = data.create_features(target.folder + "permits.csv", "CSV");
    LayerSpec layer{"permits", {}, {}, LayerSpec::Kind::None};
    for (const char* name : {"permit_no", "parcel_id", "issued", "valid_to", "started", "completed", "floors",
                             "height_m", "footprint_m2", "total_area_m2", "use", "kind", "status", "other_parcels"})
        layer.fields.push_back({name, FieldType::Text});
    sink->begin_layer(layer);
    Clerk clerk(*sink, target, report);
    each_block(target, run, "permits", [&](const simulate::Block& block) {
        for (std::size_t k = 0; k < block.plots.size(); ++k) {
            const Plot& plot = block.plots[k];
            if (!plot.registered)
                continue;
            Random r(target.city.options().seed, Purpose::Permit, block.at.i, block.at.j, static_cast<int>(k));
            const std::string others = plot.merged ? block.plots[k + 1].code.text() : "";
            for (const PlotPermit& permit : plot.permits)
                clerk.write(plot, permit, others, r);
            if (r.chance(0.25 * target.city.options().preset.dirty_share))
                clerk.write_stray(r);
        }
    });
    sink->finish();
}

} // namespace didban::simulate_files
