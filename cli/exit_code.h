#pragma once
#include "didban/base/error.h"

namespace didban::cli {

/// Exit codes of contract §3; ClosedPipe: the reader of standard output went away, as a shell reports it.
enum ExitCode : int { Done = 0, Failed = 1, WrongInput = 2, FindingsReached = 3, Interrupted = 130, ClosedPipe = 141 };

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
