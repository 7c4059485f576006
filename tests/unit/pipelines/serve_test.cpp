#include "pipelines/serve/metrics.h"
#include "pipelines/serve/request_target.h"
#include "pipelines/serve/routes.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>

namespace didban {
namespace {

using nlohmann::json;

TEST(ServeRoutes, EveryRouteIsDescribedWithItsParameters)
{
    const json doc = json::parse(openapi_text());
    std::size_t described = 0;
    for (const auto& [path, methods] : doc["paths"].items())
        described += methods.size();
    EXPECT_EQ(described, routes().size());
    for (const Route& route : routes()) {
        const std::string path(route.path), method = route.method == "GET" ? "get" : "post";
        ASSERT_TRUE(doc["paths"].contains(path)) << path;
        ASSERT_TRUE(doc["paths"][path].contains(method)) << path;
        std::set<std::string> said, taken(route.query.begin(), route.query.end());
        for (json parameter : doc["paths"][path][method]["parameters"]) {
            if (parameter.contains("$ref"))
                parameter = doc[json::json_pointer(parameter["$ref"].get<std::string>().substr(1))];
            if (parameter["in"] == "query")
                said.insert(parameter["name"]);
        }
        EXPECT_EQ(said, taken) << path;
    }
}

int status_of(const std::string& target)
{
    try {
        (void)parse_target(target);
        return 200;
    } catch (const HttpRefusal& refusal) {
        return refusal.status;
    }
}

TEST(RequestTarget, TakesAnAddressApartBeforeItDecodesIt)
{
    const RequestTarget t = parse_target("/v1/parcels/3%2F1%2f10?on=1404%2F01%2F01&q=a+b%26c&empty=&flag");
    EXPECT_EQ(t.path, (std::vector<std::string>{"v1", "parcels", "3/1/10"}));
    EXPECT_EQ(t.query,
              (std::map<std::string, std::string>{{"on", "1404/01/01"}, {"q", "a b&c"}, {"empty", ""}, {"flag", ""}}));
    EXPECT_EQ(parse_target("/a+b").path, (std::vector<std::string>{"a+b"}));
    EXPECT_EQ(parse_target("/").path, (std::vector<std::string>{""}));
}

TEST(RequestTarget, RefusesWhatCouldBeReadTwoWays)
{
    for (const char* bad : {"", "*", "http://x/", "/%", "/%4", "/%zz", "/a?b=%", "/%00", "/%0a", "/a?b=%7f", "/%ff",
                            "/%c0%af", "/a?b=1&b=2", "/\xff"})
        EXPECT_EQ(status_of(bad), 400) << bad;
    EXPECT_EQ(status_of("/%25?%D8%A2=%D8%A8"), 200);
}

TEST(Metrics, BucketsHoldAllThatTookNoLonger)
{
    Metrics m;
    m.count("/x", "GET", 200, 0.003);
    m.count("/x", "GET", 404, 0.2);
    m.count("/x", "GET", 200, 99);
    m.count_reload(false);
    const std::string text = m.text();
    for (const char* line :
         {"didban_http_requests_total{route=\"/x\",method=\"GET\",status=\"200\"} 2\n",
          "didban_http_requests_total{route=\"/x\",method=\"GET\",status=\"404\"} 1\n",
          "_bucket{route=\"/x\",le=\"0.0025\"} 0\n", "_bucket{route=\"/x\",le=\"0.005\"} 1\n",
          "_bucket{route=\"/x\",le=\"10\"} 2\n", "_bucket{route=\"/x\",le=\"+Inf\"} 3\n", "_sum{route=\"/x\"} 99.203\n",
          "_count{route=\"/x\"} 3\n", "didban_reloads_total{result=\"failed\"} 1\n"})
        EXPECT_NE(text.find(line), std::string::npos) << line;
}

} // namespace
} // namespace didban
