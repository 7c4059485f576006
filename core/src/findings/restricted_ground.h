#pragma once
#include "didban/findings/judge_change.h"

namespace didban {

/// The violation code of building (or demolishing) on such ground; "" for ground that only raises the priority.
[[nodiscard]] std::string code_on(const RestrictedGround& ground, ChangeKind change);

/// True where even a valid building permit licenses nothing: passages, buffers, farmland. In heritage areas and gardens
/// it is taken to carry the consent that its issue needed.
[[nodiscard]] bool no_permit_helps(const RestrictedGround& ground);

/// True when enough of the change lies there, on images that are good enough, to say so.
[[nodiscard]] bool counts(const RestrictedGround& ground, const Accuracy& accuracy, const JudgeOptions& options);

} // namespace didban
