#include "solve.h"

#include <cmath>

namespace didban {

void solve(NormalEquations& s)
{
    const std::size_t n = s.size;
    for (std::size_t j = 0; j < n; ++j) {
        double* row_j = &s.at(j, 0);
        const double scale = row_j[j];
        double pivot = scale;
        for (std::size_t k = 0; k < j; ++k)
            pivot -= row_j[k] * row_j[k];
        const bool vanished = !(pivot > 1e-13 * scale);
        row_j[j] = vanished ? 0 : std::sqrt(pivot);
        for (std::size_t i = j + 1; i < n; ++i) {
            double* row_i = &s.at(i, 0);
            double sum = row_i[j];
            for (std::size_t k = 0; k < j; ++k)
                sum -= row_i[k] * row_j[k];
            row_i[j] = vanished ? 0 : sum / row_j[j];
        }
    }
    for (std::vector<double>* right : {&s.right_x, &s.right_y}) {
        std::vector<double>& b = *right;
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t k = 0; k < i; ++k)
                b[i] -= s.at(i, k) * b[k];
            b[i] = s.at(i, i) > 0 ? b[i] / s.at(i, i) : 0;
        }
        for (std::size_t i = n; i-- > 0;) {
            for (std::size_t k = i + 1; k < n; ++k)
                b[i] -= s.at(k, i) * b[k];
            b[i] = s.at(i, i) > 0 ? b[i] / s.at(i, i) : 0;
        }
    }
}

} // namespace didban
