#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// A constant of a network.
struct OnnxTensor {
    std::vector<std::int64_t> dims;
    std::vector<float> floats;
    std::vector<std::int64_t> integers;
};

/// One operation: names of the values that it takes and gives.
struct OnnxNode {
    std::string op;
    std::vector<std::string> inputs, outputs;
    std::map<std::string, std::vector<std::int64_t>> integers; ///< attributes, single numbers too
    std::map<std::string, std::string> texts;                  ///< attributes

    /// An attribute, or what ONNX says of it when it is not there.
    [[nodiscard]] std::vector<std::int64_t> integers_or(const std::string& name,
                                                        std::vector<std::int64_t> otherwise) const;
};

/// The operations of a network in an order in which they can be done (ONNX, IR version 3 and later), and its constants.
struct OnnxGraph {
    std::vector<OnnxNode> nodes;
    std::map<std::string, OnnxTensor> constants;
    std::map<std::string, std::int64_t> channels; ///< of each input that is no constant
};

/// Nothing when the file is no ONNX network or holds tensors of other types than 32-bit floats and 64-bit integers,
/// tensors kept in other files, or attributes that are graphs: such a network may still be one that OpenCV reads.
[[nodiscard]] std::optional<OnnxGraph> read_onnx_graph(const std::string& file);

} // namespace didban
