#include "memory_end.h"

#include "didban/base/memory_left.h"
#include "exit_code.h"

#include <atomic>
#include <csignal>
#include <new>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace didban::cli {

namespace {

std::terminate_handler usual_end;

/// Every result gets its name in one step, so nothing half-written has one when the process ends here.
[[noreturn]] void end_without_memory()
{
    static std::atomic_flag said;
    while (said.test_and_set())
        ::pause(); // another thread is saying it
    ::_exit(fail_without_memory());
}

/// An exception nobody could catch: of a library's thread, of a destructor, of code that C called.
void take_exception()
{
    try {
        if (std::current_exception())
            throw;
    } catch (const std::exception& e) {
        if (tells_of_lacking_memory(e))
            end_without_memory();
    } catch (...) { // tells of nothing
    }
    usual_end();
}

/// How libraries written in C, GDAL, GLib and the C library among them, end the process where they find no memory for
/// small things: they abort, trap, or go on without having asked whether they got it.
struct End {
    int signal;
    struct sigaction usual {};
};
End ends[]{{SIGABRT}, {SIGTRAP}, {SIGSEGV}};

/// For any other reason the process ends as ever.
void take_end(int signal)
{
    if (!memory_is_left())
        end_without_memory();
    for (const End& end : ends)
        if (end.signal == signal)
            ::sigaction(signal, &end.usual, nullptr);
    std::raise(signal); // comes when this returns
}

void watch_for_the_end()
{
    usual_end = std::set_terminate(take_exception);
    struct sigaction action {};
    action.sa_handler = take_end;
    for (End& end : ends)
        ::sigaction(end.signal, &action, &end.usual);
    if (!memory_is_left()) // libraries fill tables of theirs next
        end_without_memory();
}

/// Runs before the libraries fill their tables, which is where the first memory is needed: before main.
[[gnu::section(".preinit_array"), gnu::used]] void (*const before_all)() = watch_for_the_end;

} // namespace

bool tells_of_lacking_memory(const std::exception& e)
{
    if (dynamic_cast<const std::bad_alloc*>(&e) != nullptr)
        return true;
    // A thread whose stack finds no room is told of as a lack of resources.
    if (const auto* failed = dynamic_cast<const std::system_error*>(&e))
        return failed->code() == std::errc::resource_unavailable_try_again ||
               failed->code() == std::errc::not_enough_memory;
    const std::string_view said = e.what();
    return said.find("Insufficient memory") != std::string_view::npos ||     // OpenCV
           said.find("pthread_create has failed") != std::string_view::npos; // TBB
}

int fail_without_memory()
{
    constexpr std::string_view said =
        "didban: error: not enough memory: didban needs about 300 MB to start and, for images, as much as --memory says "
        "(2048 MB when left out); raise the limit (ulimit -v, the container's), or give a smaller --memory and fewer "
        "--threads\n";
    (void)!::write(STDERR_FILENO, said.data(), said.size());
    return exit_code(ErrorKind::Internal);
}

} // namespace didban::cli
