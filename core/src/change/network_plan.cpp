#include "network_plan.h"

#include "compiled_network.h"
#include "working_memory.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>

namespace didban::change {

namespace {

using dnnl::memory;
using Dims = memory::dims;

constexpr auto number = memory::data_type::f32;
constexpr std::int64_t channels_of_a_vector = 8; ///< in the layouts that convolutions like

memory::format_tag plain_tag(std::size_t dims)
{
    switch (dims) {
    case 1:
        return memory::format_tag::a;
    case 4:
        return memory::format_tag::abcd;
    case 5:
        return memory::format_tag::abcde;
    default:
        throw NotCompiled("a tensor of " + std::to_string(dims) + " dimensions");
    }
}

memory::desc plain(const Dims& dims)
{
    return {dims, number, plain_tag(dims.size())};
}

memory::desc any_layout(const Dims& dims)
{
    return {dims, number, memory::format_tag::any};
}

/// A value while the plan is made.
struct Value {
    std::size_t number{}; ///< which part of the working memory, or which input
    PlanOperand::Place place{PlanOperand::Place::Working};
    memory::desc desc;
    bool channels_last{}; ///< the network has swapped channels and columns; `desc` has not
};

class Planner {
public:
    Planner(const OnnxGraph& graph, std::string output, const dnnl::engine& engine, PackedConstants& constants)
        : graph_(graph), output_(std::move(output)), engine_(engine), constants_(constants)
    {
        for (std::size_t k = 0; k < graph.nodes.size(); ++k)
            for (const std::string& input : graph.nodes[k].inputs)
                users_[input].push_back(k);
    }

    NetworkPlan plan(std::int64_t height, std::int64_t width)
    {
        for (const auto& [name, channels] : graph_.channels) {
            if (channels <= 0)
                throw NotCompiled("an input without a number of channels");
            values_[name] = {plan_.inputs.size(), PlanOperand::Place::Input, plain({1, channels, height, width}),
                             false};
            plan_.inputs.push_back(name);
            plan_.channels.push_back(channels);
        }
        for (; at_ < graph_.nodes.size(); ++at_)
            if (done_.count(at_) == 0)
                add(graph_.nodes[at_]);
        const Value& last = value(output_);
        const Dims dims = last.desc.dims();
        plan_.out_channels = dims[1];
        plan_.out_height = dims[2];
        plan_.out_width = dims[3];
        step(dnnl::reorder({engine_, last.desc, engine_, plain(dims)}),
             {operand(DNNL_ARG_FROM, last), {DNNL_ARG_TO, PlanOperand::Place::Output, 0, plain(dims), {}}});
        lay_out();
        return std::move(plan_);
    }

private:
    void add(const OnnxNode& node)
    {
        if (node.outputs.size() != 1 || node.inputs.empty())
            throw NotCompiled(node.op + " of several results");
        if (node.op == "Conv")
            add_convolution(node);
        else if (node.op == "ConvTranspose")
            add_deconvolution(node);
        else if (node.op == "Add" || node.op == "Sub")
            add_sum(node);
        else if (node.op == "Relu" || node.op == "Abs" || node.op == "Sigmoid")
            add_function(node);
        else if (node.op == "Concat")
            add_concat(node);
        else if (node.op == "Resize")
            add_resize(node);
        else if (node.op == "Slice")
            add_slice(node);
        else if (node.op == "Transpose")
            add_transpose(node);
        else if (node.op == "Softmax")
            add_softmax(node);
        else
            throw NotCompiled(node.op);
    }

    // What is known of the graph.

    const Value& swapped_or_not(const std::string& name) const
    {
        const auto found = values_.find(name);
        if (found == values_.end())
            throw NotCompiled("\"" + name + "\", which is no value of an earlier step,");
        return found->second;
    }

    const Value& value(const std::string& name) const
    {
        const Value& found = swapped_or_not(name);
        if (found.channels_last)
            throw NotCompiled("channels behind columns");
        return found;
    }

