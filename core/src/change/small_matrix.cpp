#include "small_matrix.h"

#include "didban/base/error.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace didban::change {

Matrix multiply(const Matrix& a, const Matrix& b)
{
    const std::size_t n = a.size();
    Matrix out(n);
    for (std::size_t r = 0; r < n; ++r)
        for (std::size_t k = 0; k < n; ++k)
            for (std::size_t c = 0; c < n; ++c)
                out(r, c) += a(r, k) * b(k, c);
    return out;
}

Matrix transposed(const Matrix& a)
{
    Matrix out(a.size());
    for (std::size_t r = 0; r < a.size(); ++r)
        for (std::size_t c = 0; c < a.size(); ++c)
            out(c, r) = a(r, c);
    return out;
}

Matrix cholesky(const Matrix& a)
{
    const std::size_t n = a.size();
    Matrix l(n);
    for (std::size_t c = 0; c < n; ++c) {
        double d = a(c, c);
        for (std::size_t k = 0; k < c; ++k)
            d -= l(c, k) * l(c, k);
        if (!(d > 0))
            throw Error(ErrorKind::Internal, "a covariance matrix that should be positive definite is not");
        l(c, c) = std::sqrt(d);
        for (std::size_t r = c + 1; r < n; ++r) {
            double s = a(r, c);
            for (std::size_t k = 0; k < c; ++k)
                s -= l(r, k) * l(c, k);
            l(r, c) = s / l(c, c);
        }
    }
    return l;
}

Matrix inverse_lower(const Matrix& l)
{
    const std::size_t n = l.size();
    Matrix out(n);
    for (std::size_t c = 0; c < n; ++c) {
        out(c, c) = 1 / l(c, c);
        for (std::size_t r = c + 1; r < n; ++r) {
            double s = 0;
            for (std::size_t k = c; k < r; ++k)
                s -= l(r, k) * out(k, c);
            out(r, c) = s / l(r, r);
        }
    }
    return out;
}

namespace {

double off_diagonal(const Matrix& a)
{
    double sum = 0;
    for (std::size_t r = 0; r < a.size(); ++r)
        for (std::size_t c = r + 1; c < a.size(); ++c)
            sum += a(r, c) * a(r, c);
    return sum;
}

/// Turns rows and columns p and q so that a(p, q) becomes 0.
void rotate(Matrix& a, Matrix& v, std::size_t p, std::size_t q)
{
    if (a(p, q) == 0)
        return;
    const double theta = (a(q, q) - a(p, p)) / (2 * a(p, q));
    const double t = (theta >= 0 ? 1 : -1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
    const double c = 1 / std::sqrt(t * t + 1), s = t * c;
    for (std::size_t k = 0; k < a.size(); ++k) {
        const double kp = a(k, p), kq = a(k, q);
        a(k, p) = c * kp - s * kq;
        a(k, q) = s * kp + c * kq;
    }
    for (std::size_t k = 0; k < a.size(); ++k) {
        const double pk = a(p, k), qk = a(q, k);
        a(p, k) = c * pk - s * qk;
        a(q, k) = s * pk + c * qk;
        const double vp = v(k, p), vq = v(k, q);
        v(k, p) = c * vp - s * vq;
        v(k, q) = s * vp + c * vq;
    }
}

} // namespace

Eigen symmetric_eigen(Matrix a)
{
    const std::size_t n = a.size();
    Matrix v(n);
    double scale = 0;
    for (std::size_t k = 0; k < n; ++k) {
        v(k, k) = 1;
        scale += a(k, k) * a(k, k);
    }
    for (int sweep = 0; sweep < 60 && off_diagonal(a) > 1e-30 * (scale + 1e-300); ++sweep)
        for (std::size_t p = 0; p + 1 < n; ++p)
            for (std::size_t q = p + 1; q < n; ++q)
                rotate(a, v, p, q);
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return a(i, i) < a(j, j); });
    Eigen out{{}, Matrix(n)};
    for (std::size_t c = 0; c < n; ++c) {
        out.values.push_back(a(order[c], order[c]));
        for (std::size_t r = 0; r < n; ++r)
            out.vectors(r, c) = v(r, order[c]);
    }
    return out;
}

} // namespace didban::change
