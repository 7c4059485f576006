#pragma once
#include "didban/cases/calibration.h"
#include "didban/city/city.h"
#include "didban/ports/data_access.h"
#include "pipelines/run/run_options.h"

#include <string>

namespace didban {

struct TrainLedgerOptions {
    std::string ledger;                ///< "" = the city's
    std::string out;                   ///< file to write; must not exist
    std::string held_out_by{"parcel"}; ///< or "time": the last decisions
    std::int64_t seed{1};              ///< of the drawing of parcels
    std::string version;               ///< of the program
};

struct TrainLedgerReport {
    CalibrationCard card;
    std::vector<Calibration::Group> groups;
    bool taken{false}; ///< better on the held-out outcomes by Brier score and log loss, and written
};

/// Learns from the ledger's confirmed and dismissed cases how far confidences are to be trusted, and writes the
/// calibration where it is better on outcomes that it has not seen. The ledger is read alone. Throws
/// Error{IncompatibleInput} when there are too few outcomes, Error{Usage} when the file exists.
TrainLedgerReport train_ledger(const DataAccess& data, const City& city, const TrainLedgerOptions& options,
                               const RunOptions& run);

} // namespace didban
