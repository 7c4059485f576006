#include "proj_handles.h"

#include <new>

namespace didban {

ProjContextPtr new_proj_context()
{
    ProjContextPtr context{proj_context_create()};
    if (!context)
        throw std::bad_alloc(); // PROJ would take no context for its own one, which prints
    proj_log_level(context.get(), PJ_LOG_NONE);
    proj_context_set_enable_network(context.get(), 0);
    return context;
}

PJ_CONTEXT* proj_context()
{
    thread_local const ProjContextPtr own = new_proj_context();
    return own.get();
}

} // namespace didban
