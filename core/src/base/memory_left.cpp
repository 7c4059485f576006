#include "didban/base/memory_left.h"

#include <cstddef>
#include <new>
#include <sys/mman.h>

namespace didban {

bool memory_is_left()
{
    constexpr std::size_t what_a_block_may_need = 32U << 20U;
    void* const some =
        ::mmap(nullptr, what_a_block_may_need, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return some != MAP_FAILED && ::munmap(some, what_a_block_may_need) == 0;
}

void throw_if_out_of_memory()
{
    if (!memory_is_left())
        throw std::bad_alloc();
}

} // namespace didban