    const OnnxTensor& constant(const OnnxNode& node, std::size_t input) const
    {
        const auto found =
            input < node.inputs.size() ? graph_.constants.find(node.inputs[input]) : graph_.constants.end();
        if (found == graph_.constants.end())
            throw NotCompiled(node.op + " by something that is computed");
        return found->second;
    }

    /// The one step that takes a value, if it does `op`.
    const OnnxNode* only_user(const std::string& name, const std::string& op) const
    {
        const auto users = users_.find(name);
        if (users == users_.end() || users->second.size() != 1 || graph_.nodes[users->second[0]].op != op)
            return nullptr;
        return &graph_.nodes[users->second[0]];
    }

    std::size_t number_of(const OnnxNode& node) const { return static_cast<std::size_t>(&node - graph_.nodes.data()); }

    // Steps and what they work on.

    Value new_value(const memory::desc& desc)
    {
        lives_.push_back({desc.get_size(), plan_.steps.size(), plan_.steps.size(), 0});
        return {lives_.size() - 1, PlanOperand::Place::Working, desc, false};
    }

    static PlanOperand operand(int argument, const Value& value)
    {
        return {argument, value.place, value.number, value.desc, {}};
    }

    void step(dnnl::primitive primitive, std::vector<PlanOperand> operands)
    {
        for (const PlanOperand& o : operands)
            if (o.place == PlanOperand::Place::Working)
                lives_[o.at].last = std::max(lives_[o.at].last, plan_.steps.size());
        plan_.steps.push_back({std::move(primitive), std::move(operands)});
    }

    /// A step whose primitive may want memory of its own.
    template <typename Description, typename Primitive>
    void step(const Description& description, Primitive primitive, std::vector<PlanOperand> operands)
    {
        if (description.scratchpad_desc().get_size() > 0)
            operands.push_back(operand(DNNL_ARG_SCRATCHPAD, new_value(description.scratchpad_desc())));
        step(std::move(primitive), std::move(operands));
    }

    static dnnl::primitive_attr attributes(const dnnl::post_ops& after = {})
    {
        dnnl::primitive_attr out;
        out.set_scratchpad_mode(dnnl::scratchpad_mode::user);
        out.set_post_ops(after);
        return out;
    }

    /// The value as `wanted` lays it out; made once for all who want it so.
    Value laid_out(const Value& from, const memory::desc& wanted)
    {
        if (from.desc == wanted)
            return from;
        for (const OtherLayout& other : layouts_)
            if (other.number == from.number && other.place == from.place && other.value.desc == wanted)
                return other.value;
        const Value out = new_value(wanted);
        const dnnl::reorder::primitive_desc reorder(engine_, from.desc, engine_, wanted, attributes());
        step(reorder, dnnl::reorder(reorder), {operand(DNNL_ARG_FROM, from), operand(DNNL_ARG_TO, out)});
        layouts_.push_back({from.number, from.place, out});
        return out;
    }

    /// What the step after this one does to each number, if it alone takes the result: then it needs no step.
    std::string take_function(std::string result, std::initializer_list<const char*> functions, dnnl::post_ops& after)
    {
        for (const char* op : functions)
            if (const OnnxNode* next = only_user(result, op)) {
                after.append_eltwise(1.0F, algorithm_of(op), 0.0F, 0.0F);
                done_.insert(number_of(*next));
                return next->outputs[0];
            }
        return result;
    }

    static dnnl::algorithm algorithm_of(const std::string& op)
    {
        return op == "Relu"  ? dnnl::algorithm::eltwise_relu
               : op == "Abs" ? dnnl::algorithm::eltwise_abs
                             : dnnl::algorithm::eltwise_logistic;
    }

    // The operations.

    struct Window {
        Dims strides, dilations, before, after;
        std::int64_t groups{};
    };

