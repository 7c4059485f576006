#pragma once
#include "didban/ports/gml_source.h"
#include "pipelines/run/run_options.h"

#include <functional>
#include <string>
#include <vector>

namespace didban {

/// Passes over one Planned Land Use file. Each streams it anew; what the file itself says is doubtful is kept once.
class PluReader {
public:
    PluReader(const GmlAccess& gml, std::string file, GmlQuery::Axes axes, const RunOptions& run)
        : gml_(gml), file_(std::move(file)), axes_(axes), run_(run)
    {
    }
    /// A feature and the CRS of the geometries so far, which is unknown before the first.
    using Take = std::function<void(GmlFeature&, const Crs&)>;
    /// Every feature of these types ("{}": all) in the order of the file. Throws Error{UnreadableInput},
    /// Error{Interrupted}.
    void each(const std::vector<std::string>& types, bool geometry, const Take& take);

    [[nodiscard]] const std::string& file() const { return file_; }
    /// Of the last pass: feature types of other namespaces that were met.
    [[nodiscard]] const std::vector<std::string>& others() const { return others_; }
    [[nodiscard]] const std::vector<std::string>& doubts() const { return doubts_; }

private:
    const GmlAccess& gml_;
    std::string file_;
    GmlQuery::Axes axes_;
    const RunOptions& run_;
    std::vector<std::string> others_, doubts_;
};

} // namespace didban
