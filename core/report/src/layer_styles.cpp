#include "layer_styles.h"
#include "verdict_words.h"

#include <string>
#include <vector>

namespace didban::report {

namespace {

struct Class {
    std::string value, label;
    std::string colour; ///< "red,green,blue,alpha", 0 to 255
};

std::vector<Class> classes_of_verdicts()
{
    std::vector<Class> all;
    for (const VerdictWords& v : verdict_words)
        all.push_back({v.verdict, std::string(v.en) + " / " + v.fa, v.fill});
    return all;
}

const std::vector<Class> verdicts = classes_of_verdicts();
// Colours that people with red-green blindness can tell apart (Okabe & Ito 2008).
const std::vector<Class> kinds{{"new", "new building / بنای جدید", "213,94,0,120"},
                               {"extended", "extended / توسعه", "230,159,0,120"},
                               {"heightened", "heightened / افزایش طبقه", "204,121,167,120"},
                               {"groundwork", "groundwork / گودبرداری", "150,100,50,120"},
                               {"demolished", "demolished / تخریب", "0,114,178,120"}};

const std::vector<Class> swept{{"no_record", "no record / بی‌سابقه", "213,94,0,150"},
                               {"exceeds_record", "exceeds records / بیش از سابقه", "230,159,0,150"},
                               {"unknown", "unknown / نامشخص", "240,228,66,150"},
                               {"permitted", "permitted / دارای پروانه", "0,158,115,130"},
                               {"recorded", "recorded / ثبت‌شده", "86,180,233,130"},
                               {"nothing_stands", "nothing stands / بدون بنا", "255,255,255,0"},
                               {"not_seen", "not seen / دیده‌نشده", "120,120,120,130"}};

/// Columns as people call them.
struct Alias {
    const char *column, *name;
};
const std::vector<Alias> aliases{{"priority", "اولویت / priority"},
                                 {"case_id", "پرونده / case"},
                                 {"case_ids", "پرونده‌ها / cases"},
                                 {"parcel_id", "ملک / parcel"},
                                 {"district", "ناحیه / district"},
                                 {"state", "وضعیت / state"},
                                 {"verdict", "نتیجه / verdict"},
                                 {"violations", "تخلف‌ها / violations"},
                                 {"change", "نوع تغییر / change"},
                                 {"stage", "مرحله / stage"},
                                 {"number", "شماره / number"},
                                 {"area_m2", "مساحت / area, m²"},
                                 {"area_sigma_m2", "خطای مساحت / area, sigma, m²"},
                                 {"height_m", "ارتفاع / height, m"},
                                 {"height_sigma_m", "خطای ارتفاع / height, sigma, m"},
                                 {"not_before", "پس از / not before"},
                                 {"not_after", "تا / not after"},
                                 {"confidence", "اطمینان / confidence"},
                                 {"probability", "احتمال / probability"},
                                 {"parcel_probability", "احتمال در ملک / probability on the parcel"},
                                 {"permit_id", "پروانه / permit"},
                                 {"permit_status", "وضع پروانه / state of the permit"},
                                 {"address", "نشانی / address"},
                                 {"step", "آخرین گام / last step"},
                                 {"due", "مهلت / due"},
                                 {"rules", "ضوابط / rules"},
                                 {"reason_en", "شرح انگلیسی / reason, English"},
                                 {"reason_fa", "شرح فارسی / reason, Persian"},
                                 {"evidence", "مدارک / evidence"},
                                 {"observed_share", "سهم دیده‌شده / share seen"},
                                 {"changed_m2", "مساحت تغییر / changed, m²"},
                                 {"change_probability", "احتمال تغییر / probability of a change"},
                                 {"zone", "پهنه / zone"},
                                 {"max_height_m", "ارتفاع مجاز / height allowed, m"},
                                 {"max_floors", "طبقات مجاز / floors allowed"},
                                 {"max_coverage", "سطح اشغال مجاز / coverage allowed"},
                                 {"max_far", "تراکم مجاز / floor area ratio allowed"},
                                 {"building_id", "بنا / building"},
                                 {"buildings", "بناها / buildings"},
                                 {"floors", "طبقات / floors"},
                                 {"recorded_m2", "ثبت‌شده / recorded, m²"},
                                 {"unrecorded_m2", "ثبت‌نشده / not recorded, m²"},
                                 {"standing_m2", "سطح بنا / built on, m²"},
                                 {"permit_ids", "پروانه‌ها / permits"}};

std::string alias_list()
{
    std::string out;
    for (const Alias& a : aliases)
        out += "<alias field=\"" + std::string(a.column) + "\" name=\"" + a.name + "\"/>";
    return "<aliases>" + out + "</aliases>";
}

std::string option(const char* name, const std::string& value)
{
    return "<Option name=\"" + std::string(name) + "\" type=\"QString\" value=\"" + value + "\"/>";
}

/// One colour per value of a column.
std::string look(const char* column, const std::vector<Class>& classes, const char* line_mm)
{
    std::string categories, symbols;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const std::string number = std::to_string(i);
        categories += "<category render=\"true\" symbol=\"" + number + "\" value=\"" + classes[i].value +
                      "\" label=\"" + classes[i].label + "\" type=\"string\"/>";
        symbols += "<symbol type=\"fill\" name=\"" + number +
                   "\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\"><layer class=\"SimpleFill\" enabled=\"1\" "
                   "locked=\"0\" pass=\"0\"><Option type=\"Map\">" +
                   option("color", classes[i].colour) + option("style", "solid") +
                   option("outline_color", "40,40,40,255") + option("outline_style", "solid") +
                   option("outline_width", line_mm) + option("outline_width_unit", "MM") + "</Option></layer></symbol>";
    }
    return "<renderer-v2 type=\"categorizedSymbol\" attr=\"" + std::string(column) +
           "\" forceraster=\"0\" symbollevels=\"0\" enableorderby=\"0\"><categories>" + categories +
           "</categories><symbols>" + symbols + "</symbols></renderer-v2>" + alias_list();
}

} // namespace

