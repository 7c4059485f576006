#include "csv_sink.h"

#include "didban/base/error.h"
#include "didban/base/plain_text.h"
#include "didban/base/text.h"
#include "error_scope.h"
#include "feature_rows.h"
#include "geometry_writer.h"
#include "output_folder.h"

#include <cpl_conv.h>
#include <cpl_string.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <set>

namespace didban::gdal {

namespace {

constexpr std::size_t bytes_at_once = 1U << 20U;

struct FileClose {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};
struct DefinitionRelease {
    void operator()(OGRFeatureDefn* definition) const noexcept { definition->Release(); }
};
struct EscapedFree {
    void operator()(char* text) const noexcept { CPLFree(text); }
};

std::string escaped(const char* text, int how)
{
    const std::unique_ptr<char, EscapedFree> out(CPLEscapeString(text, -1, how));
    return out.get();
}

void append_number(std::string& out, double number)
{
    constexpr int digits = 15;
    constexpr double beyond_digits = 1e15;
    std::array<char, 32> text{};
    char* const end = text.data() + text.size();
    const bool whole = std::abs(number) < beyond_digits && number == std::trunc(number) && !std::signbit(number);
    const auto written = whole ? std::to_chars(text.data(), end, static_cast<std::int64_t>(number)) // much faster
                               : std::to_chars(text.data(), end, number, std::chars_format::general, digits);
    out.append(text.data(), written.ptr);
}

class CsvSink : public FeatureSink {
public:
    explicit CsvSink(std::string path)
        : path_(std::move(path)), folder_(path_), file_(std::fopen(folder_.file().c_str(), "wb"))
    {
        if (!file_)
            fail();
    }

    void begin_layer(const LayerSpec& spec) override
    {
        if (row_)
            throw Error(ErrorKind::Internal, path_ + ": CSV files hold one layer");
        spec_ = spec;
        definition_.reset(new OGRFeatureDefn(spec.name.c_str()));
        definition_->Reference();
        std::set<std::string> taken;
        if (spatial())
            begin_cell("WKT");
        for (const FieldSpec& field : spec.fields) {
            if (!taken.insert(text::lower_ascii(field.name)).second)
                fail("two columns are called " + field.name);
            OGRFieldDefn column(field.name.c_str(), ogr_type(field.type));
            definition_->AddFieldDefn(&column);
            begin_cell(escaped(field.name.c_str(), CPLES_CSV));
        }
        if (columns_ == 1)
            text_ += ','; // a reader would not take a lone word for a table
        row_ = std::make_unique<OGRFeature>(definition_.get());
        end_row();
    }

    void write(const Feature& feature) override
    {
        if (!row_)
            throw Error(ErrorKind::Internal, path_ + ": write() before begin_layer()");
        const std::size_t start = text_.size();
        if (spatial())
            begin_cell(wkt(feature.geometry));
        for (std::size_t i = 0; i < spec_.fields.size(); ++i) {
            begin_cell({});
            if (i < feature.values.size())
                append_cell(static_cast<int>(i), feature.values[i]);
        }
        const bool empty = text_.size() - start + 1 == columns_;
        if (empty && spec_.fields.size() == 1)
            text_ += ',';
        end_row();
    }

    void finish() override
    {
        flush();
        if (std::fclose(file_.release()) != 0)
            fail();
        folder_.publish();
    }

private:
    [[nodiscard]] bool spatial() const { return spec_.kind != LayerSpec::Kind::None; }

    void begin_cell(const std::string& content) { text_.append(columns_++ == 0 ? "" : ",").append(content); }

    void end_row()
    {
        columns_ = 0;
        text_ += '\n';
        if (text_.size() >= bytes_at_once)
            flush();
    }

    void append_cell(int column, const FieldValue& value)
    {
        const FieldType type = spec_.fields[static_cast<std::size_t>(column)].type;
        if (const auto* number = std::get_if<double>(&value); number != nullptr && type == FieldType::Real)
            return append_number(text_, *number);
        const ErrorScope quiet;
        row_->UnsetField(column);
        if (const auto* text = std::get_if<std::string>(&value))
            set_field(*row_, column, type, text::for_spreadsheet(*text));
        else
            set_field(*row_, column, type, value);
        const char* const content = row_->GetFieldAsString(column);
        const bool ambiguous = type != FieldType::Real && CPLGetValueType(content) != CPL_VALUE_STRING;
        text_ += type == FieldType::Real ? content : escaped(content, ambiguous ? CPLES_CSV_FORCE_QUOTING : CPLES_CSV);
    }

    [[nodiscard]] std::string wkt(const FeatureGeometry& geometry) const
    {
        const auto shape = to_ogr(geometry, spec_.kind);
        return shape ? '"' + shape->exportToWkt(OGRWktOptions{}) + '"' : std::string();
    }

    void flush()
    {
        if (std::fwrite(text_.data(), 1, text_.size(), file_.get()) != text_.size())
            fail();
        text_.clear();
    }

    [[noreturn]] void fail(const std::string& why = {}) const
    {
        throw Error(ErrorKind::OutputFailed, path_ + ": cannot be written" + (why.empty() ? "" : " (" + why + ")") +
                                                 "; check space and permissions");
    }

    std::string path_;
    OutputFolder folder_; // outlives the file
    std::unique_ptr<std::FILE, FileClose> file_;
    LayerSpec spec_;
    std::unique_ptr<OGRFeatureDefn, DefinitionRelease> definition_;
    std::unique_ptr<OGRFeature> row_; ///< says how GDAL writes a value
    std::string text_;                ///< not yet in the file
    std::size_t columns_{0};          ///< of the row under way
};

} // namespace

std::unique_ptr<FeatureSink> create_csv(const std::string& path)
{
    return std::make_unique<CsvSink>(path);
}

} // namespace didban::gdal
