#pragma once
#include <functional>
#include <string>

namespace didban {

/// Where libraries and pipelines send what they have to say; they never print. Must be callable from any thread.
struct Log {
    std::function<void(const std::string&)> info = [](const std::string&) {};
    std::function<void(const std::string&)> warn = [](const std::string&) {};
    /// `done` of `total` units of the step named `what`; total 0 = unknown.
    std::function<void(const std::string& what, double done, double total)> progress = [](const std::string&, double,
                                                                                          double) {};
};

} // namespace didban
