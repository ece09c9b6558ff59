#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# completion.bash FILE: what the completion in FILE offers, with dmacheck found in PATH.  Whatever
# it offers as an option's value the program must take.
source "$1"
failed=0

# offer WORD...: completes the last word.
offer()
{
	COMP_WORDS=(dmacheck "$@")
	COMP_CWORD=$#
	COMPREPLY=()
	_dmacheck
}

expect()
{
	local want=$1
	shift
	offer "$@"
	[[ ${COMPREPLY[*]} == "$want" ]] && return
	echo "dmacheck $*: ${COMPREPLY[*]-nothing}, not $want"
	failed=1
}

# accepted COMMAND OPTION: each value that is offered for `dmacheck COMMAND OPTION`.
accepted()
{
	offer "$1" "$2" ""
	((${#COMPREPLY[@]})) || {
		echo "$1 $2: nothing offered"
		failed=1
	}
	for value in "${COMPREPLY[@]}"; do
		dmacheck "$1" "$2" "$value" --help >/dev/null && continue
		echo "$1 $2 $value: offered, but not accepted"
		failed=1
	done
}

expect "check" ch
expect "--version" --v
expect "--require-complete" check --req
expect "--rule" check --ru
expect "--json" rules --j
expect "json" check --format j
expect "json" check --format = j
expect "github gitlab" check --format = gi
expect "sg_mmio" check --rule sg
expect "sg_mmio" explain sg
expect "json" merge --format j
expect "diff" check --fix = d
expect "" check ""
expect "" explain sg_mmio ""
for option in --engine --format --level --color --rule; do
	accepted check "$option"
done
for option in --format --level --rule; do
	accepted review "$option"
done

# Every option of --help is offered.
for command in check review lsp; do
	offer $command --
	for option in $(dmacheck $command --help | grep -oE '^ +(-., )?--[a-z0-9-]+' |
			grep -oE -- '--.*'); do
		[[ " ${COMPREPLY[*]} " == *" $option "* ]] && continue
		echo "$command $option: not offered"
		failed=1
	done
done
exit $failed
