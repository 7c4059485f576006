// The parcel service on a city of PARCELS plots and RULES rules: parcel_service_bench FOLDER [PARCELS 500000] [RULES
// 300] Writes an invented city into FOLDER (kept for the next run), then prints one JSON object: open, single answers,
// two threads, memory. rules_for: parcels at random over the city, whose data the processor has to fetch; again: the
// same parcel at once a second time. Figures with "cpu" are in processor time, which other work on the machine disturbs
// less: scaling_cpu is what two free processors would give.
#include "didban/base/error.h"
#include "didban/gdal/gdal_data_access.h"
#include "didban/parcel_service.h"

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

namespace {

using namespace didban;
using Clock = std::chrono::steady_clock;

constexpr double x0 = 500'000, y0 = 4'260'000;
constexpr double plot_w = 12, plot_d = 22, street_w = 10;
constexpr int plots_per_row = 20, rows_per_block = 2;

double cpu_seconds(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double seconds_since(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Blocks of 2 × 20 plots between streets, as many as are needed, in a square.
struct Layout {
    explicit Layout(int parcels)
        : blocks((parcels + plots_per_row * rows_per_block - 1) / (plots_per_row * rows_per_block)),
          columns(static_cast<int>(std::ceil(std::sqrt(blocks / 5.0))))
    {
    }
    int blocks, columns;
    [[nodiscard]] double left(int block) const { return x0 + block % columns * (plots_per_row * plot_w + street_w); }
    [[nodiscard]] double bottom(int block) const { return y0 + block / columns * (rows_per_block * plot_d + street_w); }
};

MultiPolygon rectangle(double x, double y, double w, double h)
{
    return {{{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}, {}}}};
}

std::string parcel_id(int block, int plot)
{
    return std::to_string(block % 15 + 1) + "-" + std::to_string(block / 15 % 30 + 1) + "-" + std::to_string(block) +
           "-" + std::to_string(plot + 1) + "-0-0-0";
}

void write_city(const std::string& folder, int parcels, int rules)
{
    const GdalDataAccess data;
    const Crs crs = Crs::parse("EPSG:32638");
    const Layout layout(parcels);
    using enum FieldType;
    const auto cadastre = data.create_features(folder + "/cadastre.gpkg", "GPKG");
    cadastre->begin_layer({"parcels", crs, {{"parcel_id", Text}, {"district", Text}}, LayerSpec::Kind::MultiPolygon});
    std::ofstream permits(folder + "/permits.csv");
    permits << "permit_no,parcel_id,issued,valid_to,completed,floors,footprint_m2,total_area_m2,use,kind,status\n";
    int written = 0;
    for (int b = 0; b < layout.blocks; ++b)
        for (int p = 0; p < plots_per_row * rows_per_block && written < parcels; ++p, ++written) {
            Feature f;
            f.fid = written + 1;
            f.values = {parcel_id(b, p), std::to_string(b % 15 + 1)};
            f.geometry.polygons = rectangle(layout.left(b) + p % plots_per_row * plot_w,
                                            layout.bottom(b) + p / plots_per_row * plot_d, plot_w, plot_d);
            f.geometry.null = false;
            cadastre->write(f);
            if (written % 10 == 0)
                permits << "P" << written << "," << parcel_id(b, p)
                        << ",1398/05/01,1401/05/01,1400/02/01,3,150,450,residential,new,completed\n";
        }
    cadastre->finish();

    const auto plan = data.create_features(folder + "/plan.gpkg", "GPKG");
    plan->begin_layer({"zones",
                       crs,
                       {{"zone_id", Text},
                        {"zone", Text},
                        {"district", Text},
                        {"use_approved", Text},
                        {"use_permitted", Text},
                        {"use_governing", Text}},
                       LayerSpec::Kind::MultiPolygon});
    for (int b = 0; b < layout.blocks; ++b) {
        Feature f;
        f.fid = b + 1;
        f.values = {"Z" + std::to_string(b),
                    "R" + std::to_string(b % 12),
                    std::to_string(b % 15 + 1),
                    "residential",
                    "residential",
                    "residential"};
        f.geometry.polygons =
            rectangle(layout.left(b), layout.bottom(b), plots_per_row * plot_w, rows_per_block * plot_d);
        f.geometry.null = false;
        plan->write(f);
    }
    plan->begin_layer({"overlays",
                       crs,
                       {{"overlay_id", Text},
                        {"kind", Text},
                        {"degree", Text},
                        {"name", Text},
                        {"document", Text},
                        {"article", Text},
                        {"valid_from", Text},
                        {"valid_to", Text}},
                       LayerSpec::Kind::MultiPolygon});
    for (int b = 0; b < layout.blocks; b += 25) {
        Feature f;
        f.fid = b + 1;
        f.values = {"O" + std::to_string(b),   std::string(b % 2 ? "qanat" : "heritage"),
                    std::string("1"),          std::string("invented"),
                    std::string("register"),   std::string("1"),
                    std::string("2010-01-01"), FieldValue()};
        f.geometry.polygons = rectangle(layout.left(b) + 30, layout.bottom(b) + 5, 60, 25);
        f.geometry.null = false;
        plan->write(f);
    }
    plan->begin_layer(
        {"streets",
         crs,
         {{"street_id", Text}, {"name", Text}, {"width_m", Real}, {"plan_width_m", Real}, {"class", Text}},
         LayerSpec::Kind::MultiLineString});
    for (int b = 0; b < layout.blocks; ++b) {
        Feature f;
        f.fid = b + 1;
        f.values = {"S" + std::to_string(b), std::string("invented"), street_w, b % 20 == 0 ? street_w + 2 : street_w,
                    std::string("local")};
        const double x = layout.left(b), y = layout.bottom(b) - street_w / 2;
        f.geometry.lines = {{{x - street_w, y}, {x + plots_per_row * plot_w, y}}};
        f.geometry.null = false;
        plan->write(f);
    }
    plan->begin_layer({"jurisdiction",
                       crs,
                       {{"kind", Text}, {"valid_from", Text}, {"valid_to", Text}},
                       LayerSpec::Kind::MultiPolygon});
    Feature city;
    city.fid = 1;
    city.values = {std::string("city"), std::string("2000-01-01"), FieldValue()};
    city.geometry.polygons = rectangle(x0 - 1000, y0 - 1000, 1e5, 1e5);
    city.geometry.null = false;
    plan->write(city);
    plan->finish();

    std::ofstream toml(folder + "/rules.toml");
    toml << "[plan]\nid = \"bench\"\n";
    const auto rule = [&](int n, const std::string& applies, const std::string& effect) {
        toml << "[[rule]]\nid = \"rule-" << n
             << "\"\nlevel = \"DETAILED\"\nsource = { document = \"Booklet\", article = \"" << n
             << "\", page = " << n % 90 + 1 << " }\nvalid_from = 2010-01-01\napplies = { " << applies
             << " }\neffect = { " << effect << " }\n";
    };
    const double bands[] = {0, 8, 10, 12, 16, 24, 36, 60};
    for (int n = 0; n < rules; ++n) {
        const int zone = n % 12, band = n / 12 % 7, kind = n / 84;
        const std::string applies = "zone = [\"R" + std::to_string(zone) + "\"], " +
                                    (kind % 2 ? "plot_area_m2" : "passage_width_m") + " = [" +
                                    std::to_string(bands[band] * (kind % 2 ? 20 : 1)) + ", " +
                                    std::to_string(bands[band + 1] * (kind % 2 ? 20 : 1)) + "]";
        if (kind < 2)
            rule(n, applies,
                 "quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = " + std::to_string(2 + band) +
                     ", unit = \"floors\"");
        else if (kind == 2)
            rule(n, applies, "quantity = \"coverage\", combinator = \"RESTRICT_MAX\", value = 60, unit = \"percent\"");
        else
            rule(n, "overlay = \"heritage\", overlay_id = \"O" + std::to_string(n) + "\"",
                 "quantity = \"height\", combinator = \"RESTRICT_MAX\", value = 5, unit = \"m\"");
    }
    std::ofstream(folder + "/city.toml")
        << "[city]\nname = \"Bench\"\ncrs = \"EPSG:32638\"\n[cadastre]\nsource = \"cadastre.gpkg\"\nlayer = "
           "\"parcels\"\nfields = { id = \"parcel_id\", district = \"district\" }\n"
           "[permits]\nsource = \"permits.csv\"\ncalendar = \"jalali\"\nfields = { id = \"permit_no\", parcel = "
           "\"parcel_id\", issued = \"issued\", valid_to = \"valid_to\", completed = "
           "\"completed\", floors = \"floors\", footprint_m2 = \"footprint_m2\", total_area_m2 = \"total_area_m2\", "
           "use = \"use\", kind = \"kind\", status = \"status\" }\n"
           "[plan]\nsource = \"plan.gpkg\"\nrules = \"rules.toml\"\n";
}

/// Answers per second by the clock, and per second of processor time that the threads got.
struct Throughput {
    double per_second, per_cpu_second;
};

Throughput throughput(const ParcelService& service, const std::vector<std::string>& ids, int threads)
{
    std::atomic<std::int64_t> answers{0};
    const auto start = Clock::now();
    const double cpu_start = cpu_seconds(CLOCK_PROCESS_CPUTIME_ID);
    {
        std::vector<std::jthread> workers;
        for (int t = 0; t < threads; ++t)
            workers.emplace_back([&, t] {
                std::mt19937 random(static_cast<unsigned>(t));
                std::int64_t done = 0;
                while (seconds_since(start) < 3)
                    for (int k = 0; k < 200; ++k, ++done)
                        (void)service.rules_for(ids[random() % ids.size()], Date{2025, 1, 1});
                answers += done;
            });
    }
    const auto done = static_cast<double>(answers);
    return {done / seconds_since(start), done / (cpu_seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_start)};
}

double percentile(const std::vector<double>& sorted, std::size_t of_100)
{
    return sorted[sorted.size() * of_100 / 100];
}

} // namespace

int main(int argc, char** argv)
try {
    if (argc < 2) {
        std::fprintf(stderr, "usage: parcel_service_bench FOLDER [PARCELS] [RULES]\n");
        return 2;
    }
    const std::string folder = argv[1];
    const int parcels = argc > 2 ? std::atoi(argv[2]) : 500'000, rules = argc > 3 ? std::atoi(argv[3]) : 300;
    std::filesystem::create_directories(folder);
    if (!std::filesystem::exists(folder + "/city.toml"))
        write_city(folder, parcels, rules);
    const auto start = Clock::now();
    const double cpu_start = cpu_seconds(CLOCK_PROCESS_CPUTIME_ID);
    const ParcelService service = ParcelService::open(folder);
    const double open_s = seconds_since(start), open_cpu_s = cpu_seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_start;
    const std::vector<std::string> ids = service.ids();
    std::mt19937 random(1);
    std::vector<double> us, again_us;
    const auto time_one = [&](const std::string& id) {
        const auto asked = Clock::now();
        const auto answer = service.rules_for(id, Date{2025, 1, 1});
        return seconds_since(asked) * 1e6;
    };
    for (int i = 0; i < 220'000; ++i) {
        const std::string& id = ids[random() % ids.size()];
        const double first = time_one(id), again = time_one(id);
        if (i >= 20'000) {
            us.push_back(first);
            again_us.push_back(again);
        }
    }
    std::sort(us.begin(), us.end());
    std::sort(again_us.begin(), again_us.end());
    const Throughput one = throughput(service, ids, 1), two = throughput(service, ids, 2);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("{\"parcels\": %zu, \"rules\": %d, \"open_s\": %.2f, \"open_cpu_s\": %.2f, \"rules_for_p50_us\": %.1f, "
                "\"rules_for_p99_us\": %.1f, \"again_p50_us\": %.1f, \"again_p99_us\": %.1f, "
                "\"per_second_1_thread\": %.0f, \"per_second_2_threads\": %.0f, \"scaling\": %.2f, "
                "\"scaling_cpu\": %.2f, \"peak_mb\": %.0f}\n",
                ids.size(), rules, open_s, open_cpu_s, percentile(us, 50), percentile(us, 99), percentile(again_us, 50),
                percentile(again_us, 99), one.per_second, two.per_second, two.per_second / one.per_second,
                2 * two.per_cpu_second / one.per_cpu_second, static_cast<double>(usage.ru_maxrss) / 1024);
    return 0;
} catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
}