    Window window_of(const OnnxNode& node) const
    {
        if (node.texts.count("auto_pad") > 0 && node.texts.at("auto_pad") != "NOTSET")
            throw NotCompiled("automatic padding");
        const Dims pads = node.integers_or("pads", {0, 0, 0, 0});
        Window out{node.integers_or("strides", {1, 1}),
                   node.integers_or("dilations", {1, 1}),
                   {},
                   {},
                   node.integers_or("group", {1}).at(0)};
        if (pads.size() != 4 || out.strides.size() != 2 || out.dilations.size() != 2 || out.groups < 1)
            throw NotCompiled(node.op + " over another number of dimensions");
        out.before = {pads[0], pads[1]};
        out.after = {pads[2], pads[3]};
        for (std::int64_t& d : out.dilations)
            --d; // oneDNN counts the pixels left out
        return out;
    }

    PlanOperand weights(int argument, const OnnxTensor& tensor, const memory::desc& lie, const memory::desc& wanted)
    {
        if (lie.get_size() != tensor.floats.size() * sizeof(float))
            throw NotCompiled("weights of another shape");
        return {argument, PlanOperand::Place::Constant, 0, wanted, constants_.packed(tensor, lie, wanted)};
    }

    std::optional<PlanOperand> bias_of(const OnnxNode& node, std::int64_t channels)
    {
        if (node.inputs.size() < 3)
            return std::nullopt;
        return weights(DNNL_ARG_BIAS, constant(node, 2), plain({channels}), plain({channels}));
    }

    void add_convolution(const OnnxNode& node)
    {
        const Value& from = value(node.inputs[0]);
        const OnnxTensor& w = constant(node, 1);
        const Window window = window_of(node);
        const Dims in = from.desc.dims();
        if (w.dims.size() != 4 || w.dims[0] % window.groups != 0 || w.dims[1] * window.groups != in[1])
            throw NotCompiled("a convolution of other channels than it is given");
        const std::int64_t out_channels = w.dims[0];
        Dims kernel = w.dims, out{1, out_channels, 0, 0};
        if (window.groups > 1)
            kernel = {window.groups, out_channels / window.groups, w.dims[1], w.dims[2], w.dims[3]};
        for (std::size_t d = 0; d < 2; ++d) {
            const std::int64_t span = (w.dims[2 + d] - 1) * (window.dilations[d] + 1) + 1;
            const std::int64_t room = in[2 + d] + window.before[d] + window.after[d] - span;
            if (room < 0 || window.strides[d] < 1)
                throw NotCompiled("a convolution wider than its input");
            out[2 + d] = room / window.strides[d] + 1;
        }

        dnnl::post_ops after;
        std::string result = node.outputs[0];
        std::optional<Value> onto;
        if (const OnnxNode* sum = only_user(result, "Add")) {
            onto = added_onto(*sum, node, out);
            if (onto) {
                after.append_sum(1.0F);
                done_.insert(number_of(*sum));
                result = sum->outputs[0];
            }
        }
        result = take_function(result, {"Relu"}, after);

        const auto bias = bias_of(node, out_channels);
        const memory::desc to = onto ? onto->desc : any_layout(out);
        const dnnl::convolution_forward::desc asked =
            bias ? dnnl::convolution_forward::desc(dnnl::prop_kind::forward_inference,
                                                   dnnl::algorithm::convolution_direct, any_layout(in),
                                                   any_layout(kernel), plain({out_channels}), to, window.strides,
                                                   window.dilations, window.before, window.after)
                 : dnnl::convolution_forward::desc(
                       dnnl::prop_kind::forward_inference, dnnl::algorithm::convolution_direct, any_layout(in),
                       any_layout(kernel), to, window.strides, window.dilations, window.before, window.after);
        const dnnl::convolution_forward::primitive_desc found(asked, attributes(after), engine_);
        std::vector<PlanOperand> operands{operand(DNNL_ARG_SRC, laid_out(from, found.src_desc())),
                                          weights(DNNL_ARG_WEIGHTS, w, plain(kernel), found.weights_desc())};
        if (bias)
            operands.push_back(*bias);
        const Value made = onto ? *onto : new_value(found.dst_desc());
        if (onto) // what was laid out otherwise is no longer the same
            std::erase_if(layouts_, [&](const OtherLayout& other) {
                return other.number == onto->number && other.place == onto->place;
            });
        operands.push_back(operand(DNNL_ARG_DST, made));
        step(found, dnnl::convolution_forward(found), std::move(operands));
        values_[result] = made;
    }