std::string layer_look(std::string_view layer)
{
    return layer == "changes"   ? look("change", kinds, "0.3")
           : layer == "parcels" ? look("verdict", verdicts, "0.15")
                                : look("verdict", verdicts, "0.5");
}

namespace {

/// A layer, what its style is about, and the look as QGIS writes it.
struct Style {
    std::string layer, about, look;
};

void write_style_table(FeatureSink& sink, const std::vector<Style>& styles)
{
    using enum FieldType;
    sink.begin_layer({"layer_styles",
                      Crs(),
                      {{"f_table_catalog", Text},
                       {"f_table_schema", Text},
                       {"f_table_name", Text},
                       {"f_geometry_column", Text},
                       {"styleName", Text},
                       {"styleQML", Text},
                       {"styleSLD", Text},
                       {"useAsDefault", Integer},
                       {"description", Text},
                       {"owner", Text},
                       {"ui", Text},
                       {"update_time", Text}},
                      LayerSpec::Kind::None});
    for (const Style& s : styles) {
        const std::string style = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'><qgis version=\"3.22.0\" "
                                  "styleCategories=\"Symbology|Fields\">" +
                                  s.look + "</qgis>";
        Feature f;
        f.values = {"",
                    "",
                    s.layer,
                    "geom",
                    "didban " + s.layer,
                    style,
                    "",
                    std::int64_t{1},
                    s.about,
                    "",
                    "",
                    "2000-01-01T00:00:00.000Z"};
        sink.write(f);
    }
}

} // namespace

void write_styles(FeatureSink& sink)
{
    write_style_table(sink, {{"findings", "findings by verdict", layer_look("findings")},
                             {"parcels", "parcels by verdict", layer_look("parcels")},
                             {"changes", "change objects by kind", layer_look("changes")}});
}

void write_sweep_styles(FeatureSink& sink)
{
    write_style_table(sink, {{"buildings", "buildings by what records know of them", look("verdict", swept, "0.5")},
                             {"parcels", "parcels by the gravest of their buildings", look("verdict", swept, "0.15")}});
}

} // namespace didban::report
