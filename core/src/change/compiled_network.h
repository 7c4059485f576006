#pragma once
#include "onnx_graph.h"

#include <opencv2/core.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace didban {

/// A network does something that is not compiled here.
struct NotCompiled : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A convolutional network compiled by oneDNN for each size of its inputs: activations follow their convolution without
/// a walk through memory, sums are added where they lie, and what nobody asks for any more gives its memory to what
/// comes. The same input gives the same output, whichever thread runs it.
/// Thread-safe; each call works on its calling thread alone.
class CompiledNetwork {
public:
    /// Throws NotCompiled when an operation of the network, or how it is used, is not known here; what is known stands
    /// in compiled_network.cpp. `output`: the name of the tensor that is asked for; `height` and `width`: of an input
    /// to try it with.
    CompiledNetwork(OnnxGraph graph, std::string output, std::int64_t height, std::int64_t width);
    ~CompiledNetwork();
    CompiledNetwork(const CompiledNetwork&) = delete;
    CompiledNetwork& operator=(const CompiledNetwork&) = delete;

    /// `inputs`: by name, 32-bit floats (1, channels, height, width), all of one height and width. Throws NotCompiled
    /// when their names or channels are not those of the network or their size does not fit its steps, std::bad_alloc
    /// for want of memory.
    [[nodiscard]] cv::Mat run(const std::vector<std::pair<std::string, cv::Mat>>& inputs) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace didban
