#include "pipelines/parcel/near_edges.h"

#include "pipelines/parcel/parcel_words.h"

#include <cmath>

namespace didban {

namespace {

namespace words = parcel_words;

/// One sigma of a polygon's area when each corner has one of `sigma` per axis, independent of the others.
double area_sigma(const MultiPolygon& shape, double sigma)
{
    double sum = 0;
    const auto add = [&](const Ring& ring) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point &before = ring[i], &after = ring[(i + 2) % ring.size()];
            sum += std::pow(after.x - before.x, 2) + std::pow(after.y - before.y, 2);
        }
    };
    for (const Polygon& part : shape.parts) {
        add(part.outer);
        for (const Ring& hole : part.holes)
            add(hole);
    }
    return sigma / 2 * std::sqrt(sum);
}

std::string limit_text(const LimitBeyond& limit, Language language)
{
    QuantityAnswer answer;
    answer.quantity = limit.quantity;
    answer.outcome = limit.outcome;
    answer.maximum = limit.maximum;
    answer.minimum = limit.minimum;
    return words::quantity(limit.quantity, language) + " " + words::value(answer, language);
}

} // namespace

std::vector<OtherSide> near_edges(const ParcelBook& book, std::size_t parcel, const ParcelFacts& facts,
                                  const Answer& answer)
{
    const double sigma = book.city().city.cadastre_accuracy_m;
    return other_sides(book.plan().rules, facts,
                       {{NumericFact::PassageWidth, std::sqrt(2.0) * sigma},
                        {NumericFact::PlotArea, area_sigma(book.parcel(parcel).shape, sigma)}},
                       answer);
}

Json to_json(const std::vector<OtherSide>& sides)
{
    Json list = Json::array();
    for (const OtherSide& s : sides) {
        Json limits = Json::array();
        for (const LimitBeyond& l : s.limits)
            limits.push_back({{"quantity", name(l.quantity)},
                              {"outcome", name(l.outcome)},
                              {"maximum", l.maximum ? to_json(*l.maximum) : Json(nullptr)},
                              {"minimum", l.minimum ? to_json(*l.minimum) : Json(nullptr)},
                              {"unit", unit(l.quantity)}});
        list.push_back({{"fact", name(s.fact)},
                        {"value", rounded(s.value, 2)},
                        {"accuracy", rounded(s.accuracy, 2)},
                        {"edge", s.edge},
                        {"limits_beyond", std::move(limits)}});
    }
    return list;
}

std::string other_side_text(const OtherSide& side, Language language)
{
    const auto number = [&](double x) { return words::number(x, 2, language); };
    const bool more = side.edge > side.value;
    std::string limits;
    for (const LimitBeyond& l : side.limits)
        limits += (limits.empty() ? "" : words::say(language, "; ", "؛ ")) + limit_text(l, language);
    const std::string fact = words::fact(std::string(name(side.fact)), language);
    return words::say(
        language,
        fact + " " + number(side.value) + " (± " + number(side.accuracy) + ") may be " +
            (more ? number(side.edge) + " or more" : "less than " + number(side.edge)) + "; then: " + limits,
        fact + " " + number(side.value) + " (± " + number(side.accuracy) + ") شاید " +
            (more ? number(side.edge) + " یا بیشتر" : "کمتر از " + number(side.edge)) + " باشد؛ در آن صورت: " + limits);
}

} // namespace didban
