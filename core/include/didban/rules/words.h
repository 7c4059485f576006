#pragma once
#include "didban/rules/facts.h"

#include <string>

/// What facts, overlays and sides of a plot are called in sentences.
namespace didban {

/// A fact, or a limit that others are chosen by, under its name in an answer: "passage_width_m", "rule"; another word
/// as it is.
[[nodiscard]] Label fact_words(const std::string& name);
/// A kind of overlay: as the city calls it, else as everybody does, else the word itself.
[[nodiscard]] Label overlay_words(const std::string& kind, const Label& given);
/// "north", "south", "east", "west"; another word as it is.
[[nodiscard]] Label side_words(const std::string& side);

} // namespace didban
