#pragma once
#include <proj.h>

#include <memory>

namespace didban {

struct ProjContextDestroy {
    void operator()(PJ_CONTEXT* context) const noexcept { proj_context_destroy(context); }
};
using ProjContextPtr = std::unique_ptr<PJ_CONTEXT, ProjContextDestroy>;

struct ProjDestroy {
    void operator()(PJ* object) const noexcept { proj_destroy(object); }
};
using ProjPtr = std::unique_ptr<PJ, ProjDestroy>; // must not outlive the context it was made in

/// A context that never uses the network and never prints.
ProjContextPtr new_proj_context();
/// This thread's context for short questions; objects made in it stay on this thread.
PJ_CONTEXT* proj_context();

} // namespace didban
