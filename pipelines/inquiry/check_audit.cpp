#include "pipelines/inquiry/audit_log.h"

#include "didban/base/error.h"
#include "didban/base/read_text_file.h"
#include "didban/crypto/sha256.h"
#include "pipelines/inquiry/audit_parts.h"

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/file.h>
#include <unistd.h>

namespace didban {

namespace audit {

namespace {
constexpr const char* head_format = "didban-audit-head-1";
}

Head read_head(const std::string& log, const std::vector<PublicKey>& trusted)
{
    Head head{0, no_line(), {}, {}};
    const std::string path = head_path(log);
    if (!std::filesystem::exists(path))
        return head;
    const OpenedSeal opened = open_seal(read_text_file(path, "it belongs to the audit log", longest_line), trusted);
    if (!opened.holds)
        head.fault = path + " does not hold: " + opened.reason;
    else if (text_at(opened.body, "format") != head_format || number_of(opened.body, "lines") == 0)
        head.fault = path + " is not the head of an audit log";
    else
        head = {number_of(opened.body, "lines"), text_at(opened.body, "last_sha256"), opened.key_id, {}};
    return head;
}

std::string sealed_head(std::size_t lines, const std::string& last_sha256, const PrivateKey& key)
{
    return seal({{"format", head_format}, {"lines", lines}, {"last_sha256", last_sha256}}, key) + "\n";
}

std::size_t number_of(const Json& body, const char* key)
{
    const auto found = body.find(key);
    return found != body.end() && found->is_number_unsigned() ? found->get<std::size_t>() : 0;
}

} // namespace audit

namespace {

/// Keeps writers away while log and head are read.
class ReadLock {
public:
    explicit ReadLock(const std::string& path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC))
    {
        if (fd_ < 0)
            throw Error(ErrorKind::UnreadableInput, path + ": the audit log cannot be opened; check the path");
        ::flock(fd_, LOCK_SH);
    }
    ~ReadLock() { ::close(fd_); }
    ReadLock(const ReadLock&) = delete;
    ReadLock& operator=(const ReadLock&) = delete;

private:
    int fd_;
};

/// Why a line does not stand where it was written; "" = it does.
std::string fault_of_line(const OpenedSeal& line, std::size_t number, const std::string& previous)
{
    const std::string here = "line " + std::to_string(number);
    if (!line.holds)
        return here + " is not as it was written: " + line.reason;
    if (const std::size_t written = audit::number_of(line.body); written != number)
        return here + " was written as line " + std::to_string(written) +
               (written > number ? ": lines before it are gone" : ": it stands in the wrong place");
    if (text_at(line.body, "previous_sha256") != previous)
        return here + " does not follow from the line before it";
    return {};
}

void hold_against_head(AuditCheck& check, const audit::Head& head, const std::string& before_last)
{
    const auto broken = [&](std::size_t line, const std::string& reason) {
        check.broken_line = line;
        check.reason = reason;
    };
    if (!head.fault.empty())
        return broken(0, head.fault);
    if (head.lines == 0 && check.lines > 0)
        return broken(0, "the head of the log is missing; it stands beside it as NAME.head");
    if (check.lines < head.lines)
        return broken(check.lines + 1, "the head speaks of " + std::to_string(head.lines) + " lines: those from line " +
                                           std::to_string(check.lines + 1) + " on are gone");
    // One line more than the head counts is what a crash between the two leaves.
    if (check.lines > head.lines + 1 ||
        (check.lines == head.lines ? check.last_sha256 : before_last) != head.last_sha256)
        return broken(head.lines, "line " + std::to_string(head.lines) + " is not the one that the head names");
}

} // namespace

AuditCheck check_audit(const std::string& path, const std::vector<PublicKey>& trusted)
{
    const ReadLock lock(path);
    std::ifstream in(path, std::ios::binary);
    AuditCheck check;
    check.last_sha256 = audit::no_line();
    std::string buffer(audit::longest_line, '\0'), before_last;
    while (in.getline(buffer.data(), static_cast<std::streamsize>(buffer.size())) && !in.eof()) {
        const std::string_view text(buffer.data(), static_cast<std::size_t>(in.gcount()) - 1);
        const OpenedSeal line = open_seal(text, trusted);
        check.reason = fault_of_line(line, check.lines + 1, check.last_sha256);
        if (!check.reason.empty()) {
            check.broken_line = check.lines + 1;
            return check;
        }
        ++check.lines;
        before_last = check.last_sha256;
        check.last_sha256 = sha256_hex(text);
        if (std::find(check.key_ids.begin(), check.key_ids.end(), line.key_id) == check.key_ids.end())
            check.key_ids.push_back(line.key_id);
    }
    if (in.bad())
        throw Error(ErrorKind::UnreadableInput, path + ": cannot be read; give the audit log, not a folder");
    if (!in.eof()) {
        check.broken_line = check.lines + 1;
        check.reason = "line " + std::to_string(check.broken_line) + " is longer than any that is written";
        return check;
    }
    check.unfinished = in.gcount() > 0;
    check.keys_trusted = !trusted.empty();
    hold_against_head(check, audit::read_head(path, trusted), before_last);
    return check;
}

} // namespace didban
