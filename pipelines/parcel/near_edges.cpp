#include "pipelines/parcel/near_edges.h"

#include <cmath>

namespace didban {

namespace {

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

} // namespace

double area_accuracy(const ParcelBook& book, std::size_t parcel)
{
    return area_sigma(book.parcel(parcel).shape, book.city().city.cadastre_accuracy_m);
}

std::vector<OtherSide> near_edges(const ParcelBook& book, std::size_t parcel, const ParcelFacts& facts,
                                  const Answer& answer)
{
    const double sigma = book.city().city.cadastre_accuracy_m;
    return other_sides(
        book.plan().rules, facts,
        {{NumericFact::PassageWidth, std::sqrt(2.0) * sigma}, {NumericFact::PlotArea, area_accuracy(book, parcel)}},
        answer);
}

} // namespace didban
