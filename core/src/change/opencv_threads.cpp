#include "opencv_threads.h"

#include <opencv2/core/utility.hpp>

#include <mutex>

namespace didban::change {

namespace {

struct Holders {
    std::mutex mutex;
    int count{0}, before{0};
};

Holders& holders()
{
    static Holders all;
    return all;
}

} // namespace

OneOpencvThread::OneOpencvThread()
{
    Holders& all = holders();
    const std::lock_guard lock(all.mutex);
    if (all.count++ == 0) {
        all.before = cv::getNumThreads();
        cv::setNumThreads(1);
    }
}

OneOpencvThread::~OneOpencvThread()
{
    Holders& all = holders();
    const std::lock_guard lock(all.mutex);
    if (--all.count == 0)
        cv::setNumThreads(all.before);
}

} // namespace didban::change
