#pragma once
#include "packed_constants.h"

#include <dnnl.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace didban::change {

/// What one step reads or writes: a part of the working memory, a constant, an input of the network or its output.
struct PlanOperand {
    enum class Place { Working, Constant, Input, Output };
    int argument{}; ///< as oneDNN numbers it
    Place place{Place::Working};
    std::size_t at{}; ///< value, then byte offset in the working memory; number of the input
    dnnl::memory::desc desc;
    dnnl::memory constant;
};

struct PlanStep {
    dnnl::primitive primitive;
    std::vector<PlanOperand> operands;
};

/// All steps of a network for one size of its inputs, and the working memory that they share. Thread-safe to run.
struct NetworkPlan {
    std::vector<std::string> inputs;
    std::vector<std::int64_t> channels; ///< of each input
    std::vector<PlanStep> steps;
    std::size_t working_bytes{};
    std::int64_t out_channels{}, out_height{}, out_width{};
};

/// Throws NotCompiled, see CompiledNetwork.
[[nodiscard]] NetworkPlan plan_network(const OnnxGraph& graph, const std::string& output, std::int64_t height,
                                       std::int64_t width, const dnnl::engine& engine, PackedConstants& constants);

} // namespace didban::change
