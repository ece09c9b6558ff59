# SPDX-License-Identifier: GPL-2.0-only
# Help goes to standard output and is no failure; everything wrong goes to standard error with 2.

$ dmacheck
2> Usage: dmacheck COMMAND [OPTIONS] [ARGUMENTS]
2>
2> Checks Linux drivers for misuse of DMA attributes.
2>
2> Commands:
2>   check         Check C files for misuse of DMA attributes
2>   coccicheck    Run the semantic patches over a tree
2>   explain       Tell what a rule is about, why it is one, and show it in source
2>   install-cocci Put the semantic patches into a kernel tree
2>   kernel        Compare the tables of attributes and functions with a kernel tree
2>   lsp           Tell an editor what is wrong while a file is edited
2>   merge         Put the shards of a check together
2>   model         Run specimens on a DMA core in user space and print the harm they come to
2>   prepare       Find out how a kernel's files are compiled, for --engine clang
2>   review        Tell what patches bring
2>   rules         List the rules: id, level, first kernel release, mistake
2>
2> 'dmacheck COMMAND --help' tells more, 'dmacheck --version' the version.
? 2
$ dmacheck --help
Usage: dmacheck COMMAND [OPTIONS] [ARGUMENTS]
~
Checks Linux drivers for misuse of DMA attributes.
~
Commands:
  check         Check C files for misuse of DMA attributes
  coccicheck    Run the semantic patches over a tree
  explain       Tell what a rule is about, why it is one, and show it in source
  install-cocci Put the semantic patches into a kernel tree
  kernel        Compare the tables of attributes and functions with a kernel tree
  lsp           Tell an editor what is wrong while a file is edited
  merge         Put the shards of a check together
  model         Run specimens on a DMA core in user space and print the harm they come to
  prepare       Find out how a kernel's files are compiled, for --engine clang
  review        Tell what patches bring
  rules         List the rules: id, level, first kernel release, mistake
~
'dmacheck COMMAND --help' tells more, 'dmacheck --version' the version.
$ dmacheck -h | head -n 1
Usage: dmacheck COMMAND [OPTIONS] [ARGUMENTS]
$ dmacheck --version | sed 's/[0-9]/N/g'
dmacheck N.N
$ dmacheck nonsense
2> dmacheck: there is no command 'nonsense', 'dmacheck --help' lists them
? 2
$ dmacheck --nonsense
2> dmacheck: there is no command '--nonsense', 'dmacheck --help' lists them
? 2

$ dmacheck check --help
Usage: dmacheck check [OPTIONS] [PATH...]
~
Check C files for misuse of DMA attributes.  A PATH is a file, a
directory or a whole kernel tree; without one the current directory is
meant.  Findings go to standard output, everything else to standard
error.
~
Options:
  -e, --engine NAME[,NAME]
                          who looks at the files: source (the default,
                          built in), sparse, clang, cocci, or all
      --commands FOLDER   where clang and sparse find
                          compile_commands.json, see dmacheck prepare;
                          else around each file
      --facts FOLDER      take what a build's checker wrote there, look
                          at no file; PATH is the tree
  -f, --format FORM       text (as compilers print), json, sarif,
                          github, gitlab, checkstyle or html
  -r, --rule ID[,ID]      only these rules, at every level; repeatable
  -l, --level LEVEL       error, warning (errors and warnings, the
                          default), or note (everything)
  -k, --kernel X.Y        judge by this release, not the tree's own
  -d, --diff RANGE        what a change brought: REV (up to the files on
                          disk), A..B or A...B
      --staged            what the staged change brings
      --show KIND[,KIND]  of a change: introduced (the default), touched
                          (there before in another form), pre-existing
      --baseline FILE     nothing of what the file lists as known
      --update-baseline   write all that is found now into it
      --prune-baseline    take out of it what is found no more
      --config FILE       instead of .dmacheck.toml at the tree's root
      --no-config         whatever .dmacheck.toml says
      --fix[=diff]        mend what can be mended without doubt, once the fixed
                          text was judged; =diff shows it and writes nothing
  -j, --jobs N            threads and worker processes (default: one a
                          processor)
      --timeout SECONDS   give up on a file after so long (default: 60)
      --shard K/N         analyse one part of the files of N; a shard goes to
                          standard output, see dmacheck merge
      --color WHEN        auto (on a terminal), always or never
      --no-cache          look at every file anew, and remember nothing
      --require-complete  exit with 3 when anything was not analysed
  -s, --stats             tell figures, and each function not analysed
  -q, --quiet             nothing beside findings and failures
  -h, --help              print this help
