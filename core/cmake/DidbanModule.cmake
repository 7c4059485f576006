# Every part of the project is a module with one line that says what it depends on; CMake links by that line, and the test
# `architecture.includes` holds every #include against it.
#
# didban_module(NAME [HOME dir] [DEPENDS modules...] [PRIVATE targets...])
#   A library of core: didban_NAME from HOME/src/*.cpp (default core/src/NAME) with public headers in HOME/include.
# didban_room(NAME [DEPENDS rooms...] [CORE modules...] [PRIVATE targets...])
#   A folder of pipelines: didban_room_NAME from its *.cpp, headers included as "pipelines/NAME/x.h".
#
# DEPENDS and CORE name every module whose headers are included here; PRIVATE names foreign libraries that stay inside.
define_property(GLOBAL PROPERTY DIDBAN_MODULES)
define_property(GLOBAL PROPERTY DIDBAN_ROOMS)
define_property(GLOBAL PROPERTY DIDBAN_FOREIGN)
define_property(GLOBAL PROPERTY DIDBAN_ARCHITECTURE)

# didban_part(FOLDERS dirs... KNOWS prefixes... FOREIGN targets...): what the architecture test holds files below FOLDERS to.
function(didban_part)
  cmake_parse_arguments(arg "" "" "FOLDERS;KNOWS;FOREIGN" ${ARGN})
  foreach(list FOLDERS KNOWS FOREIGN)
    string(REPLACE ";" "," ${list} "${arg_${list}}")
  endforeach()
  set_property(GLOBAL APPEND PROPERTY DIDBAN_ARCHITECTURE "${FOLDERS}|${KNOWS}|${FOREIGN}")
endfunction()

# Most of what the compiler reads in most files are the headers of the standard library: they are read once for all targets
# of one group, whose flags are the same. `headers` are read beside them.
#   didban_precompile(TARGET GROUP [headers...])
function(didban_precompile target group)
  get_property(owner GLOBAL PROPERTY DIDBAN_PRECOMPILED_${group})
  if(owner)
    target_precompile_headers(${target} REUSE_FROM ${owner})
  else()
    target_precompile_headers(${target} PRIVATE <algorithm> <array> <chrono> <cmath> <filesystem> <functional> <limits>
      <map> <memory> <optional> <set> <span> <string> <string_view> <unordered_map> <variant> <vector> ${ARGN})
    set_property(GLOBAL PROPERTY DIDBAN_PRECOMPILED_${group} ${target})
  endif()
endfunction()

set(hardened didban_gdal didban_crypto didban_room_service didban_room_inquiry didban_room_serve)

function(didban_library target headers private_headers)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS;PRIVATE" ${ARGN})
  if(arg_SOURCES)
    add_library(${target} STATIC ${arg_SOURCES})
    set(scope PUBLIC)
    target_include_directories(${target} PUBLIC $<BUILD_INTERFACE:${headers}> PRIVATE ${private_headers})
    foreach(lib IN LISTS arg_PRIVATE)
      target_link_libraries(${target} PRIVATE ${lib})
      set_property(GLOBAL APPEND PROPERTY DIDBAN_FOREIGN ${lib})
    endforeach()
    target_link_libraries(${target} PRIVATE didban_dev_flags)
    if((DIDBAN_HARDEN_ALL OR target IN_LIST hardened) AND NOT DIDBAN_SANITIZE)
      target_link_libraries(${target} PRIVATE didban_hardening)
    else() # GCC 12 gives false alarms where hardening and precompiled headers meet
      didban_precompile(${target} plain)
    endif()
    set_property(GLOBAL APPEND PROPERTY DIDBAN_MODULES ${target})
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
    target_include_directories(${target} INTERFACE $<BUILD_INTERFACE:${headers}>)
  endif()
  foreach(other IN LISTS arg_DEPENDS)
    target_link_libraries(${target} ${scope} ${other})
  endforeach()
endfunction()

function(didban_module name)
  cmake_parse_arguments(arg "" "HOME" "DEPENDS;PRIVATE" ${ARGN})
  if(arg_HOME)
    set(sources ${arg_HOME}/src)
    set(headers ${arg_HOME}/include)
  else()
    set(sources ${CMAKE_SOURCE_DIR}/core/src/${name})
    set(headers ${CMAKE_SOURCE_DIR}/core/include)
  endif()
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${sources}/*.cpp)
  list(TRANSFORM arg_DEPENDS PREPEND didban_ OUTPUT_VARIABLE depends)
  didban_library(didban_${name} ${headers} ${sources} SOURCES ${files} DEPENDS ${depends} PRIVATE ${arg_PRIVATE})
  add_library(didban::${name} ALIAS didban_${name})
  cmake_path(RELATIVE_PATH sources BASE_DIRECTORY ${CMAKE_SOURCE_DIR} OUTPUT_VARIABLE source_folder)
  cmake_path(RELATIVE_PATH headers BASE_DIRECTORY ${CMAKE_SOURCE_DIR} OUTPUT_VARIABLE header_folder)
  list(TRANSFORM arg_DEPENDS PREPEND didban/ OUTPUT_VARIABLE knows)
  didban_part(FOLDERS ${source_folder} ${header_folder}/didban/${name} KNOWS didban/${name} ${knows} FOREIGN ${arg_PRIVATE})
endfunction()

function(didban_room name)
  cmake_parse_arguments(arg "" "" "DEPENDS;CORE;PRIVATE" ${ARGN})
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  list(TRANSFORM arg_DEPENDS PREPEND didban_room_ OUTPUT_VARIABLE rooms)
  list(TRANSFORM arg_CORE PREPEND didban_ OUTPUT_VARIABLE modules)
  didban_library(didban_room_${name} ${CMAKE_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR}
    SOURCES ${files} DEPENDS ${rooms} ${modules} PRIVATE ${arg_PRIVATE})
  set_property(GLOBAL APPEND PROPERTY DIDBAN_ROOMS didban_room_${name})
  list(TRANSFORM arg_DEPENDS PREPEND pipelines/ OUTPUT_VARIABLE knows)
  list(TRANSFORM arg_CORE PREPEND didban/ OUTPUT_VARIABLE knows_core)
  didban_part(FOLDERS pipelines/${name} KNOWS pipelines/${name} ${knows} ${knows_core} FOREIGN ${arg_PRIVATE})
endfunction()

# Foreign headers that warn under our flags are taken as system headers.
function(didban_system_interface name)
  cmake_parse_arguments(arg "" "" "INCLUDES;LIBRARIES" ${ARGN})
  add_library(${name} INTERFACE)
  target_include_directories(${name} SYSTEM INTERFACE ${arg_INCLUDES})
  target_link_libraries(${name} INTERFACE ${arg_LIBRARIES})
endfunction()
