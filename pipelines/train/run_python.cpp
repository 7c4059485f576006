#include "pipelines/train/run_python.h"

#include "didban/base/error.h"
#include "pipelines/detect/model_files.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <optional>
#include <spawn.h>
#include <stop_token>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ; // NOLINT: POSIX

namespace didban::train {

namespace {

namespace fs = std::filesystem;

constexpr const char* python = "/usr/bin/python3";
constexpr const char* modules_needed = "import importlib.util as u\n"
                                       "need = {'torch': 'python3-torch', 'onnx': 'python3-onnx', "
                                       "'cv2': 'python3-opencv', 'osgeo': 'python3-gdal', 'scipy': 'python3-scipy'}\n"
                                       "lacks = [p for m, p in need.items() if u.find_spec(m) is None]\n"
                                       "print(' '.join(lacks))";

/// What POSIX wants of a list of words.
class Words {
public:
    explicit Words(std::vector<std::string> words) : words_(std::move(words))
    {
        for (std::string& word : words_)
            pointers_.push_back(word.data());
        pointers_.push_back(nullptr);
    }
    [[nodiscard]] char** data() { return pointers_.data(); }

private:
    std::vector<std::string> words_;
    std::vector<char*> pointers_;
};

std::vector<std::string> environment(const std::string& training)
{
    std::vector<std::string> out;
    for (char** variable = environ; *variable != nullptr; ++variable)
        if (std::strncmp(*variable, "PYTHON", 6) != 0)
            out.emplace_back(*variable);
    out.insert(out.end(), {"PYTHONPATH=" + training, "PYTHONDONTWRITEBYTECODE=1", "PYTHONUNBUFFERED=1"});
    return out;
}

/// A child of this process whose outputs come through `read_end`.
struct Child {
    pid_t id{};
    int read_end{-1};
};

Child start(Words arguments, Words variables)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        throw Error(ErrorKind::Internal, std::string("no pipe can be made: ") + std::strerror(errno));
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&files, ends[1], STDERR_FILENO);
    posix_spawnattr_t attributes; // this program's threads have signals blocked that must end the child
    ::posix_spawnattr_init(&attributes);
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    Child child{0, ends[0]};
    const int failed = ::posix_spawn(&child.id, python, &files, &attributes, arguments.data(), variables.data());
    ::posix_spawn_file_actions_destroy(&files);
    ::posix_spawnattr_destroy(&attributes);
    ::close(ends[1]);
    if (failed != 0) {
        ::close(ends[0]);
        throw Error(ErrorKind::Configuration,
                    std::string(python) + " cannot be started (" + std::strerror(failed) +
                        "); training needs Debian's python3, python3-torch, python3-onnx, python3-opencv, "
                        "python3-gdal and python3-scipy");
    }
    return child;
}

/// Hands each line over as it comes, until the child closes its outputs.
template <class Use>
void read_lines(int from, Use use)
{
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(::fdopen(from, "r"), &std::fclose);
    char* line = nullptr;
    std::size_t room = 0;
    for (ssize_t length = 0; (length = ::getline(&line, &room, file.get())) >= 0;) {
        std::string text(line, static_cast<std::size_t>(length));
        while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
            text.pop_back();
        if (!text.empty())
            use(text);
    }
    std::free(line);
}

PythonAnswer run_words(const std::string& training, std::vector<std::string> words, const RunOptions& run, bool aloud)
{
    words.insert(words.begin(), python);
    const Child child = start(Words(std::move(words)), Words(environment(training)));
    PythonAnswer out;
    {
        const std::stop_callback end(run.stop, [id = child.id] { ::kill(id, SIGTERM); });
        read_lines(child.read_end, [&](const std::string& line) {
            if (aloud)
                run.log.info(line);
            out.lines.push_back(line);
        });
        siginfo_t ended{};
        while (::waitid(P_PID, static_cast<id_t>(child.id), &ended, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
        }
    } // from here on nobody sends a signal to that number
    int status = 0;
    ::waitpid(child.id, &status, 0);
    if (run.stop.stop_requested())
        throw Error(ErrorKind::Interrupted, "interrupted; nothing was written. Run the same command again");
    out.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return out;
}

} // namespace

std::string training_folder()
{
    std::error_code ignored;
    std::vector<fs::path> folders;
    if (const char* named = std::getenv("DIDBAN_TRAINING"); named != nullptr && *named != '\0')
        folders.emplace_back(named);
    const fs::path models = fs::path(detect::shipped_or_refuse(detect::buildings_network)).parent_path();
    folders.push_back(models / "../training");              // share/didban
    folders.push_back(models / "../../pipelines/training"); // the source tree
    folders.emplace_back(DIDBAN_TRAINING_DIR);
    for (const fs::path& folder : folders)
        if (fs::is_regular_file(folder / "didban_training/adapt.py", ignored))
            return folder.lexically_normal().string();
    throw Error(
        ErrorKind::Configuration,
        "the Python training code is not installed; set DIDBAN_TRAINING to the folder that holds didban_training");
}

void check_python(const std::string& training)
{
    const PythonAnswer answer = run_words(training, {"-c", modules_needed}, RunOptions{}, false);
    const std::string said = answer.lines.empty() ? std::string() : answer.lines.back();
    if (answer.code != 0)
        throw Error(ErrorKind::Configuration, std::string(python) + " does not run: " + said);
    if (!said.empty())
        throw Error(ErrorKind::Configuration,
                    "training needs packages that are not installed: sudo apt install " + said);
}

PythonAnswer run_python(const std::string& training, const std::string& module,
                        const std::vector<std::string>& arguments, const RunOptions& run)
{
    std::vector<std::string> words{"-m", module};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return run_words(training, std::move(words), run, true);
}

} // namespace didban::train
