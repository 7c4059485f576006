#pragma once
#include "didban/base/error.h"

#include <initializer_list>
#include <string>
#include <system_error>

/// Whether results can be written where the user asked for them: to be asked before the long work. A name that starts
/// with "/vsi" belongs to GDAL and is not judged here. Thread-safe.
namespace didban {

/// Throws Error{Usage} when results cannot be written into `folder`, which need not exist yet.
void check_output_folder(const std::string& folder);

/// check_output_folder, then creates it with the folders above it. Throws Error{Usage} when that cannot be done.
void make_output_folder(const std::string& folder);

/// Throws Error{Usage} when `file` cannot be written: its folder is missing or closed to writing, it is itself a folder
/// or a device. A plain file of that name may exist.
void check_output_file(const std::string& file);

/// Throws Error{Usage} when `file` is one of the files that are read, under whatever name. Inputs that are no files
/// (databases) and empty names are passed over.
void check_not_an_input(const std::string& file, std::initializer_list<std::string> inputs);

/// The kind of error of an output that could not be opened: Usage where another name would do (no such folder, no
/// permission, not a file), OutputFailed where it would not (disk full, too many files open, input/output error).
[[nodiscard]] ErrorKind output_error_kind(const std::error_code& why);

} // namespace didban
