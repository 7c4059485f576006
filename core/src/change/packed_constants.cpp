#include "packed_constants.h"

namespace didban::change {

dnnl::memory PackedConstants::packed(const OnnxTensor& tensor, const dnnl::memory::desc& plain,
                                     const dnnl::memory::desc& wanted)
{
    std::vector<dnnl::memory>& kept = kept_[&tensor];
    for (const dnnl::memory& m : kept)
        if (m.get_desc() == wanted)
            return m;
    // Read alone; oneDNN's memory has no const.
    dnnl::memory from(plain, engine_, const_cast<float*>(tensor.floats.data()));
    dnnl::memory to(wanted, engine_);
    dnnl::stream stream(engine_);
    dnnl::reorder(from, to).execute(stream, from, to);
    stream.wait();
    kept.push_back(to);
    return to;
}

} // namespace didban::change
