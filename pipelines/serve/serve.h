#pragma once
#include "pipelines/run/run_options.h"

#include <cstdint>
#include <string>
#include <vector>

namespace didban {

struct ServeOptions {
    std::string city;               ///< city.toml, or the folder that holds it
    std::string host{"127.0.0.1"};  ///< a numeric address
    std::uint16_t port{8420};       ///< 0 = any free one
    std::size_t most_body_kb{1024}; ///< of one request
    std::size_t most_items{500};    ///< of one batch
    std::size_t most_connections{1000};
    double time_limit_s{10};               ///< for a request to arrive, to wait for its turn, and to be taken
    int reload_every_s{5};                 ///< how often the city's files are looked at; 0 = never, only on SIGHUP
    std::string key_file, audit_log;       ///< of inquiries; "" = inquiry.key and audit.jsonl beside city.toml
    std::vector<std::string> trusted_keys; ///< public keys whose answers are verified, besides the city's own
    std::string access_log;                ///< a line of JSON per request is added to it; "" = none
};

/// Answers the questions of ParcelService over HTTP until run.stop (docs/serve.md). When the city's files change, or on
/// SIGHUP, they are loaded again beside the running service. Throws Error as ParcelService::open does, and Error{Usage}
/// for an address that cannot be used.
void serve(const ServeOptions& options, const RunOptions& run);

} // namespace didban
