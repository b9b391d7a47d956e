# Completion of hoory-tui for bash, written by hoory-tui completion bash.
_hoory_tui() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
    local place command= options= choices= values= is_value=
    COMPREPLY=()
    # To bash an equals sign is a word of its own.
    if [[ $current == = ]]; then
        current=
    elif [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD-2]}
    fi
    for ((place = 1; place < COMP_CWORD; place++)); do
        if [[ -n $is_value ]]; then
            is_value=
            continue
        fi
        case "$command ${COMP_WORDS[place]}" in
            ' -P'|' --profile'|' -A'|' --account'|' --theme'|' --token-file'|' --record'|' --seed'|'conversations -P'|'conversations --profile'|'conversations -A'|'conversations --account'|'conversations --token-file'|'conversations --status'|'conversations --assignee'|'conversations --inbox'|'conversations --team'|'conversations --label'|'conversations --only'|'conversations --filter'|'conversations --sort'|'conversations --limit'|'show -P'|'show --profile'|'show -A'|'show --account'|'show --token-file'|'show --messages'|'contacts -P'|'contacts --profile'|'contacts -A'|'contacts --account'|'contacts --token-file'|'contacts --limit'|'agents -P'|'agents --profile'|'agents -A'|'agents --account'|'agents --token-file'|'teams -P'|'teams --profile'|'teams -A'|'teams --account'|'teams --token-file'|'inboxes -P'|'inboxes --profile'|'inboxes -A'|'inboxes --account'|'inboxes --token-file'|'labels -P'|'labels --profile'|'labels -A'|'labels --account'|'labels --token-file'|'search -P'|'search --profile'|'search -A'|'search --account'|'search --token-file'|'search --in'|'search --limit'|'export -P'|'export --profile'|'export -A'|'export --account'|'export --token-file'|'export --format'|'export -o'|'export --output'|'whoami -P'|'whoami --profile'|'whoami -A'|'whoami --account'|'whoami --token-file'|'reply -P'|'reply --profile'|'reply -A'|'reply --account'|'reply --token-file'|'reply -f'|'reply --file'|'reply --canned'|'reply -a'|'reply --attach'|'reply --cc'|'reply --bcc'|'reply --wait'|'resolve -P'|'resolve --profile'|'resolve -A'|'resolve --account'|'resolve --token-file'|'reopen -P'|'reopen --profile'|'reopen -A'|'reopen --account'|'reopen --token-file'|'pending -P'|'pending --profile'|'pending -A'|'pending --account'|'pending --token-file'|'snooze -P'|'snooze --profile'|'snooze -A'|'snooze --account'|'snooze --token-file'|'snooze -u'|'snooze --until'|'assign -P'|'assign --profile'|'assign -A'|'assign --account'|'assign --token-file'|'label -P'|'label --profile'|'label -A'|'label --account'|'label --token-file'|'label --add'|'label --remove'|'priority -P'|'priority --profile'|'priority -A'|'priority --account'|'priority --token-file'|'read -P'|'read --profile'|'read -A'|'read --account'|'read --token-file'|'unread -P'|'unread --profile'|'unread -A'|'unread --account'|'unread --token-file'|'mute -P'|'mute --profile'|'mute -A'|'mute --account'|'mute --token-file'|'unmute -P'|'unmute --profile'|'unmute -A'|'unmute --account'|'unmute --token-file'|'macros -P'|'macros --profile'|'macros -A'|'macros --account'|'macros --token-file'|'macros --wait'|'lines -P'|'lines --profile'|'lines -A'|'lines --account'|'lines --token-file'|'tail -P'|'tail --profile'|'tail -A'|'tail --account'|'tail --token-file'|'tail --filter'|'tail --event'|'tail --since'|'tail --cursor-file'|'tail --limit'|'tail --until-idle'|'tail --exec-timeout'|'tail --exec'|'record -P'|'record --profile'|'record -A'|'record --account'|'record --token-file'|'record --for'|'record --threads'|'replay -P'|'replay --profile'|'replay -A'|'replay --account'|'replay --token-file'|'replay --speed'|'replay --until'|'contact -P'|'contact --profile'|'contact -A'|'contact --account'|'contact --token-file'|'contact --inbox'|'contact --url'|'contact --name'|'contact --email'|'contact --identifier'|'contact --identifier-hash'|'contact --hmac-file'|'contact --conversation'|'contact --session'|'tour -P'|'tour --profile'|'tour -A'|'tour --account'|'tour --token-file'|'doctor -P'|'doctor --profile'|'doctor -A'|'doctor --account'|'doctor --token-file'|'doctor --only'|'doctor --timeout'|'keys -P'|'keys --profile'|'keys -A'|'keys --account'|'keys --token-file'|'config -P'|'config --profile'|'config -A'|'config --account'|'config --token-file'|'serve -P'|'serve --profile'|'serve -A'|'serve --account'|'serve --token-file'|'serve --port'|'serve --theme'|'serve --font-size'|'version -P'|'version --profile'|'version -A'|'version --account'|'version --token-file'|'man -P'|'man --profile'|'man -A'|'man --account'|'man --token-file'|'changelog -P'|'changelog --profile'|'changelog -A'|'changelog --account'|'changelog --token-file'|'changelog --since'|'completion -P'|'completion --profile'|'completion -A'|'completion --account'|'completion --token-file'|'login -P'|'login --profile'|'login --token-command'|'login --ca-file'|'login --pin-sha256'|'login --pin'|'login --proxy'|'demo-server --port'|'demo-server --conversations'|'demo-server --rate'|'demo-server --accounts'|'demo-server --seed') is_value=yes ;;
            *' '-*) ;;
            *)
                if [[ -z $command ]]; then
                    command=${COMP_WORDS[place]}
                else
                    case "$command ${COMP_WORDS[place]}" in
                        'config path'|'config show'|'config validate'|'config init'|'config edit') command+=" ${COMP_WORDS[place]}" ;;
                    esac
                fi ;;
        esac
    done
    case "$command" in
        '') options='-h --help --version -P --profile -A --account --theme --token-file --debug --plain --observer --record --demo --seed --quiet-visitors' choices='conversations show contacts agents teams inboxes labels search export whoami reply resolve reopen pending snooze assign label priority read unread mute unmute macros lines tail record replay contact tour doctor keys config serve version man changelog completion login demo-server' ;;
        conversations) options='-h --help -P --profile -A --account --token-file --status --assignee --inbox --team --label --only --unread --filter --sort --limit --all --all-accounts --json --jsonl --csv --ids --schema' choices='' ;;
        show) options='-h --help -P --profile -A --account --token-file --messages --all --json --jsonl --csv --schema' choices='' ;;
        contacts) options='-h --help -P --profile -A --account --token-file --limit --all --json --jsonl --csv --ids --schema' choices='' ;;
        agents) options='-h --help -P --profile -A --account --token-file --json --jsonl --csv --ids --schema' choices='' ;;
        teams) options='-h --help -P --profile -A --account --token-file --json --jsonl --csv --ids --schema' choices='' ;;
        inboxes) options='-h --help -P --profile -A --account --token-file --json --jsonl --csv --ids --schema' choices='' ;;
        labels) options='-h --help -P --profile -A --account --token-file --json --jsonl --csv --ids --schema' choices='' ;;
        search) options='-h --help -P --profile -A --account --token-file --in --limit --all --json --jsonl --csv --ids --schema' choices='' ;;
        export) options='-h --help -P --profile -A --account --token-file --format -o --output --notes' choices='' ;;
        whoami) options='-h --help -P --profile -A --account --token-file --json --schema' choices='' ;;
        reply) options='-h --help -P --profile -A --account --token-file -f --file --canned --note -a --attach --cc --bcc --resolve --wait --json --schema' choices='' ;;
        resolve) options='-h --help -P --profile -A --account --token-file -n --dry-run -y --yes --json --jsonl --csv --ids --schema' choices='' ;;
        reopen) options='-h --help -P --profile -A --account --token-file -n --dry-run -y --yes --json --jsonl --csv --ids --schema' choices='' ;;
        pending) options='-h --help -P --profile -A --account --token-file -n --dry-run -y --yes --json --jsonl --csv --ids --schema' choices='' ;;
        snooze) options='-h --help -P --profile -A --account --token-file -n --dry-run -y --yes --json --jsonl --csv --ids --schema -u --until' choices='' ;;
        assign) options='-h --help -P --profile -A --account --token-file -n --dry-run -y --yes --json --jsonl --csv --ids --schema' choices='' ;;
        label) options='-h --help -P --profile -A --account --token-file --add --remove -n --dry-run -y --yes --json --jsonl --csv --ids --schema' choices='' ;;
        priority) options='-h --help -P --profile -A --account --token-file -n --dry-run -y --yes --json --jsonl --csv --ids --schema' choices='' ;;
        read) options='-h --help -P --profile -A --account --token-file -n --dry-run -y --yes --json --jsonl --csv --ids --schema' choices='' ;;
        unread) options='-h --help -P --profile -A --account --token-file -n --dry-run -y --yes --json --jsonl --csv --ids --schema' choices='' ;;
        mute) options='-h --help -P --profile -A --account --token-file -n --dry-run -y --yes --json --jsonl --csv --ids --schema' choices='' ;;
        unmute) options='-h --help -P --profile -A --account --token-file -n --dry-run -y --yes --json --jsonl --csv --ids --schema' choices='' ;;
        macros) options='-h --help -P --profile -A --account --token-file -n --dry-run --wait -y --yes --json --jsonl --csv --ids --schema' choices='' ;;
        lines) options='-h --help -P --profile -A --account --token-file --present --quiet' choices='' ;;
        tail) options='-h --help -P --profile -A --account --token-file --filter --event --since --cursor-file --rules --words --links --present --limit --until-idle --exec-timeout --keep-going --exec' choices='' ;;
        record) options='-h --help -P --profile -A --account --token-file --for --force --keep-text --keep-names --shift-ids --threads' choices='' ;;
        replay) options='-h --help -P --profile -A --account --token-file --speed --until --lines --state --check' choices='' ;;
        contact) options='-h --help -P --profile -A --account --token-file --inbox --url --name --email --identifier --identifier-hash --hmac-file --conversation --session --new' choices='' ;;
        tour) options='-h --help -P --profile -A --account --token-file --again --plain' choices='' ;;
        doctor) options='-h --help -P --profile -A --account --token-file --only --timeout --present --ascii --json --schema' choices='' ;;
        keys) options='-h --help -P --profile -A --account --token-file --list --json --jsonl --csv --schema' choices='' ;;
        config) options='-h --help -P --profile -A --account --token-file' choices='path show validate init edit' ;;
        'config path') options='-h --help --json --jsonl --csv --schema' choices='settings profiles macros themes state cache' ;;
        'config show') options='-h --help --json --jsonl --csv --schema' choices='' ;;
        'config validate') options='-h --help --json --jsonl --csv --schema' choices='' ;;
        'config init') options='-h --help' choices='' ;;
        'config edit') options='-h --help' choices='settings profiles' ;;
        serve) options='-h --help -P --profile -A --account --token-file --port --demo --theme --font-size' choices='' ;;
        version) options='-h --help -P --profile -A --account --token-file --offline --json --schema' choices='' ;;
        man) options='-h --help -P --profile -A --account --token-file' choices='' ;;
        changelog) options='-h --help -P --profile -A --account --token-file --since --json --jsonl --csv --schema' choices='' ;;
        completion) options='-h --help -P --profile -A --account --token-file' choices='bash zsh fish' ;;
        login) options='-h --help -P --profile --token-command --keyring --ca-file --pin-sha256 --pin --proxy' choices='' ;;
        demo-server) options='-h --help --port --json --conversations --rate --accounts --seed --quiet-visitors' choices='' ;;
        *) return ;;
    esac
    case "$command $previous" in
        ' --token-file') values=FILES ;;
        ' --record') values=FILES ;;
        'conversations --token-file') values=FILES ;;
        'conversations --status') values='open resolved pending snoozed all' ;;
        'conversations --only') values='mentions unattended participating' ;;
        'conversations --sort') values='active longest-inactive newest oldest priority longest-waiting shortest-waiting' ;;
        'show --token-file') values=FILES ;;
        'contacts --token-file') values=FILES ;;
        'agents --token-file') values=FILES ;;
        'teams --token-file') values=FILES ;;
        'inboxes --token-file') values=FILES ;;
        'labels --token-file') values=FILES ;;
        'search --token-file') values=FILES ;;
        'search --in') values='conversations messages contacts' ;;
        'export --token-file') values=FILES ;;
        'export --format') values='md json csv' ;;
        'export -o'|'export --output') values=FILES ;;
        'whoami --token-file') values=FILES ;;
        'reply --token-file') values=FILES ;;
        'reply -f'|'reply --file') values=FILES ;;
        'reply -a'|'reply --attach') values=FILES ;;
        'resolve --token-file') values=FILES ;;
        'reopen --token-file') values=FILES ;;
        'pending --token-file') values=FILES ;;
        'snooze --token-file') values=FILES ;;
        'assign --token-file') values=FILES ;;
        'label --token-file') values=FILES ;;
        'priority --token-file') values=FILES ;;
        'read --token-file') values=FILES ;;
        'unread --token-file') values=FILES ;;
        'mute --token-file') values=FILES ;;
        'unmute --token-file') values=FILES ;;
        'macros --token-file') values=FILES ;;
        'lines --token-file') values=FILES ;;
        'tail --token-file') values=FILES ;;
        'tail --cursor-file') values=FILES ;;
        'record --token-file') values=FILES ;;
        'replay --token-file') values=FILES ;;
        'contact --token-file') values=FILES ;;
        'contact --hmac-file') values=FILES ;;
        'contact --session') values=FILES ;;
        'tour --token-file') values=FILES ;;
        'doctor --token-file') values=FILES ;;
        'keys --token-file') values=FILES ;;
        'config --token-file') values=FILES ;;
        'serve --token-file') values=FILES ;;
        'version --token-file') values=FILES ;;
        'man --token-file') values=FILES ;;
        'changelog --token-file') values=FILES ;;
        'completion --token-file') values=FILES ;;
        'login --ca-file') values=FILES ;;
    esac
    if [[ $values == FILES ]]; then
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
    elif [[ -n $values ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$values" -- "$current")
    elif [[ -n $is_value ]]; then
        return
    elif [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
    else
        mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$current")
    fi
}
complete -F _hoory_tui hoory-tui
