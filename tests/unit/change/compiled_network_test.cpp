#include "compiled_network.h"

#include "support/temporary_folder.h"

#include <onnx/onnx_pb.h>
#include <opencv2/dnn.hpp>

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <random>
#include <thread>

namespace didban {
namespace {

using Inputs = std::vector<std::pair<std::string, cv::Mat>>;

cv::Mat tensor(int channels, int height, int width, std::uint64_t seed)
{
    const std::array shape{1, channels, height, width};
    cv::Mat out(4, shape.data(), CV_32F);
    cv::RNG random(seed);
    random.fill(out, cv::RNG::NORMAL, 0, 1);
    return out;
}

double difference(const cv::Mat& a, const cv::Mat& b)
{
    EXPECT_EQ(a.dims, 4);
    for (int d = 0; d < 4; ++d)
        EXPECT_EQ(a.size[d], b.size[d]);
    return cv::norm(a.reshape(1, 1), b.reshape(1, 1), cv::NORM_INF);
}

cv::Mat by_opencv(const std::string& file, const std::string& output, const Inputs& inputs)
{
    cv::dnn::Net net = cv::dnn::readNetFromONNX(file);
    net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    for (const auto& [name, value] : inputs)
        net.setInput(value, name);
    return net.forward(output).clone();
}

CompiledNetwork compiled(const std::string& file, const std::string& output, int edge)
{
    auto graph = read_onnx_graph(file);
    if (!graph)
        throw std::runtime_error("not read");
    return {std::move(*graph), output, edge, edge};
}

class Shipped : public testing::TestWithParam<const char*> {
protected:
    [[nodiscard]] std::string file() const
    {
        return std::string(DIDBAN_SOURCE_DIR) + "/core/models/" + GetParam() + ".onnx";
    }
    [[nodiscard]] Inputs inputs(int height, int width) const
    {
        if (GetParam() == std::string("didban-buildings"))
            return {{"before", tensor(3, height, width, 1)}, {"after", tensor(3, height, width, 2)}};
        return {{"dates", tensor(8, height, width, 3)}};
    }
};

TEST_P(Shipped, SaysWhatOpencvSays)
{
    const CompiledNetwork network = compiled(file(), "probabilities", 64);
    for (const auto& [height, width] : {std::pair{64, 64}, {96, 224}, {160, 32}}) {
        const Inputs given = inputs(height, width);
        EXPECT_LT(difference(network.run(given), by_opencv(file(), "probabilities", given)), 1e-5);
    }
}

TEST_P(Shipped, SaysTheSameAgainWhateverWasAskedBetweenAndWhoeverAsks)
{
    const CompiledNetwork network = compiled(file(), "probabilities", 32);
    const Inputs given = inputs(64, 96);
    const cv::Mat first = network.run(given);
    for (int width = 32; width <= 32 * 18; width += 32)
        (void)network.run(inputs(32, width));
    std::array<cv::Mat, 3> again;
    std::vector<std::thread> threads;
    for (cv::Mat& mine : again)
        threads.emplace_back([&] { mine = network.run(given); });
    for (std::thread& t : threads)
        t.join();
    for (const cv::Mat& mine : again)
        EXPECT_EQ(difference(first, mine), 0);
}

INSTANTIATE_TEST_SUITE_P(Networks, Shipped, testing::Values("didban-construction", "didban-buildings"));

/// Draws networks of the operations that are known, and of one that is not.
class Drawn {
public:
    explicit Drawn(std::uint32_t seed) : random_(seed)
    {
        model_.set_ir_version(6);
        auto& version = *model_.add_opset_import();
        version.set_version(11);
        model_.mutable_graph()->set_name("drawn");
        auto& input = *model_.mutable_graph()->add_input();
        input.set_name("input");
        auto& type = *input.mutable_type()->mutable_tensor_type();
        type.set_elem_type(onnx::TensorProto::FLOAT);
        for (const std::int64_t dim : {1, 4, 16, 16})
            type.mutable_shape()->add_dim()->set_dim_value(dim);
        add("input", 4, 1);
    }

    /// Writes the network, whose output is "output".
    void write(const std::string& file)
    {
        auto& node = *model_.mutable_graph()->add_node();
        node.set_op_type("Sigmoid");
        node.add_input(values_.back().name);
        node.add_output("output");
        model_.mutable_graph()->add_output()->set_name("output");
        *model_.mutable_graph()->mutable_output(0)->mutable_type() = model_.graph().input(0).type();
        std::ofstream stream(file, std::ios::binary);
        model_.SerializeToOstream(&stream);
    }

    void grow()
    {
        switch (below(10)) {
        case 0:
        case 1:
        case 2:
            convolution(3, pick({1, 3, 8, 16, 20}), 1, 1);
            break;
        case 3: {
            const Value& from = any();
            convolution_of(from, 3, from.channels, from.channels, 1); // every channel by itself
            break;
        }
        case 4:
            sum(pick({0, 1}) == 0 ? "Add" : "Sub");
            break;
        case 5:
            function(below(2) == 0 ? "Relu" : "Abs");
            break;
        case 6:
            join();
            break;
        case 7:
            cut();
            break;
        case 8:
            softmax();
            break;
        default:
            residual();
        }
    }

