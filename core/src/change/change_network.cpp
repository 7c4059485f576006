#include "change_network.h"

#include "didban/base/error.h"
#include "odds.h"

#include <opencv2/imgproc.hpp>

#include <array>
#include <new>

namespace didban {

namespace {

/// OpenCV tells of a lack of memory by its own exception, which is no fault of the model.
void throw_if_out_of_memory(const cv::Exception& e)
{
    if (e.code == cv::Error::StsNoMem)
        throw std::bad_alloc();
}

cv::Mat dilated(const cv::Mat& m, int radius)
{
    cv::Mat out;
    cv::dilate(m, out, cv::getStructuringElement(cv::MORPH_RECT, {2 * radius + 1, 2 * radius + 1}));
    return out;
}

/// A building of one date where the other has none within `tolerance` pixels.
cv::Mat exclusive(const cv::Mat& before, const cv::Mat& after, int tolerance)
{
    const cv::Mat built = after.mul(cv::Mat(1 - dilated(before, tolerance))),
                  gone = before.mul(cv::Mat(1 - dilated(after, tolerance)));
    return cv::max(built, gone);
}

} // namespace

cv::Mat channel_of(const cv::Mat& tensor, int channel)
{
    return {tensor.size[2], tensor.size[3], CV_32F, const_cast<float*>(tensor.ptr<float>(0, channel))};
}

ChangeNetwork::ChangeNetwork(const ModelCard& card, std::string onnx_file) : card_(card), file_(std::move(onnx_file))
{
    if (auto graph = read_onnx_graph(file_))
        try {
            compiled_ =
                std::make_unique<CompiledNetwork>(std::move(*graph), card.output, card.block_px[0], card.block_px[1]);
            return;
        } catch (const NotCompiled&) { // OpenCV knows more operations
        }
    give_back(load());
}

cv::dnn::Net ChangeNetwork::take() const
{
    {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            cv::dnn::Net net = idle_.back();
            idle_.pop_back();
            return net;
        }
    }
    return load();
}

void ChangeNetwork::give_back(const cv::dnn::Net& net) const
{
    const std::lock_guard lock(mutex_);
    idle_.push_back(net);
}

cv::dnn::Net ChangeNetwork::load() const
{
    try {
        cv::dnn::Net net = cv::dnn::readNetFromONNX(file_);
        net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
        return net;
    } catch (const cv::Exception& e) {
        throw_if_out_of_memory(e);
        throw Error(ErrorKind::Configuration, file_ + " cannot be read as an ONNX network (" + e.err +
                                                  "); core/models/CARD.md says how to export one");
    }
}

cv::Mat ChangeNetwork::run_by_opencv(const std::vector<std::pair<std::string, cv::Mat>>& inputs) const
{
    cv::dnn::Net net = take();
    cv::Mat out;
    try {
        for (const auto& [name, tensor] : inputs)
            net.setInput(tensor, name);
        out = net.forward(card_.output).clone();
    } catch (const cv::Exception& e) {
        throw_if_out_of_memory(e);
        throw Error(ErrorKind::Configuration,
                    file_ + " does not run with the inputs and output that its card names (" + e.err +
                        "); correct input.tensors and output.tensor, or export the network again");
    }
    give_back(net);
    return out;
}

cv::Mat ChangeNetwork::run(const std::vector<std::pair<std::string, cv::Mat>>& inputs) const
{
    cv::Mat out;
    try {
        out = compiled_ ? compiled_->run(inputs) : run_by_opencv(inputs);
    } catch (const NotCompiled& e) {
        throw Error(ErrorKind::Configuration, file_ + " does not run with the inputs and output that its card names (" +
                                                  e.what() +
                                                  "); correct input.tensors and output.tensor, or export "
                                                  "the network again");
    }
    const cv::Mat& in = inputs.front().second;
    if (out.dims != 4 || out.size[1] != card_.channels || out.size[2] != in.size[2] || out.size[3] != in.size[3])
        throw Error(ErrorKind::Configuration, file_ + " gives an output of another shape than (1, " +
                                                  std::to_string(card_.channels) +
                                                  ", height, width) of its input; correct output.channels in its card");
    if (card_.logits)
        for (float* v = out.ptr<float>(); v != out.ptr<float>() + out.total(); ++v)
            *v = sigmoid(static_cast<double>(*v));
    return out;
}

