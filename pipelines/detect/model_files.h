#pragma once
#include <string>

namespace didban::detect {

/// Files that ship with the program; a network's card lies beside it under the same name with .json.
inline constexpr const char* buildings_network = "didban-buildings.onnx";
inline constexpr const char* construction_network = "didban-construction.onnx"; ///< what the evidence was fitted on
inline constexpr const char* evidence_model = "didban-evidence.json";

/// Path of a file that ships with the program: in the folder that the environment variable DIDBAN_MODELS names, beside
/// the installed program (share/didban/models), or in the source tree. "" when it is nowhere.
[[nodiscard]] std::string shipped_model(const std::string& file);

/// The same; throws Error{Configuration} when it is nowhere.
[[nodiscard]] std::string shipped_or_refuse(const std::string& file);

/// A whole text file. Throws Error{UnreadableInput} naming it.
[[nodiscard]] std::string read_text(const std::string& path);

} // namespace didban::detect
