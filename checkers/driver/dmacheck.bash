# SPDX-License-Identifier: GPL-2.0-only
# Completion of dmacheck for bash.  Commands, options and rules are asked from the program itself.

# The part of --help below a title, first words only.
_dmacheck_words()
{
	sed -n "/^$1:\$/,/^\$/ s/^  *\\(-., \\)\\{0,1\\}\\([a-z-][a-z-]*\\).*/\\2/p"
}

_dmacheck()
{
	local program=${COMP_WORDS[0]} command=${COMP_WORDS[1]}
	local word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]} words=

	if ((COMP_CWORD == 1)); then
		words="$("$program" --help | _dmacheck_words Commands) --help --version"
		mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
		return
	fi

	# bash makes a word of its own of the = in --option=value.
	if [[ $word == = ]]; then
		word=
	elif [[ $option == = ]]; then
		option=${COMP_WORDS[COMP_CWORD - 2]}
	fi

	# What is put together is told as what was checked.
	case ${command/#merge/check}:$option in
	check:-e | check:--engine) words="all source sparse clang cocci" ;;
	check:-f | check:--format) words="text json sarif github gitlab checkstyle html" ;;
	review:-f | review:--format) words="mail text json sarif b4 nipa" ;;
	review:-t | review:--tree) ;;
	check:-l | check:--level | review:-l | review:--level | lsp:-l | lsp:--level) words="error warning note" ;;
	check:--fix) words="diff" ;;
	check:--shard) return ;;
	check:--color) words="auto always never" ;;
	check:--show) words="introduced touched pre-existing" ;;
	check:-d | check:--diff | review:-b | review:--base)
		words=$(git for-each-ref --format='%(refname:short)' 2>/dev/null)
		words+=" HEAD"
		;;
	check:--baseline | check:--config) ;;
	check:-[jk] | check:--jobs | check:--kernel | check:--timeout) return ;;
	review:-[jk] | review:--jobs | review:--kernel | review:--timeout) return ;;
	lsp:-k | lsp:--kernel) return ;;
	check:-r | check:--rule | review:-r | review:--rule | explain:explain) words=$("$program" rules | cut -d ' ' -f 1) ;;
	*) [[ $word != -* ]] || words=$("$program" "$command" --help | _dmacheck_words Options) ;;
	esac
	# Without words of ours readline completes paths.
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -o default -F _dmacheck dmacheck
