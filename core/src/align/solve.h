#pragma once
#include <vector>

namespace didban {

/// A symmetric positive definite system with two right-hand sides; the matrix is dense, `size` × `size`, row by row.
struct NormalEquations {
    explicit NormalEquations(std::size_t n) : size(n), matrix(n * n), right_x(n), right_y(n) {}
    std::size_t size;
    std::vector<double> matrix, right_x, right_y;
    double& at(std::size_t r, std::size_t c) { return matrix[r * size + c]; }
};

/// Cholesky solution in place: right_x and right_y become the unknowns. A pivot that vanishes leaves its unknown 0.
void solve(NormalEquations& system);

} // namespace didban
