#pragma once
#include "didban/grid/pixel_window.h"

#include <cstddef>
#include <string>

namespace didban {

/// A run whose scene several processes share. Each pass over the scene's lattice cells has a name; this process
/// measures the whole of it, or finds the cells' answers measured, or measures those of its own part and ends there.
class ScenePasses {
public:
    virtual ~ScenePasses() = default;
    enum class Way { Whole, Measured, Part };
    [[nodiscard]] virtual Way way(const std::string& pass) const = 0;

    /// Measured: the answer of a cell, by its number in lattice order, as put() was given it. Thread-safe.
    [[nodiscard]] virtual std::string answer(const std::string& pass, std::size_t cell) const = 0;

    /// Part: the block of whole lattice cells that this process measures.
    [[nodiscard]] virtual PixelWindow block() const = 0;
    /// Part: keeps a cell's answer. One thread at a time.
    virtual void put(std::size_t cell, std::string answer) = 0;
};

/// Thrown where a process has measured its part of a pass: there is nothing further for it to do. Not an error.
struct PartMeasured {};

} // namespace didban
