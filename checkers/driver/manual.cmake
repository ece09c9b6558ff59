# Writes the man page: TEMPLATE with the options and rules that DMACHECK itself tells, as OUTPUT.
cmake_minimum_required(VERSION 3.25)

# Text that roff prints as it stands, in one argument.
function(escape variable)
  string(REPLACE "\\" "\\e" text "${${variable}}")
  string(REPLACE "-" "\\-" text "${text}")
  string(REGEX REPLACE "(^|\n)([.'])" "\\1\\\\&\\2" text "${text}")
  set(${variable} "${text}" PARENT_SCOPE)
endfunction()

foreach(command check coccicheck explain install-cocci kernel merge model rules)
  execute_process(COMMAND ${DMACHECK} ${command} --help
    OUTPUT_VARIABLE help COMMAND_ERROR_IS_FATAL ANY)
  string(STRIP "${help}" help)
  escape(help)
  set(HELP_${command} "${help}")
endforeach()

execute_process(COMMAND ${DMACHECK} rules --json
  OUTPUT_VARIABLE rules COMMAND_ERROR_IS_FATAL ANY)
string(JSON nr LENGTH "${rules}")
math(EXPR last "${nr} - 1")
set(RULES "")
foreach(i RANGE ${last})
  string(JSON id GET "${rules}" ${i} id)
  string(JSON level GET "${rules}" ${i} level)
  string(JSON since GET "${rules}" ${i} since)
  string(JSON summary GET "${rules}" ${i} summary)
  escape(summary)
  string(APPEND RULES ".TP\n.B ${id}\n${summary} (${level}, since ${since})\n")
endforeach()
string(STRIP "${RULES}" RULES)

configure_file(${TEMPLATE} ${OUTPUT} @ONLY)
