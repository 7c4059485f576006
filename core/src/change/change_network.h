#pragma once
#include "compiled_network.h"
#include "didban/change/model_card.h"

#include <opencv2/dnn.hpp>

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace didban {

/// One channel of a tensor (1, channels, height, width), without a copy.
[[nodiscard]] cv::Mat channel_of(const cv::Mat& tensor, int channel);

/// A network behind its card: whatever inputs it takes and outputs it gives, planes of change come out. It is compiled
/// where CompiledNetwork knows what it does; OpenCV runs the others. Thread-safe: networks that are not at work wait in
/// a pool. The card must live as long.
class ChangeNetwork {
public:
    /// Throws Error{Configuration} when OpenCV cannot read the file.
    ChangeNetwork(const ModelCard& card, std::string onnx_file);
    /// `dates`: inputs (1, bands, height, width) before and after. Result (planes, height, width), probabilities with
    /// 0.5 as the decision: change; then building before and after, or the five kinds, or nothing, as the network
    /// tells. Throws Error{Configuration} when inputs and outputs are not those of the card.
    [[nodiscard]] cv::Mat planes(const std::vector<cv::Mat>& dates) const;

private:
    [[nodiscard]] cv::dnn::Net take() const;
    void give_back(const cv::dnn::Net& net) const;
    [[nodiscard]] cv::dnn::Net load() const;
    [[nodiscard]] cv::Mat run(const std::vector<std::pair<std::string, cv::Mat>>& inputs) const;
    [[nodiscard]] cv::Mat run_by_opencv(const std::vector<std::pair<std::string, cv::Mat>>& inputs) const;

    const ModelCard& card_;
    std::string file_;
    std::unique_ptr<const CompiledNetwork> compiled_; ///< or nullptr
    mutable std::mutex mutex_;
    mutable std::vector<cv::dnn::Net> idle_;
};

} // namespace didban
