#pragma once
#include <cstddef>
#include <vector>

namespace didban::change {

/// Dense square matrix of a few dozen rows, row by row.
class Matrix {
public:
    explicit Matrix(std::size_t n) : n_(n), v_(n * n) {}
    [[nodiscard]] std::size_t size() const { return n_; }
    [[nodiscard]] double& operator()(std::size_t r, std::size_t c) { return v_[r * n_ + c]; }
    [[nodiscard]] double operator()(std::size_t r, std::size_t c) const { return v_[r * n_ + c]; }

private:
    std::size_t n_;
    std::vector<double> v_;
};

[[nodiscard]] Matrix multiply(const Matrix& a, const Matrix& b);
[[nodiscard]] Matrix transposed(const Matrix& a);
/// Lower triangle L with L·Lᵀ = a. Throws Error{Internal} when `a` is not positive definite.
[[nodiscard]] Matrix cholesky(const Matrix& a);
/// Inverse of a lower triangular matrix.
[[nodiscard]] Matrix inverse_lower(const Matrix& l);

struct Eigen {
    std::vector<double> values; ///< ascending
    Matrix vectors;             ///< one per column, orthonormal
};
/// Of a symmetric matrix, by cyclic Jacobi rotations (Golub and Van Loan 8.5).
[[nodiscard]] Eigen symmetric_eigen(Matrix a);

} // namespace didban::change
