#include "didban/parcel_service.h"

#include "didban/base/error.h"
#include "didban/gdal/gdal_data_access.h"
#include "pipelines/parcel/parcel_book.h"
#include "pipelines/parcel/parcel_file.h"

#include <array>
#include <atomic>
#include <chrono>
#include <mutex>
#include <sys/stat.h>

namespace didban {

namespace {

constexpr int tehran_minutes = 210;

Date today()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return Instant{std::chrono::duration_cast<std::chrono::seconds>(now).count()}.date_at(tehran_minutes);
}

/// Size and time of every input that is a file.
using Stamp = std::vector<std::array<std::int64_t, 3>>;

Stamp stamp_of(const City& city)
{
    Stamp stamp;
    for (const std::string& path :
         {city.file, city.cadastre ? city.cadastre->source : std::string(),
          city.permits ? city.permits->source : std::string(), city.plan_source, city.plan_rules}) {
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
    std::atomic<std::shared_ptr<const ParcelBook>> book;

    void load()
    {
        const Stamp before = stamp_of(read_city(city));
        auto fresh = ParcelBook::load(data, city, RunOptions{});
        stamp = before; // taken before reading: a change meanwhile is seen the next time
        book.store(std::move(fresh));
    }
};

std::string ParcelRules::hash() const
{
    return answer_hash(book->plan(), facts, answer);
}

std::string ParcelRules::json() const
{
    return rules_json(*book, facts, answer);
}

ParcelService ParcelService::open(const std::string& city)
{
    auto state = std::make_shared<State>();
    state->city = city;
    const std::lock_guard lock(state->loading);
    state->load();
    return ParcelService(state);
}

ParcelRules ParcelService::rules_for(std::string_view id, const Date& on, const std::optional<Date>& known) const
{
    ParcelRules rules;
    rules.book = state_->book.load();
    const std::size_t parcel = rules.book->at(id);
    rules.parcel_id = rules.book->parcel(parcel).id;
    rules.facts = rules.book->facts(parcel, on);
    rules.answer = rules.book->plan().rules.evaluate(rules.facts, on, known);
    return rules;
}

Assessment ParcelService::assess(std::string_view id, const Proposal& proposal, const std::optional<Date>& on) const
{
    const auto book = state_->book.load();
    return book->assess(book->at(id), proposal, on ? *on : today());
}

std::optional<std::string> ParcelService::parcel_at(double lon, double lat) const
{
    const auto book = state_->book.load();
    const auto found = book->at_point(lon, lat);
    return found.empty() ? std::nullopt : std::optional(book->parcel(found.front()).id);
}

bool ParcelService::has(std::string_view id) const
{
    return state_->book.load()->find(id).has_value();
}

std::vector<std::string> ParcelService::ids() const
{
    const auto book = state_->book.load();
    std::vector<std::string> all;
    all.reserve(book->city().parcels.size());
    for (const Parcel& p : book->city().parcels)
        all.push_back(p.id);
    return all;
}

void ParcelService::reload() const
{
    const std::lock_guard lock(state_->loading);
    state_->load();
}

bool ParcelService::reload_if_changed() const
{
    const std::lock_guard lock(state_->loading);
    if (stamp_of(read_city(state_->city)) == state_->stamp)
        return false;
    state_->load();
    return true;
}

} // namespace didban
