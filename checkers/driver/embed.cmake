# Writes FILES as the array ARRAY of TYPE, which HEADER declares, into OUTPUT: name without
# extension, text, length.  Byte by byte, since compilers need not take string literals as long.
cmake_minimum_required(VERSION 3.25)
set(bytes "")
set(rows "")
set(nr 0)

# By name, which is not the order of the paths: '-' comes before '.'.
list(TRANSFORM FILES REPLACE "\\.${EXTENSION}$" "")
list(SORT FILES)
foreach(path ${FILES})
  get_filename_component(name ${path} NAME)
  file(READ ${path}.${EXTENSION} hex HEX)
  string(REGEX REPLACE "(................................)" "\\1\n\t" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
  string(APPEND bytes "static const unsigned char text_${nr}[] = {\n\t${hex}\n};\n")
  string(APPEND rows "\t{ \"${name}\", text_${nr}, sizeof(text_${nr}) },\n")
  math(EXPR nr "${nr} + 1")
endforeach()

file(WRITE ${OUTPUT} "/* Made by embed.cmake. */
#include \"${HEADER}\"

${bytes}
const struct ${TYPE} ${ARRAY}[] = {
${rows}};
const size_t ${COUNT} = ${nr};
")
