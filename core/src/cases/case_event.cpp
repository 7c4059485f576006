#include "didban/cases/case_event.h"

#include "didban/crypto/sha256.h"
#include "untold_columns.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace didban {

namespace {

using Json = nlohmann::ordered_json;

/// Of the shape only that it moved is told.
std::string digest_of(const MultiPolygon& shape)
{
    if (shape.empty())
        return "";
    Sha256 digest;
    for (const Polygon& part : shape.parts) {
        const auto add = [&](const Ring& ring) {
            for (const Point& p : ring)
                for (const double x : {p.x, p.y})
                    digest.add(std::to_string(static_cast<long long>(x * 1000 + (x < 0 ? -0.5 : 0.5))) + " ");
            digest.add("/");
        };
        add(part.outer);
        for (const Ring& hole : part.holes)
            add(hole);
    }
    return digest.finish_hex().substr(0, 12);
}

bool of_a_decision(std::string_view column)
{
    constexpr std::array<std::string_view, 7> names{"state", "since",     "steps",     "dismissal",
                                                    "note",  "inspector", "settled_on"};
    return std::find(names.begin(), names.end(), column) != names.end();
}

Json parsed(const std::string& changes)
{
    Json json = Json::parse(changes, nullptr, false);
    return json.is_object() ? json : Json::object();
}

} // namespace

std::string event_hash(const CaseEvent& e)
{
    Sha256 digest;
    const auto add = [&](const std::string& text) { digest.add(std::to_string(text.size()) + ":" + text + ";"); };
    for (const std::string& text :
         {e.previous_hash, std::to_string(e.number), e.case_id, e.place, e.on, e.event, e.detail, e.cause, e.run,
          e.reason, e.note, e.inspector, e.changes, std::to_string(e.undoes), e.recorded})
        add(text);
    if (!e.facts.empty()) // lines without facts are hashed as they were before there were any
        add(e.facts);
    return digest.finish_hex();
}

void ChainCheck::fault(const std::string& text)
{
    if (faults_.size() < most)
        faults_.push_back(text);
}

void ChainCheck::line(const CaseEvent& event)
{
    const std::string name = "line " + std::to_string(event.number);
    if (event.number != next_)
        fault(event.number > next_ ? "line " + std::to_string(next_) + " is missing" : name + " stands there twice");
    else if (event.previous_hash != read_.hash)
        fault(name + " does not follow the line before it");
    if (event_hash(event) != event.hash)
        fault(name + " (" + event.event + (event.case_id.empty() ? "" : " " + event.case_id) +
              ") is not as it was written");
    next_ = event.number + 1;
    ++read_.count;
    read_.hash = event.hash;
}

std::vector<std::string> ChainCheck::finish(const std::optional<ChainHead>& head) const
{
    std::vector<std::string> faults = faults_;
    if (!head)
        faults.emplace_back("the head of the chain is missing: lines may have been cut off");
    else if (head->count != read_.count)
        faults.push_back("the history holds " + std::to_string(read_.count) + " lines, its head tells of " +
                         std::to_string(head->count));
    else if (head->hash != read_.hash)
        faults.emplace_back("the last line is not the one that the head names");
    return faults;
}

std::string changes_between(const Case& before, const Case& after)
{
    Json changes = Json::object();
    for (const CaseColumn& column : case_columns()) {
        if (column.name == "case_id" || is_untold(column.name))
            continue;
        const std::string old = text_of(column.get(before)), now = text_of(column.get(after));
        if (old != now)
            changes[std::string(column.name)] = Json::array({old, now});
    }
    if (const std::string old = digest_of(before.shape), now = digest_of(after.shape); old != now)
        changes["shape"] = Json::array({old, now});
    return changes.empty() ? "" : changes.dump();
}

std::string changes_for_people(const std::string& changes)
{
    std::string text;
    const Json json = parsed(changes);
    for (const auto& [column, values] : json.items()) {
        if (column == "shape" || column == "reason_fa" || column == "reason_en" || column == "visit_score")
            continue;
        const auto said = [&list = values](std::size_t i) {
            const std::string value = i < list.size() && list[i].is_string() ? list[i].get<std::string>() : "";
            return value.empty() ? std::string("nothing") : value;
        };
        text += (text.empty() ? "" : "; ") + column + ": " + said(0) + " -> " + said(1);
    }
    return text;
}

std::optional<std::string> changed_to(const std::string& changes, const std::string& column)
{
    const Json json = parsed(changes);
    const auto found = json.find(column);
    if (found == json.end() || !found->is_array() || found->size() != 2 || !(*found)[1].is_string())
        return std::nullopt;
    return (*found)[1].get<std::string>();
}

void take_back(Case& c, const std::string& changes)
{
    const Json json = parsed(changes);
    for (const CaseColumn& column : case_columns()) {
        const auto found = json.find(std::string(column.name));
        if (of_a_decision(column.name) && found != json.end() && found->is_array() && !found->empty() &&
            (*found)[0].is_string())
            (void)column.set(c, (*found)[0].get<std::string>());
    }
}

} // namespace didban
