#include "didban/parcel_service.h"

#include "didban/base/clock.h"
#include "didban/base/error.h"
#include "didban/base/text.h"
#include "didban/crypto/canonical_json.h"
#include "didban/gdal/gdal_data_access.h"
#include "pipelines/inquiry/give_answer.h"
#include "pipelines/parcel/drawn_plot.h"
#include "pipelines/parcel/parcel_areas.h"
#include "pipelines/parcel/parcel_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <mutex>
#include <sys/stat.h>

namespace didban {

namespace {

constexpr double most_radius_m = 5000;
constexpr int most_valid_days = 3650;

/// Size and time of every input that is a file.
using Stamp = std::vector<std::array<std::int64_t, 3>>;

Stamp stamp_of(const City& city)
{
    std::vector<std::string> paths{city.file, city.cadastre ? city.cadastre->source : std::string(),
                                   city.permits ? city.permits->source : std::string(), city.plan_source,
                                   city.plan_rules};
    for (const auto& [name, layer] : city.plan_layers)
        paths.push_back(layer.source);
    Stamp stamp;
    for (const std::string& path : paths) {
        struct stat info {};
        if (!path.empty() && ::stat(path.c_str(), &info) == 0)
            stamp.push_back({info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec});
        else
            stamp.push_back({});
    }
    return stamp;
}

} // namespace

struct ParcelService::State {
    std::string city;
    GdalDataAccess data;
    std::mutex loading; ///< one load at a time; readers never take it
    Stamp stamp;        ///< guarded by `loading`

    /// The book of now: whoever holds it keeps it whole while a newer one takes its place.
    [[nodiscard]] std::shared_ptr<const ParcelBook> book() const
    {
        const std::lock_guard lock(swapping_);
        return book_;
    }

