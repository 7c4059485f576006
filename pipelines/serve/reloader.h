#pragma once
#include "didban/parcel_service.h"
#include "pipelines/run/run_options.h"
#include "pipelines/serve/metrics.h"

#include <memory>
#include <thread>

namespace didban {

/// Loads a city's data again when its files change, or on SIGHUP, while answers go on from the old. Data that cannot be
/// loaded is warned of once and tried again; the old stays. One per process.
class Reloader {
public:
    /// `every_s` 0 = only on SIGHUP. `service` and `metrics` must outlive it.
    Reloader(const ParcelService& service, int every_s, Metrics& metrics, const RunOptions& run);
    ~Reloader();
    Reloader(const Reloader&) = delete;
    Reloader& operator=(const Reloader&) = delete;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace didban
