#include "pipelines/land_use/plu_reader.h"

#include "didban/base/error.h"
#include "pipelines/land_use/plu_object.h"

#include <algorithm>

namespace didban {

void PluReader::each(const std::vector<std::string>& types, bool geometry, const Take& take)
{
    const auto source =
        gml_.open({.source = file_, .name_space = plu_name_space, .types = types, .geometry = geometry, .axes = axes_});
    GmlFeature feature;
    while (source->next(feature)) {
        if (run_.stop.stop_requested())
            throw Error(ErrorKind::Interrupted, "the import was interrupted");
        take(feature, source->crs());
    }
    others_ = source->others();
    for (const std::string& doubt : source->doubts())
        if (std::find(doubts_.begin(), doubts_.end(), doubt) == doubts_.end())
            doubts_.push_back(doubt);
}

} // namespace didban
