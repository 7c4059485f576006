# A bill of materials, SPDX 2.3 as JSON, made at configure time: what is linked with the version that was found, and every model
# with its digest and the data it was trained on. DIDBAN_SBOM is the file. SOURCE_DATE_EPOCH fixes its date.
set(DIDBAN_SBOM ${CMAKE_BINARY_DIR}/didban.spdx.json)
string(TIMESTAMP sbom_created "%Y-%m-%dT%H:%M:%SZ" UTC)
set(sbom_packages)
set(sbom_relations)

function(sbom_quote out text)
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  string(REPLACE "\n" " " text "${text}")
  set(${out} "\"${text}\"" PARENT_SCOPE)
endfunction()

# sbom_package(ID NAME VERSION LICENCE RELATION extra): `extra` is JSON that ends the object, with a leading comma, or "".
function(sbom_package id name version licence relation extra)
  set(package "{\"SPDXID\":\"SPDXRef-${id}\",\"name\":\"${name}\",\"versionInfo\":\"${version}\",\"downloadLocation\":\"NOASSERTION\",\"filesAnalyzed\":false,\"licenseConcluded\":\"${licence}\",\"licenseDeclared\":\"${licence}\",\"copyrightText\":\"NOASSERTION\"${extra}}")
  list(APPEND sbom_packages "${package}")
  set(sbom_packages "${sbom_packages}" PARENT_SCOPE)
  if(relation)
    list(APPEND sbom_relations "{\"spdxElementId\":\"SPDXRef-didban\",\"relationshipType\":\"${relation}\",\"relatedSpdxElement\":\"SPDXRef-${id}\"}")
    set(sbom_relations "${sbom_relations}" PARENT_SCOPE)
  endif()
endfunction()

sbom_package(didban didban "${PROJECT_VERSION}" Apache-2.0 "" "")
foreach(line IN ITEMS
    "gdal|GDAL|${GDAL_VERSION}|MIT" "proj|PROJ|${PROJ_VERSION}|MIT" "geos|GEOS|${GEOS_VERSION}|LGPL-2.1-or-later"
    "opencv|OpenCV|${OpenCV_VERSION}|Apache-2.0" "onednn|oneDNN|${oneDNN_VERSION}|Apache-2.0" "onnx|ONNX|${ONNX_VERSION}|Apache-2.0" "protobuf|Protocol Buffers|${Protobuf_VERSION}|BSD-3-Clause"
    "boost|Boost|${Boost_VERSION_STRING}|BSL-1.0" "libxml2|libxml2|${LIBXML2_VERSION_STRING}|MIT" "zlib|zlib|${ZLIB_VERSION_STRING}|Zlib"
    "onetbb|oneTBB|${TBB_VERSION}|Apache-2.0" "openssl|OpenSSL|${OPENSSL_VERSION}|Apache-2.0" "json|nlohmann-json|${nlohmann_json_VERSION}|MIT"
    "tomlplusplus|toml++|${tomlplusplus_VERSION}|MIT" "cli11|CLI11|${CLI11_VERSION}|BSD-3-Clause" "sqlite|SQLite|${SQLite3_VERSION}|blessing" "qrencode|libqrencode|${qrencode_VERSION}|LGPL-2.1-or-later"
    "pango|Pango|${pangocairo_pangocairo_VERSION}|LGPL-2.0-or-later" "cairo|cairo|${pangocairo_cairo-pdf_VERSION}|LGPL-2.1-only OR MPL-1.1"
    "jemalloc|jemalloc|${jemalloc_VERSION}|BSD-2-Clause"
    "fontconfig|Fontconfig|${pangocairo_fontconfig_VERSION}|HPND"
    "gcc|GCC runtime libraries|${CMAKE_CXX_COMPILER_VERSION}|GPL-3.0-or-later WITH GCC-exception-3.1")
  string(REPLACE "|" ";" part "${line}")
  list(GET part 0 id)
  list(GET part 1 name)
  list(GET part 2 version)
  list(GET part 3 licence)
  if(version)
    sbom_package(${id} "${name}" "${version}" "${licence}" DEPENDS_ON "")
  endif()
endforeach()

file(GLOB cards ${CMAKE_SOURCE_DIR}/core/models/*.json)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${cards})
foreach(card IN LISTS cards)
  cmake_path(GET card STEM id)
  file(READ ${card} json)
  string(JSON version ERROR_VARIABLE none GET "${json}" version)
  string(JSON weights ERROR_VARIABLE none GET "${json}" weights file)
  if(none)
    cmake_path(GET card FILENAME weights)
    set(version 1)
  endif()
  file(SHA256 ${CMAKE_SOURCE_DIR}/core/models/${weights} digest)
  # The sources of the weights, as the card tells them.
  set(comment)
  string(JSON count ERROR_VARIABLE none LENGTH "${json}" training data)
  if(none)
    foreach(key IN ITEMS training provenance)
      string(JSON told ERROR_VARIABLE none GET "${json}" ${key})
      if(NOT none)
        string(LENGTH "${told}" length)
        if(length GREATER 4000)
          set(told "see training in ${weights}'s card")
        endif()
        string(APPEND comment "${told}")
      endif()
    endforeach()
  else()
    math(EXPR last "${count} - 1")
    foreach(i RANGE ${last})
      foreach(key IN ITEMS name terms attribution)
        string(JSON told ERROR_VARIABLE none GET "${json}" training data ${i} ${key})
        string(APPEND comment "${told}; ")
      endforeach()
    endforeach()
  endif()
  sbom_quote(comment "Sources of the weights: ${comment}")
  sbom_package(model-${id} ${weights} "${version}" NOASSERTION CONTAINS
    ",\"checksums\":[{\"algorithm\":\"SHA256\",\"checksumValue\":\"${digest}\"}],\"comment\":${comment}")
endforeach()

string(REPLACE ";{\"SPDXID\"" ",\n{\"SPDXID\"" sbom_packages "${sbom_packages}")
string(REPLACE ";{\"spdxElementId\"" ",\n{\"spdxElementId\"" sbom_relations "${sbom_relations}")
file(WRITE ${DIDBAN_SBOM} "{\"spdxVersion\":\"SPDX-2.3\",\"dataLicense\":\"CC0-1.0\",\"SPDXID\":\"SPDXRef-DOCUMENT\",\"name\":\"didban-${PROJECT_VERSION}\",
\"documentNamespace\":\"https://spdx.org/spdxdocs/didban-${PROJECT_VERSION}\",
\"creationInfo\":{\"created\":\"${sbom_created}\",\"creators\":[\"Tool: CMake-${CMAKE_VERSION}\"]},
\"documentDescribes\":[\"SPDXRef-didban\"],
\"packages\":[
${sbom_packages}],
\"relationships\":[
${sbom_relations}]}
")
