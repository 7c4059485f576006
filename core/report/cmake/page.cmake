# The page of report.html is written as HTML, CSS and JavaScript in core/report/page and becomes part of the library.
set(page_home ${CMAKE_CURRENT_SOURCE_DIR}/report/page)
file(GLOB page_sources CONFIGURE_DEPENDS ${page_home}/*)
add_custom_command(
  OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/page_parts.cpp
  COMMAND ${CMAKE_COMMAND} -DHOME=${page_home} -DOUT=${CMAKE_CURRENT_BINARY_DIR}/page_parts.cpp
    -P ${CMAKE_CURRENT_SOURCE_DIR}/report/cmake/embed_page.cmake
  DEPENDS ${page_sources} ${CMAKE_CURRENT_SOURCE_DIR}/report/cmake/embed_page.cmake
  VERBATIM)
target_sources(didban_report PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/page_parts.cpp)
