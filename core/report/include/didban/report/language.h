#pragma once

namespace didban {

/// Of texts for people.
enum class Language { En, Fa };

} // namespace didban
