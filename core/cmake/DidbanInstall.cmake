# The installed package: one shared library with every module, the public headers, the program, the models, documents and the
# packages that CMake and pkg-config find. `cpack -G DEB` makes a Debian package of the same files.
include(CMakePackageConfigHelpers)
include(DidbanSbom)

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
# Only what the public headers declare can be linked against; tests/consumer/exported_symbols.txt lists it.
set(exports ${CMAKE_SOURCE_DIR}/core/cmake/didban.map)
target_link_options(didban_library PRIVATE -Wl,--version-script=${exports})
set_target_properties(didban_library PROPERTIES
  OUTPUT_NAME didban EXPORT_NAME didban LINKER_LANGUAGE CXX VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}
  LINK_DEPENDS ${exports} LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
target_include_directories(didban_library INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_compile_features(didban_library INTERFACE cxx_std_20)

# didban_public_headers(OUT roots...): the headers that callers include, and those that these include in turn.
function(didban_public_headers out)
  set(todo ${ARGN})
  set(all)
  while(todo)
    list(POP_FRONT todo header)
    if(header IN_LIST all)
      continue()
    endif()
    list(APPEND all ${header})
    file(STRINGS ${CMAKE_SOURCE_DIR}/core/include/${header} lines REGEX "^#include \"didban/")
    foreach(line IN LISTS lines)
      string(REGEX REPLACE "^#include \"(didban/[^\"]+)\".*" "\\1" other "${line}")
      list(APPEND todo ${other})
    endforeach()
  endwhile()
  list(SORT all)
  set(${out} ${all} PARENT_SCOPE)
endfunction()
didban_public_headers(public_headers didban/didban.h didban/parcel_service.h didban/jobs.h didban/base/date.h didban/base/jalali.h
  didban/base/error.h didban/base/renovation_code.h didban/base/text.h)

install(TARGETS didban_library EXPORT didban-targets LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS didban_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
foreach(header IN LISTS public_headers)
  cmake_path(GET header PARENT_PATH folder)
  install(FILES core/include/${header} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/${folder})
endforeach()
install(DIRECTORY core/models/ DESTINATION ${CMAKE_INSTALL_DATADIR}/didban/models
  FILES_MATCHING PATTERN "*.onnx" PATTERN "*.json" PATTERN "CARD.md")
install(DIRECTORY pipelines/training/didban_training DESTINATION ${CMAKE_INSTALL_DATADIR}/didban/training
  FILES_MATCHING PATTERN "*.py" PATTERN "recipe.json" PATTERN "__pycache__" EXCLUDE)
install(FILES docs/rules.schema.json docs/answers.schema.json docs/openapi.json DESTINATION ${CMAKE_INSTALL_DATADIR}/didban)
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR} FILES_MATCHING PATTERN "*.md")
install(FILES LICENSE README.md CHANGELOG.md SECURITY.md ${DIDBAN_SBOM} DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY data-samples/arak DESTINATION ${CMAKE_INSTALL_DATADIR}/didban/samples)
install(DIRECTORY core/python/didban DESTINATION lib/python3/dist-packages FILES_MATCHING PATTERN "*.py" PATTERN "py.typed")

install(EXPORT didban-targets NAMESPACE didban:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/didban)
configure_package_config_file(core/cmake/didban-config.cmake.in ${CMAKE_BINARY_DIR}/didban-config.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/didban)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/didban-config-version.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${CMAKE_BINARY_DIR}/didban-config.cmake ${CMAKE_BINARY_DIR}/didban-config-version.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/didban)
# The way from the folder of didban.pc up to the prefix, so that an install can be moved.
file(RELATIVE_PATH DIDBAN_PC_UP /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
string(REGEX REPLACE "/$" "" DIDBAN_PC_UP "${DIDBAN_PC_UP}")
configure_file(core/cmake/didban.pc.in ${CMAKE_BINARY_DIR}/didban.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/didban.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "Didban maintainers")
set(CPACK_PACKAGE_CONTACT "Didban maintainers <maintainers@didban.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Compares dated imagery with parcels, permits and plans")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CMAKE_BINARY_DIR}/lib)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "proj-data, fonts-dejavu-core")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "python3-torch, python3-onnx, python3-opencv, python3-gdal, python3-scipy")
set(CPACK_DEBIAN_PACKAGE_SECTION science)
include(CPack)