    void shrink_and_enlarge()
    {
        convolution(5, 8, 1, 2);
        const bool nearest = below(2) == 0;
        const Value from = values_.back();
        auto& node = *new_node("Resize", {from.name, constant({}), constant({1, 1, 2, 2}, {4})});
        text(node, "mode", nearest ? "nearest" : "linear");
        text(node, "coordinate_transformation_mode", nearest ? "asymmetric" : "half_pixel");
        text(node, "nearest_mode", "floor");
        add(node.output(0), from.channels, from.shrunk / 2);
        convolution(3, 8, 1, 2);
        const Value small = values_.back();
        auto& up = *new_node("ConvTranspose", {small.name, constant(drawn(8 * 1 * 2 * 2), {8, 1, 2, 2})});
        integers(up, "group", {2}, true);
        integers(up, "kernel_shape", {2, 2});
        integers(up, "strides", {2, 2});
        add(up.output(0), 2, small.shrunk / 2);
    }

    void pool()
    {
        const Value from = values_.back();
        auto& node = *new_node("MaxPool", {from.name});
        integers(node, "kernel_shape", {3, 3});
        integers(node, "pads", {1, 1, 1, 1});
        add(node.output(0), from.channels, from.shrunk);
    }

private:
    struct Value {
        std::string name;
        std::int64_t channels{}, shrunk{};
    };

    std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }
    std::int64_t pick(std::initializer_list<std::int64_t> of)
    {
        return *(of.begin() + below(static_cast<std::uint32_t>(of.size())));
    }
    const Value& any() { return values_[below(static_cast<std::uint32_t>(values_.size()))]; }

    void add(std::string name, std::int64_t channels, std::int64_t shrunk)
    {
        values_.push_back({std::move(name), channels, shrunk});
    }

    std::vector<float> drawn(std::int64_t count)
    {
        std::vector<float> out(static_cast<std::size_t>(count));
        for (float& v : out)
            v = static_cast<float>(static_cast<double>(below(2001)) / 1000 - 1) * 0.3F;
        return out;
    }

    onnx::NodeProto* new_node(const std::string& op, const std::vector<std::string>& inputs)
    {
        auto* node = model_.mutable_graph()->add_node();
        node->set_op_type(op);
        node->set_name(op + std::to_string(model_.graph().node_size()));
        for (const std::string& input : inputs)
            node->add_input(input);
        node->add_output("v" + std::to_string(model_.graph().node_size()));
        return node;
    }

    static void integers(onnx::NodeProto& node, const char* name, std::initializer_list<std::int64_t> values,
                         bool single = false)
    {
        auto& a = *node.add_attribute();
        a.set_name(name);
        a.set_type(single ? onnx::AttributeProto::INT : onnx::AttributeProto::INTS);
        for (const std::int64_t v : values)
            if (single)
                a.set_i(v);
            else
                a.add_ints(v);
    }

    static void text(onnx::NodeProto& node, const char* name, const char* value)
    {
        auto& a = *node.add_attribute();
        a.set_name(name);
        a.set_type(onnx::AttributeProto::STRING);
        a.set_s(value);
    }

    std::string constant(const std::vector<float>& values, const std::vector<std::int64_t>& dims = {0})
    {
        auto& t = *model_.mutable_graph()->add_initializer();
        t.set_name("c" + std::to_string(model_.graph().initializer_size()));
        t.set_data_type(onnx::TensorProto::FLOAT);
        for (const std::int64_t d : dims)
            t.add_dims(d);
        for (const float v : values)
            t.add_float_data(v);
        return t.name();
    }

    std::string whole(std::int64_t value)
    {
        auto& t = *model_.mutable_graph()->add_initializer();
        t.set_name("c" + std::to_string(model_.graph().initializer_size()));
        t.set_data_type(onnx::TensorProto::INT64);
        t.add_dims(1);
        t.add_int64_data(value);
        return t.name();
    }

    void convolution_of(const Value& from_, std::int64_t kernel, std::int64_t channels, std::int64_t groups,
                        std::int64_t stride)
    {
        const Value from = from_;
        std::vector<std::string> inputs{from.name, constant(drawn(channels * from.channels / groups * kernel * kernel),
                                                            {channels, from.channels / groups, kernel, kernel})};
        if (below(2) == 0)
            inputs.push_back(constant(drawn(channels), {channels}));
        auto& node = *new_node("Conv", inputs);
        const std::int64_t pad = kernel / 2;
        integers(node, "kernel_shape", {kernel, kernel});
        integers(node, "pads", {pad, pad, pad, pad});
        integers(node, "strides", {stride, stride});
        integers(node, "group", {groups}, true);
        add(node.output(0), channels, from.shrunk * stride);
    }

