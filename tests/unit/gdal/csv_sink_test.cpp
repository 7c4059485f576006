#include "didban/base/plain_text.h"
#include "didban/gdal/gdal_data_access.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <fstream>
#include <random>
#include <sstream>

using namespace didban;
using didban::test::TemporaryFolder;

namespace {

using Rows = std::vector<Feature>;

std::string text_of(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

OGRGeometry* to_gdal(const Ring& ring)
{
    auto closed = std::make_unique<OGRLinearRing>();
    for (const Point& p : ring)
        closed->addPoint(p.x, p.y);
    closed->closeRings();
    auto polygon = std::make_unique<OGRPolygon>();
    polygon->addRingDirectly(closed.release());
    auto shape = std::make_unique<OGRMultiPolygon>();
    shape->addGeometryDirectly(polygon.release());
    return shape.release();
}

/// The same table by GDAL's own driver.
void write_by_gdal(const std::string& path, const LayerSpec& spec, const Rows& rows)
{
    const GDALDatasetUniquePtr file(
        GetGDALDriverManager()->GetDriverByName("CSV")->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    const bool shapes = spec.kind == LayerSpec::Kind::MultiPolygon;
    const char* const options[] = {"LINEFORMAT=LF", shapes ? "GEOMETRY=AS_WKT" : nullptr, nullptr};
    OGRLayer* const layer =
        file->CreateLayer("t", nullptr, shapes ? wkbMultiPolygon : wkbNone, const_cast<char**>(options));
    for (const FieldSpec& field : spec.fields) {
        OGRFieldDefn column(field.name.c_str(), field.type == FieldType::Real      ? OFTReal
                                                : field.type == FieldType::Integer ? OFTInteger64
                                                : field.type == FieldType::Date    ? OFTDate
                                                                                   : OFTString);
        ASSERT_EQ(layer->CreateField(&column), OGRERR_NONE);
    }
    for (const Feature& feature : rows) {
        const std::vector<FieldValue>& cells = feature.values;
        OGRFeature row(layer->GetLayerDefn());
        if (!feature.geometry.null)
            row.SetGeometryDirectly(to_gdal(feature.geometry.polygons.parts.front().outer));
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const int column = static_cast<int>(i);
            if (const auto* whole = std::get_if<std::int64_t>(&cells[i]))
                row.SetField(column, static_cast<GIntBig>(*whole));
            else if (const auto* number = std::get_if<double>(&cells[i]))
                row.SetField(column, *number);
            else if (const auto* text = std::get_if<std::string>(&cells[i]);
                     text != nullptr && (!text->empty() || spec.fields[i].type == FieldType::Text))
                row.SetField(column, text::for_spreadsheet(*text).c_str());
            else
                row.SetFieldNull(column);
        }
        ASSERT_EQ(layer->CreateFeature(&row), OGRERR_NONE);
    }
}

double drawn_number(std::mt19937_64& random)
{
    const auto whole = [&](int most) { return std::uniform_int_distribution<int>(-most, most)(random); };
    switch (random() % 4) {
    case 0:
        return whole(70000);
    case 1:
        return std::ldexp(std::uniform_real_distribution<double>(-1, 1)(random), whole(1000));
    case 2:
        return whole(1000000) / 1000.0;
    default:
        return std::uniform_real_distribution<double>(-100, 100)(random);
    }
}

FieldValue drawn_cell(std::mt19937_64& random, FieldType type)
{
    static const std::vector<std::string> texts{"",     "پلاک ۱۲", "12",   "1.5",   " 12", "a,b",        "q\"q",
                                                "l\nl", " s ",     "t\tt", "s;s",   "1e5", "inf",        "=1+1",
                                                "-",    "+1",      "1 ",   "1-2-3", "'",   "2025-03-21", "xx"};
    switch (random() % 5) {
    case 0:
        return {};
    case 1:
        return texts[random() % texts.size()];
    default:
        break;
    }
    switch (type) {
    case FieldType::Integer:
        return static_cast<std::int64_t>(random());
    case FieldType::Real:
        return random() % 8 == 0 ? FieldValue(static_cast<std::int64_t>(random() % 1000))
                                 : FieldValue(drawn_number(random));
    case FieldType::Date:
        return std::string("1999-12-31");
    case FieldType::Text:
        break;
    }
    return random() % 3 == 0 ? FieldValue(drawn_number(random)) : FieldValue(texts[random() % texts.size()]);
}

class CsvLaw : public testing::TestWithParam<unsigned> {};

TEST_P(CsvLaw, SameBytesAsTheDriverOfGdal)
{
    std::mt19937_64 random(GetParam());
    constexpr FieldType types[] = {FieldType::Text, FieldType::Integer, FieldType::Real, FieldType::Date};
    const std::vector<std::string> names{"id", "مساحت", "x,y", "q\"", " z", "12", "a b", "mean"};
    LayerSpec spec{"t", {}, {}, LayerSpec::Kind::None};
    for (std::size_t i = 0; i < (GetParam() % 4 == 0 ? 1 : 1 + random() % names.size()); ++i)
        spec.fields.push_back({names[(i + GetParam()) % names.size()], types[random() % 4]});
    if (GetParam() % 5 == 0)
        spec.kind = LayerSpec::Kind::MultiPolygon;
    Rows rows(random() % 300);
    for (Feature& row : rows) {
        for (const FieldSpec& field : spec.fields)
            row.values.push_back(drawn_cell(random, field.type));
        row.geometry.null = spec.kind == LayerSpec::Kind::None || random() % 4 == 0;
        if (const double x = drawn_number(random); !row.geometry.null)
            row.geometry.polygons.parts = {{{{x, 0}, {x + 1 + std::abs(x), 0.5}, {x, 1e6}}, {}}};
    }

    const TemporaryFolder folder;
    const GdalDataAccess data;
    const auto sink = data.create_features((folder.path() / "ours.csv").string(), "CSV");
    sink->begin_layer(spec);
    for (const Feature& row : rows)
        sink->write(row);
    sink->finish();
    CPLPushErrorHandler(CPLQuietErrorHandler);
    write_by_gdal((folder.path() / "theirs.csv").string(), spec, rows);
    CPLPopErrorHandler();
    EXPECT_EQ(text_of(folder.path() / "ours.csv"), text_of(folder.path() / "theirs.csv"));
}

INSTANTIATE_TEST_SUITE_P(Seeds, CsvLaw, testing::Range(1U, 41U));

} // namespace
