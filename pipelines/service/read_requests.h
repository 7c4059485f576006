#pragma once
#include "didban/parcel_service.h"

#include <string>
#include <string_view>
#include <vector>

namespace didban {

/// The texts of JSON that programs ask the service with. `name` stands in messages. All throw Error{Usage} naming the
/// key, what is wrong and what to write; a text in which a key stands twice or that is nested too deep is no JSON here.

/// ["3-1-10-2", …]
[[nodiscard]] std::vector<std::string> read_ids(std::string_view json, const std::string& name);

/// [{"parcel_id": …, "proposal": {…}}, …]; what a proposal holds is not looked at yet.
[[nodiscard]] std::vector<ParcelProposal> read_proposals(std::string_view json, const std::string& name);

/// Which keys an inquiry may have: `Question` leaves out what is not the asker's to say, where answers are signed with
/// which key (key, audit) and who asks (request_id, consumer).
enum class InquiryKeys { All, Question };
/// {"purpose": …, "since": …, "on": …, "valid_days": …, …}
[[nodiscard]] ServiceInquiry read_inquiry(std::string_view json, const std::string& name, InquiryKeys keys);

} // namespace didban