    /// The other summand of a sum, where a convolution may add its result to it in place: it is there already, has the
    /// result's shape, is not what the convolution reads, and nobody but the sum takes it from now on.
    std::optional<Value> added_onto(const OnnxNode& sum, const OnnxNode& convolution, const Dims& shape) const
    {
        const std::string& result = convolution.outputs[0];
        if (sum.inputs.size() != 2 || sum.inputs[0] == sum.inputs[1])
            return std::nullopt;
        const std::string& other = sum.inputs[0] == result ? sum.inputs[1] : sum.inputs[0];
        if (other == convolution.inputs[0] || other == output_)
            return std::nullopt;
        const auto found = values_.find(other);
        if (found == values_.end() || found->second.place != PlanOperand::Place::Working ||
            found->second.channels_last || found->second.desc.dims() != shape)
            return std::nullopt;
        for (const std::size_t user : users_.at(other))
            if ((user > at_ && user != number_of(sum) && done_.count(user) == 0) ||
                graph_.nodes[user].op == "Transpose")
                return std::nullopt;
        return found->second;
    }

    void add_deconvolution(const OnnxNode& node)
    {
        const Value& from = value(node.inputs[0]);
        const OnnxTensor& w = constant(node, 1);
        const Window window = window_of(node);
        const Dims in = from.desc.dims();
        if (w.dims.size() != 4 || w.dims[0] != in[1] || in[1] % window.groups != 0 ||
            node.integers.count("output_padding") > 0 || node.integers.count("output_shape") > 0)
            throw NotCompiled("such a transposed convolution");
        const std::int64_t of_group = w.dims[1], out_channels = of_group * window.groups;
        // ONNX has the channels that go in first, oneDNN those that come out.
        const memory::desc lie =
            plain({window.groups, in[1] / window.groups, of_group, w.dims[2], w.dims[3]}).permute_axes({0, 2, 1, 3, 4});
        Dims out{1, out_channels, 0, 0};
        for (std::size_t d = 0; d < 2; ++d)
            out[2 + d] = (in[2 + d] - 1) * window.strides[d] + (w.dims[2 + d] - 1) * (window.dilations[d] + 1) + 1 -
                         window.before[d] - window.after[d];
        const auto bias = bias_of(node, out_channels);
        const dnnl::deconvolution_forward::desc asked =
            bias ? dnnl::deconvolution_forward::desc(dnnl::prop_kind::forward_inference,
                                                     dnnl::algorithm::deconvolution_direct, any_layout(in),
                                                     any_layout(lie.dims()), plain({out_channels}), any_layout(out),
                                                     window.strides, window.dilations, window.before, window.after)
                 : dnnl::deconvolution_forward::desc(dnnl::prop_kind::forward_inference,
                                                     dnnl::algorithm::deconvolution_direct, any_layout(in),
                                                     any_layout(lie.dims()), any_layout(out), window.strides,
                                                     window.dilations, window.before, window.after);
        const dnnl::deconvolution_forward::primitive_desc found(asked, attributes(), engine_);
        std::vector<PlanOperand> operands{operand(DNNL_ARG_SRC, laid_out(from, found.src_desc())),
                                          weights(DNNL_ARG_WEIGHTS, w, lie, found.weights_desc())};
        if (bias)
            operands.push_back(*bias);
        const Value made = new_value(found.dst_desc());
        operands.push_back(operand(DNNL_ARG_DST, made));
        step(found, dnnl::deconvolution_forward(found), std::move(operands));
        values_[node.outputs[0]] = made;
    }

