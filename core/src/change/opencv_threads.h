#pragma once

namespace didban::change {

/// While one lives, OpenCV works on the calling thread alone, for whole cells are worked on in parallel. The number of
/// threads belongs to the process: the last one to go puts back what the host had set. Thread-safe.
class OneOpencvThread {
public:
    OneOpencvThread();
    ~OneOpencvThread();
    OneOpencvThread(const OneOpencvThread&) = delete;
    OneOpencvThread& operator=(const OneOpencvThread&) = delete;
};

} // namespace didban::change
