#include "proj_handles.h"

namespace didban {

ProjContextPtr new_proj_context()
{
    ProjContextPtr context{proj_context_create()};
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
