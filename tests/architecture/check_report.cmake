# Fails when a room or the program makes text for people itself: pages, drawings and JSON are made in core/report. ROOT is
# the project. What stands below may, for the reason that docs/architecture.md gives.
cmake_minimum_required(VERSION 3.25)
set(may
  pipelines/shard/shard_plan.cpp
  pipelines/inquiry/seal.cpp
  pipelines/serve
  pipelines/service
  pipelines/judge/judge_report.cpp
  pipelines/watch/step_text.cpp
  cli/command_align.cpp
  cli/command_check.cpp
  cli/session.cpp)
set(pages "<(html|svg|table|div|path|tr|td|rect)[ >]")
set(json "[.]dump[(]")
set(table "xEF.xBB.xBF\"$")

file(GLOB_RECURSE sources RELATIVE ${ROOT} ${ROOT}/pipelines/*.h ${ROOT}/pipelines/*.cpp ${ROOT}/cli/*.h ${ROOT}/cli/*.cpp)
if(NOT sources)
  message(FATAL_ERROR "no sources below ${ROOT}: the check would prove nothing")
endif()
foreach(file IN LISTS sources)
  set(allowed FALSE)
  foreach(place IN LISTS may)
    cmake_path(IS_PREFIX place "${file}" below)
    if(below)
      set(allowed TRUE)
    endif()
  endforeach()
  if(allowed)
    continue()
  endif()
  foreach(kind pages json table)
    file(STRINGS ${ROOT}/${file} found REGEX "${${kind}}")
    if(found)
      list(GET found 0 line)
      message(SEND_ERROR "${file}: ${line}\n  texts for people are made in core/report")
    endif()
  endforeach()
endforeach()
foreach(place IN LISTS may)
  if(EXISTS ${ROOT}/cli AND NOT EXISTS ${ROOT}/${place})
    message(SEND_ERROR "${place} may make JSON and does not exist: take it off the list")
  endif()
endforeach()