    void load(const std::stop_token& stop)
    {
        const Stamp before = stamp_of(read_city(city));
        RunOptions run;
        run.stop = stop;
        auto fresh = ParcelBook::load(data, city, run);
        stamp = before; // taken before reading: a change meanwhile is seen the next time
        const std::lock_guard lock(swapping_);
        book_.swap(fresh);
    }

private:
    mutable std::mutex swapping_; ///< held for the copy of a pointer only
    std::shared_ptr<const ParcelBook> book_;
};

std::string ParcelRules::hash() const
{
    return answer_hash(book->plan().rules_digest, facts, answer);
}

std::vector<PendingRule> ParcelRules::pending() const
{
    return book->plan().rules.pending(facts, answer);
}

std::optional<BuildableAreas> ParcelRules::buildable() const
{
    return buildable_on(book->plan(), book->parcel(book->at(parcel_id)), facts, answer);
}

std::optional<StatedArea> ParcelRules::stated_area() const
{
    return didban::stated_area(*book, book->at(parcel_id));
}

std::string ParcelRules::json() const
{
    return didban::rules_json(book->plan().rules, book->plan().rules_digest,
                              {parcel_id, facts, answer, stated_area(), buildable(), {}});
}

ParcelService ParcelService::open(const std::string& city)
{
    auto state = std::make_shared<State>();
    state->city = city;
    const std::lock_guard lock(state->loading);
    state->load({});
    return ParcelService(state);
}

ParcelRules ParcelService::rules_for(std::string_view id, const Date& on, const std::optional<Date>& known) const
{
    ParcelRules rules;
    rules.book = state_->book();
    const std::size_t parcel = rules.book->at(id);
    rules.parcel_id = rules.book->parcel(parcel).id;
    rules.facts = rules.book->facts(parcel, on);
    rules.answer = rules.book->plan().rules.evaluate(rules.facts, on, known);
    return rules;
}

Assessment ParcelService::assess(std::string_view id, const Proposal& proposal, const std::optional<Date>& on,
                                 const std::optional<Date>& known) const
{
    const auto book = state_->book();
    return book->assess(book->at(id), proposal, on ? *on : today_in_tehran(), known);
}

std::string ParcelService::parcel_json(std::string_view id, const Date& on, const std::optional<Date>& known,
                                       double radius_m) const
{
    if (!(radius_m >= 0 && radius_m <= most_radius_m))
        throw Error(ErrorKind::Usage, "the radius must lie between 0 and 5000 m");
    const auto book = state_->book();
    const std::size_t parcel = book->at(id);
    return didban::parcel_json(make_parcel_file(*book, parcel, on, known, radius_m,
                                                parcel_history(state_->data, *book, parcel, RunOptions{})));
}

std::string ParcelService::rules_json(const std::vector<std::string>& ids, const Date& on,
                                      const std::optional<Date>& known) const
{
    const auto book = state_->book();
    std::vector<ParcelRulesAnswer> all;
    for (const std::string& id : ids) {
        const auto parcel = book->find(id);
        all.push_back(parcel ? rules_answer(*book, *parcel, on, known)
                             : ParcelRulesAnswer{id, {}, {}, {}, {}, "the cadastre has no such parcel"});
    }
    return didban::rules_json(book->plan().rules, book->plan().rules_digest, all);
}

std::string ParcelService::assessments_json(const std::vector<ParcelProposal>& proposals, const std::optional<Date>& on,
                                            const std::optional<Date>& known) const
{
    const auto book = state_->book();
    const Date day = on ? *on : today_in_tehran();
    std::vector<ProposalAnswer> all;
    for (const ParcelProposal& one : proposals) {
        all.push_back({one.parcel_id, {}, {}});
        try {
            all.back().assessment =
                book->assess(book->at(one.parcel_id), parse_proposal(one.proposal, "proposal"), day, known);
        } catch (const Error& e) {
            all.back().error = e.what();
        }
    }
    return didban::assessments_json(all);
}

std::string ParcelService::drawn_rules_json(std::string_view geojson, const std::string& crs, const Date& on,
                                            const std::optional<Date>& known) const
{
    if (!canonical_json(geojson))
        throw Error(ErrorKind::UnreadableInput, "the drawn polygon is not JSON in which each key stands once; give a "
                                                "GeoJSON Polygon");
    nlohmann::json proposal{{"footprint", nlohmann::json::parse(geojson)}};
    if (!crs.empty())
        proposal["crs"] = crs;
    const auto book = state_->book();
    return didban::drawn_rules_json(book->plan().rules, book->plan().rules_digest,
                                    rules_of_drawn(*book, parse_proposal(proposal.dump(), "polygon"), on, known));
}

std::string ParcelService::inquire(std::string_view id, const ServiceInquiry& inquiry) const
{
    InquiryRequest request;
    const auto purpose = inquiry_purpose(inquiry.purpose);
    if (!purpose)
        throw Error(ErrorKind::Usage, "purpose \"" + inquiry.purpose + "\" is not known; write mortgage or transfer");
    if (inquiry.valid_days < 1 || inquiry.valid_days > most_valid_days)
        throw Error(ErrorKind::Usage, "valid_days must lie between 1 and 3650");
    request.purpose = *purpose;
    request.since = inquiry.since;
    request.on = inquiry.on ? *inquiry.on : today_in_tehran();
    request.issued_at = this_second();
    request.request_id = inquiry.request_id;
    request.consumer = inquiry.consumer;
    request.valid_days = inquiry.valid_days;
    const auto book = state_->book();
    const PrivateKey key =
        PrivateKey::from_file(inquiry.key_file.empty() ? folder_of(*book) + "inquiry.key" : inquiry.key_file);
    return give_answer(state_->data, *book, book->at(id), request, key, inquiry.audit_log, RunOptions{});
}

std::optional<std::string> ParcelService::parcel_at(double lon, double lat) const
{
    const auto book = state_->book();
    const auto found = book->at_point(lon, lat);
    return found.empty() ? std::nullopt : std::optional(book->parcel(found.front()).id);
}

bool ParcelService::has(std::string_view id) const
{
    return state_->book()->find(id).has_value();
}

std::vector<std::string> ParcelService::ids() const
{
    const auto book = state_->book();
    std::vector<std::string> all;
    all.reserve(book->city().parcels.size());
    for (const Parcel& p : book->city().parcels)
        all.push_back(p.id);
    return all;
}

std::vector<std::string> ParcelService::ids_like(std::string_view beginning, std::size_t most) const
{
    const auto book = state_->book();
    std::vector<std::string> found;
    const auto exact = book->find(beginning);
    if (exact && most > 0)
        found.push_back(book->parcel(*exact).id);
    const std::string key = text::matching_key(beginning);
    for (std::size_t i = 0; i < book->city().parcels.size() && found.size() < most; ++i) {
        const Parcel& p = book->parcel(i);
        const bool once = std::any_of(p.old_keys.begin(), p.old_keys.end(),
                                      [&](const std::string& old) { return !key.empty() && old.starts_with(key); });
        if (i != exact && (once || p.key.starts_with(key) || p.id.starts_with(beginning)))
            found.push_back(p.id);
    }
    if (found.size() < most)
        for (const std::size_t i : book->at_address(beginning, most))
            if (const std::string& id = book->parcel(i).id;
                found.size() < most && std::find(found.begin(), found.end(), id) == found.end())
                found.push_back(id);
    return found;
}

void ParcelService::reload(const std::stop_token& stop) const
{
    const std::lock_guard lock(state_->loading);
    state_->load(stop);
}

bool ParcelService::reload_if_changed(const std::stop_token& stop) const
{
    const std::lock_guard lock(state_->loading);
    if (stamp_of(read_city(state_->city)) == state_->stamp)
        return false;
    state_->load(stop);
    return true;
}

std::string verify_answer_json(std::string_view answer, const std::vector<std::string>& public_keys,
                               bool allow_unknown_key)
{
    Verification how{{}, allow_unknown_key, this_second()};
    for (const std::string& pem : public_keys)
        how.trusted.push_back(PublicKey::from_pem(pem, "public key"));
    return verified_json(verify_inquiry(answer, how));
}

} // namespace didban
