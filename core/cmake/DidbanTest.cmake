include(GoogleTest)

# didban_test(NAME LABEL label SOURCES files... LINK targets...): one GoogleTest program; its cases become CTest tests.
function(didban_test name)
  cmake_parse_arguments(arg "" "LABEL;TIMEOUT" "SOURCES;LINK" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  add_executable(${name} ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES UNITY_BUILD OFF) # each file names its helpers as it likes
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_compile_definitions(${name} PRIVATE
    DIDBAN_SHARED_DATA="${DIDBAN_SHARED_DATA}"
    DIDBAN_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE ${arg_LINK} GTest::gtest_main didban_dev_flags)
  # Few tests compute for long, and optimising them is much of a fresh build.
  target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O1>)
  didban_precompile(${name} tests <gtest/gtest.h>)
  gtest_discover_tests(${name} PROPERTIES LABELS ${arg_LABEL} TIMEOUT ${arg_TIMEOUT} DISCOVERY_TIMEOUT 60)
endfunction()
