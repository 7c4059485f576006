#pragma once
#include <cpl_error.h>

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
    [[nodiscard]] bool failed() const noexcept { return !message_.empty(); }

private:
    static void CPL_STDCALL remember(CPLErr level, CPLErrorNum, const char* text) noexcept
    {
        if (level >= CE_Failure)
            static_cast<ErrorScope*>(CPLGetErrorHandlerUserData())->message_ = text;
    }
    std::string message_;
};

} // namespace didban::gdal