    void convolution(std::int64_t kernel, std::int64_t channels, std::int64_t groups, std::int64_t stride)
    {
        convolution_of(stride > 1 ? values_.back() : any(), kernel, channels, groups, stride);
    }

    void function(const char* op)
    {
        const Value from = any();
        add(new_node(op, {from.name})->output(0), from.channels, from.shrunk);
    }

    void sum(const char* op)
    {
        const Value a = any();
        for (const Value& b : values_)
            if (b.channels == a.channels && b.shrunk == a.shrunk && b.name != a.name && below(2) == 0) {
                add(new_node(op, {a.name, b.name})->output(0), a.channels, a.shrunk);
                return;
            }
    }

    /// A value, something made of it, and their sum: what may be added in place, unless somebody asks for it later.
    void residual()
    {
        const Value from = any();
        convolution_of(from, 3, from.channels, 1, 1);
        const std::string made = values_.back().name;
        if (below(2) == 0)
            values_.pop_back(); // so that nobody else takes it
        add(new_node("Add", below(2) == 0 ? std::vector{from.name, made} : std::vector{made, from.name})->output(0),
            from.channels, from.shrunk);
        if (below(2) == 0) {
            const Value result = values_.back();
            values_.pop_back();
            add(new_node("Relu", {result.name})->output(0), result.channels, result.shrunk);
        }
    }

    void join()
    {
        const Value a = any(), b = any();
        if (a.name == b.name || a.shrunk != b.shrunk)
            return;
        auto& node = *new_node("Concat", {a.name, b.name});
        integers(node, "axis", {1}, true);
        add(node.output(0), a.channels + b.channels, a.shrunk);
    }

    void cut()
    {
        const Value from = any();
        if (from.channels < 3)
            return;
        const std::int64_t start = below(2), end = from.channels - below(2);
        add(new_node("Slice", {from.name, whole(start), whole(end), whole(1), whole(1)})->output(0), end - start,
            from.shrunk);
    }

    void softmax()
    {
        const Value from = any();
        auto& there = *new_node("Transpose", {from.name});
        integers(there, "perm", {0, 3, 2, 1});
        auto& node = *new_node("Softmax", {there.output(0)});
        integers(node, "axis", {3}, true);
        auto& back = *new_node("Transpose", {node.output(0)});
        integers(back, "perm", {0, 3, 2, 1});
        add(back.output(0), from.channels, from.shrunk);
    }

    std::mt19937 random_;
    onnx::ModelProto model_;
    std::vector<Value> values_;
};

TEST(CompiledNetwork, SaysWhatOpencvSaysOfDrawnNetworks)
{
    const test::TemporaryFolder folder;
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        SCOPED_TRACE(seed);
        Drawn drawn(seed);
        for (int k = 0; k < 14; ++k)
            drawn.grow();
        if (seed % 2 == 0)
            drawn.shrink_and_enlarge();
        const std::string file = (folder / "drawn.onnx").string();
        drawn.write(file);
        const Inputs given{{"input", tensor(4, 16, 24, seed)}};
        EXPECT_LT(difference(compiled(file, "output", 16).run(given), by_opencv(file, "output", given)), 1e-4);
    }
}

TEST(CompiledNetwork, LeavesWhatItDoesNotKnowToOpencv)
{
    const test::TemporaryFolder folder;
    Drawn drawn(1);
    drawn.pool();
    const std::string file = (folder / "drawn.onnx").string();
    drawn.write(file);
    EXPECT_THROW((void)compiled(file, "output", 16), NotCompiled);
    EXPECT_NO_THROW((void)by_opencv(file, "output", {{"input", tensor(4, 16, 16, 1)}}));
}

TEST(CompiledNetwork, RefusesInputsAndOutputsThatTheNetworkDoesNotHave)
{
    const std::string file = std::string(DIDBAN_SOURCE_DIR) + "/core/models/didban-construction.onnx";
    EXPECT_THROW((void)compiled(file, "certainties", 64), NotCompiled);
    const CompiledNetwork network = compiled(file, "probabilities", 64);
    EXPECT_THROW((void)network.run({{"days", tensor(8, 64, 64, 1)}}), NotCompiled);
    EXPECT_THROW((void)network.run({{"dates", tensor(6, 64, 64, 1)}}), NotCompiled);
    EXPECT_THROW((void)network.run({{"dates", tensor(8, 40, 64, 1)}}), NotCompiled);
}

TEST(ReadOnnxGraph, GivesNothingForWhatIsNoNetwork)
{
    const test::TemporaryFolder folder;
    std::ofstream(folder / "text.onnx") << "no network";
    EXPECT_FALSE(read_onnx_graph((folder / "text.onnx").string()));
    EXPECT_FALSE(read_onnx_graph((folder / "missing.onnx").string()));
}

} // namespace
} // namespace didban
