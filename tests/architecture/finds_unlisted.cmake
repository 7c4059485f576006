# check_includes.cmake must fail on a copy of the sources in which one file includes what its module does not name.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${SCRATCH})
file(COPY ${ROOT}/core ${ROOT}/pipelines ${ROOT}/cli DESTINATION ${SCRATCH} FILES_MATCHING PATTERN "*.h" PATTERN "*.cpp")

# expect(result, word): the check of the copy ends with `result` (pass or fail) and, failing, names `word`.
function(expect result word)
  execute_process(
    COMMAND ${CMAKE_COMMAND} -DROOT=${SCRATCH} -DLINES=${LINES} -P ${CMAKE_CURRENT_LIST_DIR}/check_includes.cmake
    RESULT_VARIABLE code ERROR_VARIABLE messages)
  if(result STREQUAL "pass" AND NOT code EQUAL 0)
    message(SEND_ERROR "the untouched copy fails: ${messages}")
  elseif(result STREQUAL "fail" AND (code EQUAL 0 OR NOT messages MATCHES "${word}"))
    message(SEND_ERROR "an include of ${word} was not found: ${messages}")
  endif()
endfunction()

# spoil(file, header): adds an include, expects a failure that names the header, and takes it back.
function(spoil file header)
  file(READ ${SCRATCH}/${file} text)
  file(WRITE ${SCRATCH}/${file} "#include \"${header}\"\n${text}")
  expect(fail "${header}")
  file(WRITE ${SCRATCH}/${file} "${text}")
endfunction()

expect(pass "")
spoil(core/include/didban/geo/polygon.h didban/rules/rule.h)
spoil(pipelines/run/map_tiles.h pipelines/watch/watch.h)
spoil(pipelines/watch/watch.cpp gdal_priv.h)
spoil(core/report/include/didban/report/text_file.h pipelines/run/run_options.h)