cv::Mat ChangeNetwork::planes(const std::vector<cv::Mat>& dates) const
{
    std::array<cv::Mat, 3> found;
    std::vector<cv::Mat> planes;
    if (card_.input == ModelCard::Input::Single) {
        const cv::Mat a = run({{card_.tensors[0], dates[0]}}), b = run({{card_.tensors[0], dates[1]}});
        found[1] = channel_of(a, card_.building).clone();
        found[2] = channel_of(b, card_.building).clone();
    } else {
        cv::Mat out;
        if (card_.input == ModelCard::Input::Pair) {
            out = run({{card_.tensors[0], dates[0]}, {card_.tensors[1], dates[1]}});
        } else {
            std::array shape{1, 2 * dates[0].size[1], dates[0].size[2], dates[0].size[3]};
            cv::Mat stacked(4, shape.data(), CV_32F);
            std::copy_n(dates[0].ptr<float>(), dates[0].total(), stacked.ptr<float>());
            std::copy_n(dates[1].ptr<float>(), dates[1].total(), stacked.ptr<float>() + dates[0].total());
            out = run({{card_.tensors[0], stacked}});
        }
        if (card_.change >= 0)
            found[0] = channel_of(out, card_.change).clone();
        if (card_.change >= 0 && card_.no_change >= 0 && card_.logits) {
            // Two classes that compete: their odds decide, not each one's own.
            const cv::Mat other = channel_of(out, card_.no_change);
            for (int r = 0; r < other.rows; ++r)
                for (int c = 0; c < other.cols; ++c)
                    found[0].at<float>(r, c) = sigmoid(logit(static_cast<double>(found[0].at<float>(r, c))) -
                                                       logit(static_cast<double>(other.at<float>(r, c))));
        }
        for (const int channel : card_.kinds)
            if (channel >= 0)
                planes.push_back(channel_of(out, channel).clone());
        if (card_.building_before >= 0 && card_.building_after >= 0) {
            found[1] = channel_of(out, card_.building_before).clone();
            found[2] = channel_of(out, card_.building_after).clone();
        }
    }
    if (found[0].empty())
        found[0] = exclusive(found[1], found[2], 1);
    if (card_.fusion && !found[1].empty()) {
        const cv::Mat d = exclusive(found[1], found[2], card_.fusion->tolerance_px);
        for (int r = 0; r < d.rows; ++r)
            for (int c = 0; c < d.cols; ++c)
                found[0].at<float>(r, c) = sigmoid(
                    card_.fusion->change * logit(static_cast<double>(found[0].at<float>(r, c))) +
                    card_.fusion->buildings * logit(static_cast<double>(d.at<float>(r, c))) + card_.fusion->bias);
    }
    if (card_.threshold != 0.5)
        for (int r = 0; r < found[0].rows; ++r)
            for (int c = 0; c < found[0].cols; ++c)
                found[0].at<float>(r, c) =
                    sigmoid(logit(static_cast<double>(found[0].at<float>(r, c))) - logit(card_.threshold));
    if (planes.empty() && !found[1].empty())
        planes = {found[1], found[2]};
    planes.insert(planes.begin(), found[0]);
    std::array shape{static_cast<int>(planes.size()), found[0].rows, found[0].cols};
    cv::Mat out(3, shape.data(), CV_32F);
    for (std::size_t k = 0; k < planes.size(); ++k)
        std::copy_n(planes[k].ptr<float>(), planes[k].total(), out.ptr<float>(static_cast<int>(k)));
    return out;
}

} // namespace didban
