#include "pipelines/inquiry/give_answer.h"

#include "didban/base/error.h"
#include "pipelines/inquiry/audit_log.h"
#include "pipelines/parcel/answer_json.h"

#include <chrono>
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
    std::string answer = signed_inquiry(book, file, request, key);
    append_audit(audit_log.empty() ? folder_of(book) + "audit.jsonl" : audit_log, answer, key);
    return answer;
}

std::string verified_json(const VerifiedAnswer& a)
{
    Json result{{"valid", a.valid}};
    if (!a.valid)
        result["reason"] = a.reason;
    result["signature_holds"] = a.signature_holds;
    if (a.signature_holds)
        result.update({{"key_id", a.key_id},
                       {"key_trusted", a.key_trusted},
                       {"request_id", a.request_id},
                       {"purpose", a.purpose},
                       {"parcel_id", a.parcel_id},
                       {"issued_at", a.issued_at},
                       {"valid_until", a.valid_until},
                       {"imagery", a.imagery}});
    if (a.valid && !a.key_trusted)
        result["warning"] = unchecked_key;
    return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string folder_of(const ParcelBook& book)
{
    const std::filesystem::path folder = std::filesystem::path(book.city().city.file).parent_path();
    return folder.empty() ? std::string{} : folder.string() + "/";
}

Instant this_second()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::seconds>(now).count()};
}

} // namespace didban
