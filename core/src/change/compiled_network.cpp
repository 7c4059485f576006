#include "compiled_network.h"

#include "network_plan.h"
#include "openmp_thread.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <new>
#include <unordered_map>

namespace didban {

namespace {

constexpr std::size_t most_plans = 16; ///< sizes that are kept compiled
constexpr int most_primitives = 64;    ///< that oneDNN keeps beside them, for steps that plans share

/// Memory that one run works in; grows with the largest plan.
class WorkingMemory {
public:
    std::byte* of(std::size_t bytes)
    {
        if (bytes > bytes_) {
            memory_.reset();
            memory_.reset(static_cast<std::byte*>(::operator new(bytes, aligned)));
            bytes_ = bytes;
        }
        return memory_.get();
    }

private:
    static constexpr std::align_val_t aligned{64};
    struct Free {
        void operator()(std::byte* memory) const { ::operator delete(memory, aligned); }
    };
    std::unique_ptr<std::byte, Free> memory_;
    std::size_t bytes_{};
};

/// oneDNN's errors in our words.
template <typename Work>
auto by_onednn(const Work& work)
{
    try {
        return work();
    } catch (const dnnl::error& e) {
        if (e.status == dnnl_out_of_memory)
            throw std::bad_alloc();
        throw NotCompiled(e.what());
    }
}

} // namespace

struct CompiledNetwork::Impl {
    OnnxGraph graph;
    std::string output;
    dnnl::engine engine{dnnl::engine::kind::cpu, 0};
    std::mutex mutex;
    change::PackedConstants constants{engine};
    struct Kept {
        std::int64_t height{}, width{};
        std::shared_ptr<const change::NetworkPlan> plan;
    };
    std::vector<Kept> plans; ///< the last one used stands last
    std::vector<WorkingMemory> idle;

    std::shared_ptr<const change::NetworkPlan> plan_for(std::int64_t height, std::int64_t width)
    {
        const std::lock_guard lock(mutex);
        const auto found = std::find_if(plans.begin(), plans.end(),
                                        [&](const Kept& k) { return k.height == height && k.width == width; });
        if (found != plans.end()) {
            std::rotate(found, found + 1, plans.end());
            return plans.back().plan;
        }
        auto made = std::make_shared<const change::NetworkPlan>(
            change::plan_network(graph, output, height, width, engine, constants));
        if (plans.size() == most_plans)
            plans.erase(plans.begin());
        plans.push_back({height, width, made});
        return made;
    }

    WorkingMemory take()
    {
        const std::lock_guard lock(mutex);
        if (idle.empty())
            return {};
        WorkingMemory out = std::move(idle.back());
        idle.pop_back();
        return out;
    }

    void give_back(WorkingMemory memory)
    {
        const std::lock_guard lock(mutex);
        idle.push_back(std::move(memory));
    }
};

CompiledNetwork::CompiledNetwork(OnnxGraph graph, std::string output, std::int64_t height, std::int64_t width)
    : impl_(std::make_unique<Impl>())
{
    by_onednn([] {
        dnnl::set_primitive_cache_capacity(std::min(dnnl::get_primitive_cache_capacity(), most_primitives));
        return true;
    });
    impl_->graph = std::move(graph);
    impl_->output = std::move(output);
    const change::OneOpenmpThread alone;
    by_onednn([&] { return impl_->plan_for(height, width); });
}

CompiledNetwork::~CompiledNetwork() = default;

cv::Mat CompiledNetwork::run(const std::vector<std::pair<std::string, cv::Mat>>& inputs) const
{
    using Place = change::PlanOperand::Place;
    const change::OneOpenmpThread alone;
    const cv::Mat& first = inputs.front().second;
    return by_onednn([&] {
        const auto plan = impl_->plan_for(first.size[2], first.size[3]);
        std::vector<void*> given;
        for (std::size_t k = 0; k < plan->inputs.size(); ++k) {
            const auto found = std::find_if(inputs.begin(), inputs.end(),
                                            [&](const auto& input) { return input.first == plan->inputs[k]; });
            if (found == inputs.end() || found->second.size[1] != plan->channels[k] ||
                found->second.size[2] != first.size[2] || found->second.size[3] != first.size[3])
                throw NotCompiled("an input of another name or shape");
            given.push_back(found->second.data);
        }
        const std::array shape{1, static_cast<int>(plan->out_channels), static_cast<int>(plan->out_height),
                               static_cast<int>(plan->out_width)};
        cv::Mat out(4, shape.data(), CV_32F);
        WorkingMemory working = impl_->take();
        std::byte* const base = working.of(plan->working_bytes);
        dnnl::stream stream(impl_->engine);
        for (const change::PlanStep& step : plan->steps) {
            std::unordered_map<int, dnnl::memory> arguments;
            for (const change::PlanOperand& o : step.operands)
                arguments.emplace(o.argument, o.place == Place::Constant
                                                  ? o.constant
                                                  : dnnl::memory(o.desc, impl_->engine,
                                                                 o.place == Place::Working ? base + o.at
                                                                 : o.place == Place::Input ? given[o.at]
                                                                                           : out.data));
            step.primitive.execute(stream, arguments);
        }
        stream.wait();
        impl_->give_back(std::move(working));
        return out;
    });
}

} // namespace didban
