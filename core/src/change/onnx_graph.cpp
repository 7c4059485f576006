#include "onnx_graph.h"

#include <onnx/onnx_pb.h>

#include <bit>
#include <cstring>
#include <fstream>
#include <numeric>

namespace didban {

namespace {

/// ONNX keeps a tensor's numbers either in a field of their type or as little-endian bytes.
template <typename Number, typename Field>
bool take_numbers(const onnx::TensorProto& from, const Field& field, std::size_t count, std::vector<Number>& to)
{
    if (from.has_raw_data()) {
        static_assert(std::endian::native == std::endian::little);
        if (from.raw_data().size() != count * sizeof(Number))
            return false;
        to.resize(count);
        if (count > 0)
            std::memcpy(to.data(), from.raw_data().data(), from.raw_data().size());
        return true;
    }
    to.assign(field.begin(), field.end());
    return to.size() == count;
}

std::optional<OnnxTensor> tensor_of(const onnx::TensorProto& from)
{
    OnnxTensor out;
    std::size_t count = 1;
    for (const std::int64_t dim : from.dims()) {
        constexpr std::size_t most = std::size_t{1} << 31;
        if (dim < 0 || static_cast<std::size_t>(dim) > most || count * static_cast<std::size_t>(dim) > most)
            return std::nullopt;
        count *= static_cast<std::size_t>(dim);
        out.dims.push_back(dim);
    }
    if (from.data_location() == onnx::TensorProto::EXTERNAL)
        return std::nullopt;
    if (from.data_type() == onnx::TensorProto::FLOAT)
        return take_numbers(from, from.float_data(), count, out.floats) ? std::optional(out) : std::nullopt;
    if (from.data_type() == onnx::TensorProto::INT64)
        return take_numbers(from, from.int64_data(), count, out.integers) ? std::optional(out) : std::nullopt;
    return std::nullopt;
}

bool take_attributes(const onnx::NodeProto& from, OnnxNode& to)
{
    for (const onnx::AttributeProto& attribute : from.attribute())
        switch (attribute.type()) {
        case onnx::AttributeProto::INT:
            to.integers[attribute.name()] = {attribute.i()};
            break;
        case onnx::AttributeProto::INTS:
            to.integers[attribute.name()].assign(attribute.ints().begin(), attribute.ints().end());
            break;
        case onnx::AttributeProto::STRING:
            to.texts[attribute.name()] = attribute.s();
            break;
        case onnx::AttributeProto::FLOAT:
            break; // none of the operations that are done here asks for one
        default:
            return false;
        }
    return true;
}

bool add_node(const onnx::NodeProto& from, OnnxGraph& to)
{
    if (from.op_type() == "Constant") {
        if (from.attribute_size() != 1 || !from.attribute(0).has_t() || from.output_size() != 1)
            return false;
        auto tensor = tensor_of(from.attribute(0).t());
        if (tensor)
            to.constants[from.output(0)] = std::move(*tensor);
        return tensor.has_value();
    }
    OnnxNode node;
    node.op = from.op_type();
    node.inputs.assign(from.input().begin(), from.input().end());
    node.outputs.assign(from.output().begin(), from.output().end());
    if (!from.domain().empty() || !take_attributes(from, node))
        return false;
    to.nodes.push_back(std::move(node));
    return true;
}

} // namespace

std::vector<std::int64_t> OnnxNode::integers_or(const std::string& name, std::vector<std::int64_t> otherwise) const
{
    const auto at = integers.find(name);
    return at == integers.end() ? std::move(otherwise) : at->second;
}

std::optional<OnnxGraph> read_onnx_graph(const std::string& file)
{
    std::ifstream in(file, std::ios::binary);
    onnx::ModelProto model;
    if (!in || !model.ParseFromIstream(&in))
        return std::nullopt;
    OnnxGraph out;
    for (const onnx::TensorProto& constant : model.graph().initializer()) {
        auto tensor = tensor_of(constant);
        if (!tensor)
            return std::nullopt;
        out.constants[constant.name()] = std::move(*tensor);
    }
    for (const onnx::NodeProto& node : model.graph().node())
        if (!add_node(node, out))
            return std::nullopt;
    for (const onnx::ValueInfoProto& input : model.graph().input()) {
        const auto& shape = input.type().tensor_type().shape();
        if (out.constants.count(input.name()) > 0)
            continue;
        if (shape.dim_size() != 4)
            return std::nullopt;
        out.channels[input.name()] = shape.dim(1).dim_value();
    }
    return out;
}

} // namespace didban