    void add_sum(const OnnxNode& node)
    {
        const Value& a = value(node.inputs[0]);
        const Value& b = value(node.inputs.at(1));
        if (a.desc.dims() != b.desc.dims())
            throw NotCompiled(node.op + " of different shapes");
        dnnl::post_ops after;
        const std::string result = take_function(node.outputs[0], {"Relu", "Abs"}, after);
        const Value other = laid_out(b, a.desc);
        const dnnl::binary::primitive_desc found(
            {node.op == "Add" ? dnnl::algorithm::binary_add : dnnl::algorithm::binary_sub, a.desc, other.desc, a.desc},
            attributes(after), engine_);
        const Value made = new_value(a.desc);
        step(found, dnnl::binary(found),
             {operand(DNNL_ARG_SRC_0, a), operand(DNNL_ARG_SRC_1, other), operand(DNNL_ARG_DST, made)});
        values_[result] = made;
    }

    void add_function(const OnnxNode& node)
    {
        const Value& from = value(node.inputs[0]);
        const dnnl::eltwise_forward::primitive_desc found(
            {dnnl::prop_kind::forward_inference, algorithm_of(node.op), from.desc, 0.0F, 0.0F}, attributes(), engine_);
        const Value made = new_value(from.desc);
        step(found, dnnl::eltwise_forward(found), {operand(DNNL_ARG_SRC, from), operand(DNNL_ARG_DST, made)});
        values_[node.outputs[0]] = made;
    }

    void add_concat(const OnnxNode& node)
    {
        if (node.integers_or("axis", {0}) != Dims{1})
            throw NotCompiled("joining along another axis than the channels");
        const bool whole = std::all_of(node.inputs.begin(), node.inputs.end(), [&](const std::string& name) {
            return value(name).desc.dims()[1] % channels_of_a_vector == 0;
        });
        std::vector<memory::desc> parts;
        std::vector<PlanOperand> operands;
        Dims out;
        for (const std::string& name : node.inputs) {
            const Value& from = value(name);
            const Dims dims = from.desc.dims();
            const Value part =
                laid_out(from, whole ? memory::desc(dims, number, memory::format_tag::nChw8c) : plain(dims));
            if (out.empty())
                out = dims;
            else if (dims[2] != out[2] || dims[3] != out[3])
                throw NotCompiled("joining of different sizes");
            else
                out[1] += dims[1];
            parts.push_back(part.desc);
            operands.push_back(operand(DNNL_ARG_MULTIPLE_SRC + static_cast<int>(operands.size()), part));
        }
        const dnnl::concat::primitive_desc found(whole ? memory::desc(out, number, memory::format_tag::nChw8c)
                                                       : plain(out),
                                                 1, parts, engine_, attributes());
        const Value made = new_value(found.dst_desc());
        operands.push_back(operand(DNNL_ARG_DST, made));
        step(found, dnnl::concat(found), std::move(operands));
        values_[node.outputs[0]] = made;
    }

    /// Enlarging by whole numbers, by the nearest pixel or between pixels that are areas. ONNX may ask for more.
    void add_resize(const OnnxNode& node)
    {
        const Value& from = value(node.inputs[0]);
        const auto text = [&](const char* name, const char* otherwise) {
            const auto at = node.texts.find(name);
            return at == node.texts.end() ? std::string(otherwise) : at->second;
        };
        const std::string mode = text("mode", "nearest"),
                          corners = text("coordinate_transformation_mode", "half_pixel");
        const bool nearest = mode == "nearest" && corners == "asymmetric" &&
                             text("nearest_mode", "round_prefer_floor") == "floor",
                   linear = mode == "linear" && (corners == "half_pixel" || corners == "pytorch_half_pixel");
        const OnnxTensor& scales = constant(node, 2);
        if ((!nearest && !linear) || node.inputs.size() != 3 || scales.floats.size() != 4 || scales.floats[0] != 1 ||
            scales.floats[1] != 1)
            throw NotCompiled("such a change of size");
        Dims out = from.desc.dims();
        for (std::size_t d = 2; d < 4; ++d) {
            const float scale = scales.floats[d];
            if (!(scale >= 1 && scale <= 64) || scale != static_cast<float>(static_cast<std::int64_t>(scale)) ||
                (linear && out[d] == 1))
                throw NotCompiled("a change of size that is not by a whole number");
            out[d] *= static_cast<std::int64_t>(scale);
        }
        const dnnl::resampling_forward::primitive_desc found(
            {dnnl::prop_kind::forward_inference,
             nearest ? dnnl::algorithm::resampling_nearest : dnnl::algorithm::resampling_linear, from.desc,
             any_layout(out)},
            attributes(), engine_);
        const Value made = new_value(found.dst_desc());
        step(found, dnnl::resampling_forward(found), {operand(DNNL_ARG_SRC, from), operand(DNNL_ARG_DST, made)});
        values_[node.outputs[0]] = made;
    }

