// page_bench COUNT OUT.html: report.html for COUNT invented findings on as many parcels over an invented image; prints
// seconds. tests/bench/report/page.sh makes the table of it and of what a browser needs to open it.
#include "didban/report/report_page.h"
#include "invented_rule.h"
#include "noise.h"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>

using namespace didban;

namespace {

MultiPolygon box(double x, double y, double w, double h)
{
    return {{{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}, {}}}};
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3)
        return 2;
    const auto count = static_cast<std::size_t>(std::atol(argv[1]));
    const auto across = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(count))));
    std::mt19937 random(7);
    const auto uniform = [&] { return static_cast<double>(random()) / 4294967296.0; };
    std::vector<Finding> findings(count);
    std::vector<Parcel> parcels(count);
    std::vector<ParcelVerdict> verdicts(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double x = 500000 + 22.0 * static_cast<double>(i % across);
        const double y = 4267000 + 18.0 * static_cast<double>(i / across);
        Parcel& p = parcels[i];
        p.id = "7-" + std::to_string(i / 1000) + "-" + std::to_string(i % 1000) + "-0-0-0";
        p.shape = box(x, y, 20, 16);
        Finding& f = findings[i];
        f.case_id = "C" + std::to_string(100000000000 + i * 7919);
        f.parcel_id = p.id;
        f.district = std::to_string(1 + i % 12);
        f.verdict = std::array{Verdict::Suspected, Verdict::Unclear, Verdict::Authorized, Verdict::Exempt}[i % 4];
        if (f.verdict == Verdict::Suspected)
            f.violations = {i % 8 == 0 ? "V100" : "V112"};
        f.shape = box(x + 2, y + 2, 6 + 8 * uniform(), 6 + 6 * uniform());
        f.area_m2 = planar_area(f.shape);
        f.area_sigma_m2 = 4;
        f.not_before = {2024, 5, 1};
        f.not_after = Date::from_day_number(Date{2024, 6, 1}.day_number() + static_cast<int>(i % 12) * 30);
        f.confidence = uniform();
        f.parcel_probability = 0.9;
        f.priority = static_cast<int>(i) + 1;
        f.permit_id = "P-" + std::to_string(140000 + i);
        f.permit_status = "valid";
        f.rules = {invented_rule()};
        const std::string area = std::to_string(std::lround(f.area_m2));
        f.reason_en =
            "Between 1403/02/12 (2024-05-01) and 1404/02/11 (2025-05-01) a new building of about " + area +
            " m² appeared on parcel " + p.id + ", permit " + *f.permit_id +
            " is in force; suspected: site coverage above the limit (V112), site coverage 71.0 ± 4.0 of 60.0 % "
            "allowed, more than the uncertainty (detailed plan, art. 4-1).";
        f.reason_fa = "بین ۱۴۰۳/۰۲/۱۲ و ۱۴۰۴/۰۲/۱۱، بنای جدید به مساحت حدود " + area + " مترمربع در ملک " + p.id +
                      " دیده شد؛ پروانهٔ " + *f.permit_id +
                      " معتبر است؛ مظنون به مازاد بر سطح اشغال (V112)، سطح اشغال ۷۱٫۰ از ۶۰٫۰ درصد مجاز.";
        verdicts[i].parcel = i;
        verdicts[i].verdict = f.verdict;
    }
    CaseEvent seen;
    seen.on = "2025-05-01";
    seen.event = "detected";
    const std::vector<report::CaseStory> stories(count, {"Street 7", "", {}, {seen}});
    const CaseRules rules;
    const auto size = static_cast<std::int64_t>(22.0 * static_cast<double>(across) / 0.5) + 64;
    const Noise before(size, 1), after(size, 2);
    const report::ReportImages images{{before, {1, 2, 3}, {2024, 5, 1}}, {after, {1, 2, 3}, {2025, 5, 1}}, 12'000'000};
    const Crs crs = Crs::parse("EPSG:32638");
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t cpu = std::clock();
    report::write_report_page(argv[2], {"Bench",
                                        "سنجش",
                                        Calendar::Jalali,
                                        {"fa", "en"},
                                        {{2024, 5, 1}, {2025, 5, 1}},
                                        "0",
                                        findings,
                                        stories,
                                        rules,
                                        parcels,
                                        verdicts,
                                        crs,
                                        &images});
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::printf("%.1f s (%.1f CPU-s)\n", took.count(), static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC);
}
