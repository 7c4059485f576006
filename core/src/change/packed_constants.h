#pragma once
#include "onnx_graph.h"

#include <dnnl.hpp>

#include <map>
#include <vector>

namespace didban::change {

/// A network's constants as oneDNN wants them, made once for all sizes. Not thread-safe.
class PackedConstants {
public:
    explicit PackedConstants(const dnnl::engine& engine) : engine_(engine) {}
    /// `tensor`, whose numbers lie as `plain` says, laid out as `wanted` says.
    dnnl::memory packed(const OnnxTensor& tensor, const dnnl::memory::desc& plain, const dnnl::memory::desc& wanted);

private:
    dnnl::engine engine_;
    std::map<const OnnxTensor*, std::vector<dnnl::memory>> kept_;
};

} // namespace didban::change
