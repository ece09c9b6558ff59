# Writes SPECIMENS (C files) as the array of specimens.h into OUTPUT.  Byte by byte, since compilers
# need not take string literals as long as a specimen.
cmake_minimum_required(VERSION 3.25)
set(bytes "")
set(rows "")
set(nr 0)

# By name, which is not the order of the paths: '-' comes before '.'.
list(TRANSFORM SPECIMENS REPLACE "\\.c$" "")
list(SORT SPECIMENS)
foreach(path ${SPECIMENS})
  get_filename_component(name ${path} NAME)
  file(READ ${path}.c hex HEX)
  string(REGEX REPLACE "(................................)" "\\1\n\t" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
  string(APPEND bytes "static const unsigned char text_${nr}[] = {\n\t${hex}\n};\n")
  string(APPEND rows "\t{ \"${name}\", text_${nr}, sizeof(text_${nr}) },\n")
  math(EXPR nr "${nr} + 1")
endforeach()

file(WRITE ${OUTPUT} "/* Made from testcases/rules by specimens.cmake. */
#include \"specimens.h\"

${bytes}
const struct dc_specimen dc_specimens[] = {
${rows}};
const size_t dc_nr_specimens = ${nr};
")
