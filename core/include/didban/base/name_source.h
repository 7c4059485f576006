#pragma once
#include "didban/base/error.h"

#include <string>

namespace didban {

/// Does `work`; an Error that does not say which input it is about gets `source` in front. For what is done with the
/// rows of a table by functions that know values only (a point that has no place in the working CRS).
template <class Work>
auto naming(const std::string& source, Work work)
{
    try {
        return work();
    } catch (const Error& e) {
        if (std::string(e.what()).find(source) != std::string::npos)
            throw;
        throw Error(e.kind(), source + ": " + e.what());
    }
}

} // namespace didban
