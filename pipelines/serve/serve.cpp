#include "pipelines/serve/serve.h"

#include "didban/base/error.h"
#include "didban/parcel_service.h"
#include "pipelines/serve/access_log.h"
#include "pipelines/serve/city_http.h"
#include "pipelines/serve/http_server.h"
#include "pipelines/serve/reloader.h"

#include <filesystem>

namespace didban {

namespace {

std::string beside_city(const std::string& city, const char* name)
{
    const std::filesystem::path path(city);
    return ((std::filesystem::is_directory(path) ? path : path.parent_path()) / name).string();
}

} // namespace

void serve(const ServeOptions& o, const RunOptions& run)
{
    const ParcelService service = ParcelService::open(o.city);
    Metrics metrics;
    AccessLog log(o.access_log);
    const ServedCity city{.service = service,
                          .metrics = metrics,
                          .most_items = o.most_items,
                          .key_file = o.key_file.empty() ? beside_city(o.city, "inquiry.key") : o.key_file,
                          .audit_log = o.audit_log,
                          .trusted_keys = o.trusted_keys};
    CityHttp answers(
        city, metrics,
        o.access_log.empty() ? std::function<void(const std::string&)>()
                             : [&log](const std::string& line) { log.add(line); });
    const HttpLimits limits{.body_bytes = o.most_body_kb * 1024,
                            .connections = o.most_connections,
                            .time = std::chrono::milliseconds(static_cast<long>(o.time_limit_s * 1000)),
                            .threads = run.threads};
    HttpServer server(o.host, o.port, limits, answers);
    const Reloader reloader(service, o.reload_every_s, metrics, run);
    run.log.info("serving " + o.city + " on http://" + server.address());
    if (!server.is_loopback())
        run.log.warn(server.address() + " can be reached from other machines: every caller is trusted, so let only a "
                                        "gateway that knows its clients reach it");
    server.run(run.stop);
    run.log.info("stopped");
}

} // namespace didban
