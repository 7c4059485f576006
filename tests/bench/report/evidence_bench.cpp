// evidence_bench FOLDER [TIMES 50]: writes the evidence of one invented case so often below FOLDER and prints the
// processor time of one, with sheet.pdf and, where FONTCONFIG_FILE names a file without fonts, without it.
#include "didban/report/case_evidence.h"
#include "invented_rule.h"
#include "noise.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>

using namespace didban;

namespace {

MultiPolygon box(double x, double y, double w, double h)
{
    return {{{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}, {}}}};
}

Finding invented()
{
    Finding f;
    f.case_id = "C202500000001";
    f.parcel_id = "7-12-104-3-0-0-0";
    f.district = "7";
    f.verdict = Verdict::Suspected;
    f.violations = {"V112"};
    f.shape = box(500060, 4267060, 14, 11);
    f.area_m2 = 154;
    f.area_sigma_m2 = 4;
    f.not_before = {2024, 5, 1};
    f.not_after = {2025, 5, 1};
    f.confidence = 0.8;
    f.permit_id = "P-140021";
    f.permit_status = "valid";
    f.rules = {invented_rule()};
    f.reason_en =
        "Between 1403/02/12 (2024-05-01) and 1404/02/11 (2025-05-01) a new building of about 154 m² appeared on "
        "parcel 7-12-104-3-0-0-0, permit P-140021 is in force; suspected: site coverage above the limit (V112).";
    f.reason_fa = "بین ۱۴۰۳/۰۲/۱۲ و ۱۴۰۴/۰۲/۱۱، بنای جدید به مساحت حدود ۱۵۴ مترمربع در ملک ۷-۱۲-۱۰۴-۳ دیده شد؛ پروانهٔ "
                  "P-140021 معتبر است؛ مظنون به مازاد بر سطح اشغال (V112).";
    return f;
}

} // namespace

int main(int argc, char** argv)
{
    const int times = argc > 2 ? std::atoi(argv[2]) : 50;
    if (argc < 2 || times < 1) {
        std::fprintf(stderr, "usage: evidence_bench FOLDER [TIMES]\n");
        return 2;
    }
    const std::filesystem::path folder = argv[1];
    const Noise before(2000, 1), after(2000, 2);
    const report::ReportImages images{{before, {1, 2, 3}, {2024, 5, 1}}, {after, {1, 2, 3}, {2025, 5, 1}}, 0};
    const CaseRules rules;
    const std::vector<report::Evidence> sources{{"before", "s1", std::string(64, '7')},
                                                {"after", "s2", std::string(64, '8')}};
    const report::EvidenceContext context{
        images, report::common_stretch(images.before, images.after), {}, rules, "Bench", "سنجش", sources};
    CaseEvent seen;
    seen.on = "2025-05-01";
    seen.event = "detected";
    const report::CaseStory story{"Street 7", "", {}, {seen}};
    const Finding finding = invented();
    const MultiPolygon parcel = box(500055, 4267055, 24, 18);
    const auto place = [&](const std::string& name) {
        const std::filesystem::path path = folder / name;
        std::filesystem::create_directories(path.parent_path());
        return path.string();
    };
    std::size_t files = report::write_case_evidence(finding, story, &parcel, context, place).size(); // reads the fonts
    const std::clock_t start = std::clock();
    for (int i = 0; i < times; ++i)
        files = report::write_case_evidence(finding, story, &parcel, context, place).size();
    std::printf("%zu files, %.1f CPU-ms each\n", files,
                1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / times);
}