~
Exit status: 0 nothing found, 1 findings, 2 wrong usage, an engine that
is not installed, or a path that is missing, cannot be read or holds no
C file (the others are still used), 3 see --require-complete.
$ dmacheck check -h | head -n 1
Usage: dmacheck check [OPTIONS] [PATH...]
$ dmacheck explain --help
Usage: dmacheck explain [OPTIONS] RULE
~
Tell what a rule is about, why it is one, and show it in source.  With
the name of one of its other specimens instead, show that one.
~
Options:
  -h, --help              print this help
$ dmacheck rules --help
Usage: dmacheck rules [OPTIONS]
~
List the rules: id, level, first kernel release, mistake.
~
Options:
      --markdown          as a document, RULES.md of the project
      --json              as a JSON array
  -h, --help              print this help

# Within 72 columns, for the man page.
$ for command in check explain rules; do
> 	dmacheck $command --help
> done | awk 'length > 72'
      --fix[=diff]        mend what can be mended without doubt, once the fixed
                          text was judged; =diff shows it and writes nothing
      --shard K/N         analyse one part of the files of N; a shard goes to

$ dmacheck check --nonsense
2> dmacheck check: unrecognized option '--nonsense'
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check -z
2> dmacheck check: invalid option -- 'z'
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --format
2> dmacheck check: option '--format' requires an argument
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --format xml
2> dmacheck: --format: 'xml' is none of text, json, sarif, github, gitlab, checkstyle, html
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --level fatal
2> dmacheck: --level: 'fatal' is none of note, warning, error
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --color sometimes
2> dmacheck: --color: 'sometimes' is none of auto, always, never
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --rule nonsense
2> dmacheck: --rule: there is no rule 'nonsense', 'dmacheck rules' lists them
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --rule sg_mmio,
2> dmacheck: --rule: there is no rule '', 'dmacheck rules' lists them
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --rule ''
2> dmacheck: --rule: there is no rule '', 'dmacheck rules' lists them
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --kernel seven
2> dmacheck: --kernel: 'seven' is not a release like 7.3
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --jobs 0
2> dmacheck: --jobs: '0' is not a number from 1 to 256
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --jobs -1
2> dmacheck: --jobs: '-1' is not a number from 1 to 256
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --jobs 257
2> dmacheck: --jobs: '257' is not a number from 1 to 256
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --jobs 2x
2> dmacheck: --jobs: '2x' is not a number from 1 to 256
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --jobs 99999999999999999999
2> dmacheck: --jobs: '99999999999999999999' is not a number from 1 to 256
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --timeout ''
2> dmacheck: --timeout: '' is not a number from 1 to 86400
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --quiet=yes
2> dmacheck check: option '--quiet' doesn't allow an argument
2> Try 'dmacheck check --help'.
? 2

$ dmacheck explain
2> dmacheck: explain takes one rule or specimen
? 2
$ dmacheck explain sg_mmio sg_mmio
2> dmacheck: explain takes one rule or specimen
? 2
$ dmacheck explain nonsense
2> dmacheck: there is no rule 'nonsense', 'dmacheck rules' lists them
? 2
$ dmacheck rules sg_mmio
2> dmacheck: rules takes no operands, 'dmacheck explain sg_mmio' tells about one
? 2

# Abbreviations that are no abbreviation of two.
$ dmacheck check --vers
2> dmacheck check: unrecognized option '--vers'
2> Try 'dmacheck check --help'.
? 2
$ dmacheck rules --js | head -n 1
[
