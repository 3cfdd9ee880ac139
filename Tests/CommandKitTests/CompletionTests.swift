import Testing

@testable import CommandKit

@Suite struct CompletionTests {
    @Test func bash() {
        #expect(Command.sample.completion(for: .bash) == Expected.bash)
    }

    @Test func zsh() {
        #expect(Command.sample.completion(for: .zsh) == Expected.zsh)
    }

    @Test func fish() {
        #expect(Command.sample.completion(for: .fish) == Expected.fish)
    }
}

/// The completions of the sample command.
private enum Expected {
    /// `--help-completion bash`.
    static let bash = #"""
        # bash completion for sample

        _sample() {
            local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
            # Readline takes --name=value for three words.
            if [[ $current == = ]]; then
                current=
            elif [[ $previous == = ]]; then
                previous=${COMP_WORDS[COMP_CWORD-2]}
            fi
            # An empty answer falls back to file names.
            COMPREPLY=()
            case $previous in
                -r|--rule) COMPREPLY=($(compgen -W 'hebbian oja sanger anti-hebbian storkey' -- "$current")); return ;;
                --fit) COMPREPLY=($(compgen -W 'stretch crop' -- "$current")); return ;;
                --grey) COMPREPLY=($(compgen -W 'mean otsu' -- "$current")); return ;;
                --only) COMPREPLY=($(compgen -W 'first last' -- "$current")); return ;;
                -h|--help) COMPREPLY=($(compgen -W 'oja hebbian topics' -- "$current")); return ;;
                -l|--learning-rate|-s|--size|--epochs|--threshold|--initial|-o|--output|--seed) return ;;
            esac
            if [[ $current == -* ]]; then
                COMPREPLY=($(compgen -W '--rule --learning-rate --zero-diagonal --no-zero-diagonal --fit --size --grey --only --epochs --threshold --initial --plain --output --force --seed --quiet --verbose --help --version' -- "$current"))
                return
            fi
        }

        complete -o default -F _sample sample

        """#

    /// `--help-completion zsh`.
    static let zsh = #"""
        #compdef sample

        _arguments -s -S : \
            '(-r --rule)'{-r+,--rule=}'[Learning rule]:NAME:(hebbian oja sanger anti-hebbian storkey)' \
            '(-l --learning-rate)'{-l+,--learning-rate=}'[Size of a step]:X: ' \
            '(--zero-diagonal --no-zero-diagonal)'{--zero-diagonal,--no-zero-diagonal}'[No unit excites itself]' \
            '--fit=[How a picture meets its frame]:stretch|crop:(stretch crop)' \
            '(-s --size)'{-s+,--size=}'[Size in pixels]:WxH: ' \
            '--grey=[Grey level that separates black from white]:mean|otsu|LEVEL:(mean otsu)' \
            '*--only=[Pattern to learn]:NAME:(first last)' \
            '--epochs=[Passes over the patterns]:N: ' \
            '--threshold=[Threshold of all units]:X: ' \
            '--initial=[Go on from these weights]:FILE:_files' \
            '(-p --plain)'{-p,--plain}'[Take the reference path]' \
            '(-o --output)'{-o+,--output=}'[Write the result to FILE]:FILE:_files' \
            '(-f --force)'{-f,--force}'[Replace an output file that exists]' \
            '--seed=[Seed of the random numbers]:N: ' \
            '(-q --quiet)'{-q,--quiet}'[Write nothing but errors to standard error]' \
            '(-v --verbose)'{-v,--verbose}'[Say on standard error what is done]' \
            '(- *)'{-h,--help}'[Show this help, or that of a TOPIC, and exit]::TOPIC:(oja hebbian topics)' \
            '(- *)--version[Show the versions of program and libraries and exit]' \
            '::PATTERNS:_files'

        """#

    /// `--help-completion fish`.
    static let fish = #"""
        # fish completion for sample
        complete -c sample -s r -l rule -x -a 'hebbian oja sanger anti-hebbian storkey' -d 'Learning rule'
        complete -c sample -s l -l learning-rate -x -d 'Size of a step'
        complete -c sample -l zero-diagonal -d 'No unit excites itself'
        complete -c sample -l no-zero-diagonal -d 'Not --zero-diagonal'
        complete -c sample -l fit -x -a 'stretch crop' -d 'How a picture meets its frame'
        complete -c sample -s s -l size -x -d 'Size in pixels'
        complete -c sample -l grey -x -a 'mean otsu' -d 'Grey level that separates black from white'
        complete -c sample -l only -x -a 'first last' -d 'Pattern to learn'
        complete -c sample -l epochs -x -d 'Passes over the patterns'
        complete -c sample -l threshold -x -d 'Threshold of all units'
        complete -c sample -l initial -r -F -d 'Go on from these weights'
        complete -c sample -s p -l plain -d 'Take the reference path'
        complete -c sample -s o -l output -r -F -d 'Write the result to FILE'
        complete -c sample -s f -l force -d 'Replace an output file that exists'
        complete -c sample -l seed -x -d 'Seed of the random numbers'
        complete -c sample -s q -l quiet -d 'Write nothing but errors to standard error'
        complete -c sample -s v -l verbose -d 'Say on standard error what is done'
        complete -c sample -s h -l help -f -a 'oja hebbian topics' -d 'Show this help, or that of a TOPIC, and exit'
        complete -c sample -l version -d 'Show the versions of program and libraries and exit'

        """#
}
