# Fails when a file includes what its module does not name: ROOT is the project, LINES the modules as CMake was told of
# them, one a line: folders | project headers they may include | foreign libraries they may include.
cmake_minimum_required(VERSION 3.25)

# Foreign headers and the target that stands for them.
set(foreign_headers
  "(gdal|ogr_|ogrsf|cpl_)=GDAL::GDAL" "libxml/=LibXml2::LibXml2" "zlib\\.h=ZLIB::ZLIB" "sqlite3\\.h=SQLite::SQLite3" "geos_c=GEOS::geos_c" "(proj\\.h|geodesic\\.h)=PROJ::proj"
  "boost/=didban_boost" "opencv2/(dnn|ml)=didban_opencv_learning" "opencv2/(core|imgproc|video|calib3d)=didban_opencv"
  "dnnl=didban_onednn" "onnx/=didban_onnx"
  "openssl/=OpenSSL::Crypto" "(toml\\+\\+/|toml\\.hpp)=tomlplusplus::tomlplusplus" "nlohmann/=nlohmann_json::nlohmann_json"
  "(pango/|cairo|fontconfig/)=didban_pango" "CLI/=CLI11::CLI11" "(tbb/|oneapi/)=TBB::tbb" "qrencode\\.h=PkgConfig::qrencode")

file(STRINGS ${LINES} parts)
file(GLOB_RECURSE sources RELATIVE ${ROOT}
  ${ROOT}/core/*.h ${ROOT}/core/*.cpp ${ROOT}/pipelines/*.h ${ROOT}/pipelines/*.cpp ${ROOT}/cli/*.h ${ROOT}/cli/*.cpp)
list(LENGTH sources count)
if(count LESS 10)
  message(FATAL_ERROR "only ${count} sources found below ${ROOT}: the check would prove nothing")
endif()

foreach(file IN LISTS sources)
  file(STRINGS ${ROOT}/${file} includes REGEX "^ *# *include *[<\"]")
  if(file MATCHES "^core/include/didban/[^/]+$" OR NOT includes)
    continue() # the library's face: headers of callers, held by the install test
  endif()
  set(home "")
  foreach(part IN LISTS parts)
    string(REPLACE "|" ";" part "${part}")
    list(GET part 0 folders)
    string(REPLACE "," ";" folders "${folders}")
    foreach(folder IN LISTS folders)
      cmake_path(IS_PREFIX folder "${file}" below)
      if(below)
        set(home "${folder}")
        list(GET part 1 knows)
        list(GET part 2 foreign)
      endif()
    endforeach()
  endforeach()
  if(home STREQUAL "")
    message(SEND_ERROR "${file}: belongs to no module")
    continue()
  endif()
  string(REPLACE "," ";" knows "${knows}")
  string(REPLACE "," ";" foreign "${foreign}")
  foreach(include IN LISTS includes)
    string(REGEX REPLACE "^ *# *include *[<\"]([^\">]*)[\">].*" "\\1" header "${include}")
    if(header MATCHES "^(didban|pipelines)/[a-z_]+/")
      string(REGEX REPLACE "^((didban|pipelines)/[a-z_]+)/.*" "\\1" module "${header}")
      if(NOT module IN_LIST knows)
        message(SEND_ERROR "${file}: includes ${header}, but the line of its module does not name ${module}")
      endif()
      continue()
    endif()
    foreach(pair IN LISTS foreign_headers)
      string(REGEX REPLACE "=.*" "" pattern "${pair}")
      string(REGEX REPLACE ".*=" "" target "${pair}")
      if(header MATCHES "^${pattern}" AND NOT target IN_LIST foreign)
        message(SEND_ERROR "${file}: includes ${header}, but the line of its module does not name ${target}")
      endif()
    endforeach()
  endforeach()
endforeach()
