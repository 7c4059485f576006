#pragma once
#include "didban/base/error.h"

namespace didban::cli {

/// Exit codes of contract §3.
enum ExitCode : int { Done = 0, Failed = 1, WrongInput = 2, FindingsReached = 3, Interrupted = 130 };

inline ExitCode exit_code(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Usage:
    case ErrorKind::Configuration:
    case ErrorKind::UnreadableInput:
    case ErrorKind::IncompatibleInput:
        return WrongInput;
    case ErrorKind::Interrupted:
        return Interrupted;
    case ErrorKind::Unregistrable:
    case ErrorKind::OutputFailed:
    case ErrorKind::Internal:
        break;
    }
    return Failed;
}

} // namespace didban::cli
