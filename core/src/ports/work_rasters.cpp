#include "didban/ports/work_rasters.h"

#include "didban/base/error.h"

namespace didban {

const WorkRasters& work_rasters(const DataAccess& data)
{
    const auto* const rasters = dynamic_cast<const WorkRasters*>(&data);
    if (rasters == nullptr)
        throw Error(ErrorKind::Internal, "this data access keeps no rasters for work");
    return *rasters;
}

} // namespace didban
