#include "didban/objects/change_object.h"

#include <array>
#include <utility>

namespace didban {

namespace {

constexpr std::array<std::pair<ChangeKind, std::string_view>, 5> kinds{{{ChangeKind::New, "new"},
                                                                        {ChangeKind::Extended, "extended"},
                                                                        {ChangeKind::Demolished, "demolished"},
                                                                        {ChangeKind::Heightened, "heightened"},
                                                                        {ChangeKind::Groundwork, "groundwork"}}};
constexpr std::array<std::pair<BuildStage, std::string_view>, 5> stages{{{BuildStage::Unknown, "unknown"},
                                                                         {BuildStage::Excavation, "excavation"},
                                                                         {BuildStage::Foundation, "foundation"},
                                                                         {BuildStage::Frame, "frame"},
                                                                         {BuildStage::Roofed, "roofed"}}};

template <class Table, class Value>
std::string_view name_in(const Table& table, Value value)
{
    for (const auto& [v, text] : table)
        if (v == value)
            return text;
    return {};
}

template <class Value, class Table>
std::optional<Value> value_in(const Table& table, std::string_view name)
{
    for (const auto& [v, text] : table)
        if (text == name)
            return v;
    return std::nullopt;
}

} // namespace

std::string_view name(ChangeKind kind)
{
    return name_in(kinds, kind);
}
std::string_view name(BuildStage stage)
{
    return name_in(stages, stage);
}
std::optional<ChangeKind> change_kind(std::string_view name)
{
    return value_in<ChangeKind>(kinds, name);
}
std::optional<BuildStage> build_stage(std::string_view name)
{
    return value_in<BuildStage>(stages, name);
}

} // namespace didban
