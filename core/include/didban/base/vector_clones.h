#pragma once

/// Before a function whose loops the compiler can vectorise: it is compiled for AVX2 as well, and the machine decides
/// which one runs. Without fused multiplication (the build forbids contraction) both give the same bits. Not under
/// sanitizers, which cannot run the resolver.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) &&               \
    !defined(__SANITIZE_THREAD__)
#define DIDBAN_VECTOR_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define DIDBAN_VECTOR_CLONES
#endif
