# Flags for this build only; they are never exported to callers of the library.
add_library(didban_dev_flags INTERFACE)
target_compile_features(didban_dev_flags INTERFACE cxx_std_20)
target_compile_options(didban_dev_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wdouble-promotion -Wconversion -Wno-sign-conversion
  # False alarms on "text" + std::string in GCC 12 (bug 105651), more of them with precompiled headers.
  "$<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-stringop-overflow;-Wno-stringop-overread;-Wno-array-bounds>"
  $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>  # a compiler cache then sees which precompiled header a file was built with
  -ffp-contract=off   # the same sums on every machine: no fused multiply-add
  # In a build that compiles several files as one, GCC takes them for headers.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${CMAKE_UNITY_BUILD}>>:-Wno-subobject-linkage>
  $<$<BOOL:${DIDBAN_WERROR}>:-Werror>)
# The modules and rooms that take bytes from outside are hardened in every build, all others in the preset `package`.
add_library(didban_hardening INTERFACE)
target_compile_options(didban_hardening INTERFACE -fstack-protector-strong -fstack-clash-protection
  $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE> $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)
if(DIDBAN_SANITIZE)
  target_compile_options(didban_dev_flags INTERFACE -fsanitize=${DIDBAN_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(didban_dev_flags INTERFACE -fsanitize=${DIDBAN_SANITIZE})
endif()
