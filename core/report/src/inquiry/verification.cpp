#include "didban/report/verification.h"

#include "json_values.h"

namespace didban {

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
                       {"answer_code", text_or_null(a.answer_code)},
                       {"issued_at", a.issued_at},
                       {"valid_until", a.valid_until},
                       {"imagery", a.imagery}});
    if (a.valid && !a.key_trusted)
        result["warning"] = unchecked_key;
    return document(result);
}

std::string audit_json(const AuditCheck& check)
{
    const bool valid = check.reason.empty();
    Json result{{"valid", valid}};
    if (!valid)
        result["reason"] = check.reason;
    result.update({{"lines", check.lines},
                   {"first_broken_line", check.broken_line == 0 ? Json(nullptr) : Json(check.broken_line)},
                   {"unfinished_line", check.unfinished},
                   {"last_sha256", check.last_sha256},
                   {"key_ids", check.key_ids},
                   {"key_trusted", check.keys_trusted}});
    if (valid && !check.keys_trusted)
        result["warning"] = unchecked_key;
    return document(result);
}

} // namespace didban
