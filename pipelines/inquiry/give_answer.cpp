#include "pipelines/inquiry/give_answer.h"

#include "didban/base/error.h"
#include "pipelines/inquiry/audit_log.h"
#include "pipelines/parcel/parcel_file.h"

#include <filesystem>

namespace didban {

std::string give_answer(const DataAccess& data, const ParcelBook& book, std::size_t parcel,
                        const InquiryRequest& request, const PrivateKey& key, const std::string& audit_log,
                        const RunOptions& run)
{
    if (request.on < request.since)
        throw Error(ErrorKind::Usage, "since, " + request.since.iso() + ", is later than the day of the answer, " +
                                          request.on.iso() + "; give the day of the certificate that is relied on");
    const ParcelFile file = make_parcel_file(book, parcel, request.on, {}, 0, parcel_history(data, book, parcel, run));
    std::string answer = signed_inquiry(file, request, key);
    append_audit(audit_log.empty() ? folder_of(book) + "audit.jsonl" : audit_log, answer, key);
    return answer;
}

std::string folder_of(const ParcelBook& book)
{
    const std::filesystem::path folder = std::filesystem::path(book.city().city.file).parent_path();
    return folder.empty() ? std::string{} : folder.string() + "/";
}

} // namespace didban
