#pragma once
#include "didban/base/memory_left.h"

#include <cpl_error.h>

#include <new>
#include <string>

namespace didban::gdal {

/// While in scope, keeps GDAL's messages on this thread from stderr and remembers the last error.
class ErrorScope {
public:
    ErrorScope() { CPLPushErrorHandlerEx(&ErrorScope::remember, this); }
    ~ErrorScope() { CPLPopErrorHandler(); }
    ErrorScope(const ErrorScope&) = delete;
    ErrorScope& operator=(const ErrorScope&) = delete;
    [[nodiscard]] const std::string& message() const noexcept { return message_; }
    [[nodiscard]] bool failed() const noexcept { return !message_.empty() || number_ == CPLE_OutOfMemory; }
    /// Throws std::bad_alloc when something failed for lack of memory, which is no fault of an input: GDAL said so, or
    /// it said something else while there is none to be had (decoders below it call a block unreadable then).
    void throw_if_out_of_memory() const
    {
        if (failed() && (number_ == CPLE_OutOfMemory || !memory_is_left()))
            throw std::bad_alloc();
    }

private:
    static void CPL_STDCALL remember(CPLErr level, CPLErrorNum number, const char* text) noexcept
    {
        if (level < CE_Failure)
            return;
        auto& scope = *static_cast<ErrorScope*>(CPLGetErrorHandlerUserData());
        try {
            scope.message_ = text;
        } catch (const std::bad_alloc&) { // GDAL's C code is no place for it
            number = CPLE_OutOfMemory;
        }
        // A reader that finds no memory for a block tells of that first and of the block it lacks last.
        if (scope.number_ != CPLE_OutOfMemory)
            scope.number_ = number;
    }
    std::string message_;
    CPLErrorNum number_{CPLE_None};
};

} // namespace didban::gdal
