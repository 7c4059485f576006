#include "run_parts.h"

#include "didban/base/redact.h"
#include "didban/report/text_file.h"

namespace didban::report::run_parts {

Json inputs(const std::vector<InputRecord>& inputs)
{
    Json out = Json::array();
    for (const InputRecord& i : inputs)
        out.push_back({{"role", i.role}, {"path", redact(i.path)}, {"sha256", text_or_null(i.sha256)}});
    return out;
}

Json table(const std::vector<std::pair<std::string, Parameter>>& rows)
{
    Json out = Json::object();
    for (const auto& [key, p] : rows)
        if (const auto* const words = std::get_if<std::string>(&p))
            out[key] = redact(*words);
        else
            out[key] = std::visit([](const auto& v) { return Json(v); }, p);
    return out;
}

Json warnings(const std::vector<std::string>& warnings)
{
    Json out = Json::array();
    for (const std::string& warning : warnings)
        out.push_back(redact(warning));
    return out;
}

void write(const std::string& path, const Json& run)
{
    write_text_file(path, run.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

} // namespace didban::report::run_parts
