#include "openmp_thread.h"

// As in omp.h, which not every compiler brings.
extern "C" {
int omp_get_max_threads();
void omp_set_num_threads(int threads);
}

namespace didban::change {

OneOpenmpThread::OneOpenmpThread() : before_(omp_get_max_threads())
{
    omp_set_num_threads(1);
}

OneOpenmpThread::~OneOpenmpThread()
{
    omp_set_num_threads(before_);
}

} // namespace didban::change