    void add_slice(const OnnxNode& node)
    {
        const Value from = laid_out(value(node.inputs[0]), plain(value(node.inputs[0]).desc.dims()));
        const auto one = [&](std::size_t input, std::int64_t otherwise) {
            if (input >= node.inputs.size())
                return otherwise;
            const OnnxTensor& tensor = constant(node, input);
            if (tensor.integers.size() != 1)
                throw NotCompiled("a cut along several axes");
            return tensor.integers[0];
        };
        Dims dims = from.desc.dims();
        const std::int64_t start = one(1, 0), end = std::min(one(2, 0), dims[1]);
        if (one(3, 0) != 1 || one(4, 1) != 1 || start < 0 || end <= start)
            throw NotCompiled("such a cut");
        dims[1] = end - start;
        Value part = from;
        part.desc = from.desc.submemory_desc(dims, {0, start, 0, 0});
        const Value made = new_value(plain(dims));
        const dnnl::reorder::primitive_desc copy(engine_, part.desc, engine_, made.desc, attributes());
        step(copy, dnnl::reorder(copy), {operand(DNNL_ARG_FROM, part), operand(DNNL_ARG_TO, made)});
        values_[node.outputs[0]] = made;
    }

    void add_transpose(const OnnxNode& node)
    {
        if (node.integers_or("perm", {}) != Dims{0, 3, 2, 1})
            throw NotCompiled("such a transposition");
        Value out = swapped_or_not(node.inputs[0]);
        out.channels_last = !out.channels_last;
        values_[node.outputs[0]] = out;
    }

    void add_softmax(const OnnxNode& node)
    {
        const Value& from = swapped_or_not(node.inputs[0]);
        if (node.integers_or("axis", {1}) != Dims{from.channels_last ? 3 : 1})
            throw NotCompiled("a softmax over anything but the channels");
        const Value in = laid_out(from, memory::desc(from.desc.dims(), number, memory::format_tag::nhwc));
        const dnnl::softmax_forward::primitive_desc found({dnnl::prop_kind::forward_inference, in.desc, 1},
                                                          attributes(), engine_);
        Value made = new_value(in.desc);
        step(found, dnnl::softmax_forward(found), {operand(DNNL_ARG_SRC, in), operand(DNNL_ARG_DST, made)});
        made.channels_last = from.channels_last;
        values_[node.outputs[0]] = made;
    }

    void lay_out()
    {
        plan_.working_bytes = change::lay_out(lives_);
        for (PlanStep& s : plan_.steps)
            for (PlanOperand& o : s.operands)
                if (o.place == PlanOperand::Place::Working)
                    o.at = lives_[o.at].offset;
    }

    struct OtherLayout {
        std::size_t number{};
        PlanOperand::Place place{};
        Value value;
    };

    const OnnxGraph& graph_;
    std::string output_;
    dnnl::engine engine_;
    PackedConstants& constants_;
    std::map<std::string, std::vector<std::size_t>> users_;
    std::map<std::string, Value> values_;
    std::vector<OtherLayout> layouts_;
    std::vector<Lifetime> lives_;
    std::set<std::size_t> done_; ///< steps of the network that an earlier one has taken on
    std::size_t at_{};
    NetworkPlan plan_;
};

} // namespace

NetworkPlan plan_network(const OnnxGraph& graph, const std::string& output, std::int64_t height, std::int64_t width,
                         const dnnl::engine& engine, PackedConstants& constants)
{
    return Planner(graph, output, engine, constants).plan(height, width);
}

} // namespace didban::change
