#include "didban/base/error.h"
#include "didban/base/text.h"
#include "didban/crypto/canonical_json.h"
#include "pipelines/parcel/parcel_book.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

using nlohmann::json;

class Reader {
public:
    Reader(const json& object, const std::string& source) : object_(object), source_(source) {}
    [[noreturn]] void fail(const std::string& message) const
    {
        throw Error(ErrorKind::UnreadableInput, source_ + ": " + message);
    }
    void only(const std::vector<std::string>& keys) const
    {
        for (const auto& [key, value] : object_.items())
            if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
                const std::string near = text::nearest(key, keys);
                fail("unknown key \"" + key + "\"" +
                     (near.empty() ? "; see docs/proposal.md" : "; did you mean \"" + near + "\"?"));
            }
    }
    void number(const char* key, std::optional<double>& to) const
    {
        const auto found = object_.find(key);
        if (found == object_.end() || found->is_null())
            return;
        if (!found->is_number() || !std::isfinite(found->get<double>()) || found->get<double>() < 0)
            fail(std::string("\"") + key +
                 "\" must be a number, 0 or more, in the unit of its name; leave it out when it is unknown");
        to = found->get<double>();
    }
    void texts(const char* key, std::vector<std::string>& to) const
    {
        const auto found = object_.find(key);
        if (found == object_.end() || found->is_null())
            return;
        if (found->is_string()) {
            to.push_back(found->get<std::string>());
            return;
        }
        if (!found->is_array() ||
            !std::all_of(found->begin(), found->end(), [](const json& j) { return j.is_string(); }))
            fail(std::string("\"") + key + "\" must be a text or a list of texts");
        for (const json& one : *found)
            to.push_back(one.get<std::string>());
    }
    [[nodiscard]] std::string text(const char* key) const
    {
        const auto found = object_.find(key);
        if (found == object_.end() || found->is_null())
            return {};
        if (!found->is_string())
            fail(std::string("\"") + key + "\" must be a text");
        return found->get<std::string>();
    }
    [[nodiscard]] Ring ring(const json& points) const
    {
        Ring r;
        if (!points.is_array())
            fail("the footprint's rings must be lists of [x, y]");
        for (const json& p : points) {
            if (!p.is_array() || p.size() < 2 || !p[0].is_number() || !p[1].is_number())
                fail("the footprint's corners must be [x, y] numbers");
            r.push_back({p[0].get<double>(), p[1].get<double>()});
        }
        if (r.size() > 1 && r.front() == r.back())
            r.pop_back();
        if (r.size() < 3)
            fail("a ring of the footprint has fewer than three corners");
        return r;
    }
    [[nodiscard]] Polygon polygon(const json& rings) const
    {
        if (!rings.is_array() || rings.empty())
            fail("the footprint's coordinates are empty");
        Polygon p{ring(rings[0]), {}};
        for (std::size_t i = 1; i < rings.size(); ++i)
            p.holes.push_back(ring(rings[i]));
        return p;
    }
    [[nodiscard]] MultiPolygon footprint() const
    {
        MultiPolygon shape;
        const auto found = object_.find("footprint");
        if (found == object_.end() || found->is_null())
            return shape;
        const json& geometry = found->contains("geometry") ? (*found)["geometry"] : *found;
        const std::string type = geometry.is_object() ? geometry.value("type", "") : "";
        if (type == "Polygon")
            shape.parts.push_back(polygon(geometry.value("coordinates", json())));
        else if (type == "MultiPolygon")
            for (const json& part : geometry.value("coordinates", json::array()))
                shape.parts.push_back(polygon(part));
        else
            fail("\"footprint\" must be a GeoJSON Polygon or MultiPolygon");
        return shape;
    }

private:
    const json& object_;
    const std::string& source_;
};

Proposal read_proposal(const json& object, const std::string& name)
{
    const Reader read(object, name);
    if (!object.is_object())
        read.fail("must be one JSON object; see docs/proposal.md");
    read.only({"footprint",
               "crs",
               "floors",
               "height_m",
               "footprint_m2",
               "total_area_m2",
               "units",
               "parking",
               "projection_m",
               "setback_front_m",
               "setback_rear_m",
               "setback_side_m",
               "setbacks_m",
               "depth_m",
               "chamfer_m",
               "ground_asl_m",
               "use",
               "uses",
               "conditions_met",
               "kind"});
    Proposal p;
    p.footprint = read.footprint();
    p.footprint_crs = read.text("crs");
    p.kind = read.text("kind");
    read.number("floors", p.floors);
    read.number("height_m", p.height_m);
    read.number("footprint_m2", p.footprint_m2);
    read.number("total_area_m2", p.total_area_m2);
    read.number("units", p.units);
    read.number("parking", p.parking);
    read.number("projection_m", p.projection_m);
    read.number("setback_front_m", p.setback_front_m);
    read.number("setback_rear_m", p.setback_rear_m);
    read.number("setback_side_m", p.setback_side_m);
    read.number("depth_m", p.depth_m);
    read.number("chamfer_m", p.chamfer_m);
    read.number("ground_asl_m", p.ground_asl_m);
    read.texts("use", p.uses);
    read.texts("uses", p.uses);
    read.texts("conditions_met", p.conditions_met);
    if (const auto sides = object.find("setbacks_m"); sides != object.end()) {
        if (!sides->is_object())
            read.fail("\"setbacks_m\" must be { \"front\": …, \"rear\": …, \"side\": … }");
        const Reader side(*sides, name);
        side.only({"front", "rear", "side"});
        side.number("front", p.setback_front_m);
        side.number("rear", p.setback_rear_m);
        side.number("side", p.setback_side_m);
    }
    return p;
}

} // namespace

Proposal parse_proposal(std::string_view text_in, const std::string& name)
{
    const std::string_view text = text_in.starts_with("\xEF\xBB\xBF") ? text_in.substr(3) : text_in;
    try {
        const json object = json::parse(text);
        if (!canonical_json(text))
            Reader(object, name).fail("a key stands twice, or the text is nested without end; state each value once");
        return read_proposal(object, name);
    } catch (const json::exception& e) { // no JSON, a number beyond any machine's, a part of another type
        throw Error(ErrorKind::UnreadableInput,
                    name + ": not a proposal: " + e.what() + "; see docs/proposal.md for its keys and units");
    }
}

} // namespace didban
