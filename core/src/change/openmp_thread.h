#pragma once

namespace didban::change {

/// While one lives, what the calling thread gives to OpenMP is done by that thread alone, for whole cells are worked on
/// in parallel. Then the thread has what its host had set.
class OneOpenmpThread {
public:
    OneOpenmpThread();
    ~OneOpenmpThread();
    OneOpenmpThread(const OneOpenmpThread&) = delete;
    OneOpenmpThread& operator=(const OneOpenmpThread&) = delete;

private:
    int before_;
};

} // namespace didban::change
