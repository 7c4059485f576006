# The installed package: one shared library with every module, the public headers, the program, the models and the CMake package.
include(CMakePackageConfigHelpers)

get_property(modules GLOBAL PROPERTY DIDBAN_MODULES)
get_property(foreign GLOBAL PROPERTY DIDBAN_FOREIGN)
list(REMOVE_DUPLICATES foreign)
# Every module's objects once; its own source only satisfies CMake.
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/didban_library.cpp CONTENT "")
add_library(didban_library SHARED ${CMAKE_BINARY_DIR}/didban_library.cpp)
foreach(module IN LISTS modules)
  target_sources(didban_library PRIVATE $<TARGET_OBJECTS:${module}>)
endforeach()
target_link_libraries(didban_library PRIVATE ${foreign})
set_target_properties(didban_library PROPERTIES
  OUTPUT_NAME didban EXPORT_NAME didban LINKER_LANGUAGE CXX VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}
  LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
target_include_directories(didban_library INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_compile_features(didban_library INTERFACE cxx_std_20)

install(TARGETS didban_library EXPORT didban-targets LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS didban_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY core/include/didban DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(DIRECTORY core/models/ DESTINATION ${CMAKE_INSTALL_DATADIR}/didban/models FILES_MATCHING PATTERN "*.onnx" PATTERN "*.json")
install(DIRECTORY core/python/didban DESTINATION lib/python3/dist-packages FILES_MATCHING PATTERN "*.py" PATTERN "py.typed")
install(EXPORT didban-targets NAMESPACE didban:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/didban)
configure_package_config_file(core/cmake/didban-config.cmake.in ${CMAKE_BINARY_DIR}/didban-config.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/didban)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/didban-config-version.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${CMAKE_BINARY_DIR}/didban-config.cmake ${CMAKE_BINARY_DIR}/didban-config-version.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/didban)
