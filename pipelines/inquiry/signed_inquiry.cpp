#include "pipelines/inquiry/inquiry.h"
#include "pipelines/inquiry/seal.h"

namespace didban {

std::string signed_inquiry(const ParcelFile& file, const InquiryRequest& request, const PrivateKey& key)
{
    const ImageryAnswer imagery = imagery_since(file.history.observations, request.since);
    return seal({{"format", answer_format}, {"payload", Json::parse(inquiry_payload(file, request, imagery))}}, key) +
           "\n";
}

} // namespace didban
