import { type Flag, flagsOf, type Shell, type Verb, verbs, verbTable } from './verbs.ts';

/**
 * The script that a shell evaluates to complete the command: the verbs, the flags of each verb, and the values of
 * flags with a closed set. All other values are completed as files.
 */
export function completionFor(shell: Shell): string {
  switch (shell) {
    case 'bash':
      return bash();
    case 'zsh':
      return zsh();
    case 'fish':
      return fish();
  }
}

const all: readonly Flag[] = [
  ...new Map(verbs.flatMap((verb) => flagsOf(verb).map((flag) => [flag.name, flag] as const))).values(),
];
const withWords = all.filter(({ words }) => words.length > 0);
const withOther = all.filter(({ value, words }) => value && words.length === 0);

const flagNames = (verb: Verb): string =>
  flagsOf(verb)
    .map(({ name }) => `--${name}`)
    .join(' ');

function bash(): string {
  return `# bash completion of lowcode-deploy: eval "$(lowcode-deploy completion bash)"
_lowcode_deploy() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} words=
  COMPREPLY=()
  case $previous in
${withWords.map(({ name, words }) => `    --${name}) words='${words.join(' ')}' ;;`).join('\n')}
    ${withOther.map(({ name }) => `--${name}`).join('|')}) return ;;
    *)
      if [ "$COMP_CWORD" -eq 1 ]; then
        words='${verbs.join(' ')}'
      else
        case \${COMP_WORDS[1]} in
${verbs.map((verb) => `          ${verb}) words='${[...(verbTable[verb].operands ?? []), flagNames(verb)].join(' ')}' ;;`).join('\n')}
        esac
      fi ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _lowcode_deploy lowcode-deploy
`;
}

function zsh(): string {
  return `#compdef lowcode-deploy
# zsh completion of lowcode-deploy: eval "$(lowcode-deploy completion zsh)"
_lowcode_deploy() {
  local -a candidates
  case \${words[CURRENT-1]} in
${withWords.map(({ name, words }) => `    --${name}) compadd -- ${words.join(' ')}; return ;;`).join('\n')}
    ${withOther.map(({ name }) => `--${name}`).join('|')}) _files; return ;;
  esac
  if (( CURRENT == 2 )); then
    candidates=(
${verbs.map((verb) => `      ${quoted(`${verb}:${verbTable[verb].about}`)}`).join('\n')}
    )
    _describe verb candidates
    return
  fi
  case \${words[2]} in
${verbs.map(zshVerb).join('\n')}
  esac
  _describe -o flag candidates
}
compdef _lowcode_deploy lowcode-deploy
`;
}

function zshVerb(verb: Verb): string {
  const { operands } = verbTable[verb];
  const first =
    operands === undefined
      ? '\n      _files'
      : operands.length > 0
        ? `\n      compadd -- ${operands.join(' ')}`
        : '';
  const flags = flagsOf(verb).map(({ name, about }) => `        ${quoted(`--${name}:${brief(about)}`)}`);
  return `    ${verb})${first}
      candidates=(
${flags.join('\n')}
      ) ;;`;
}

const seen = (verb: Verb): string => `-n '__fish_seen_subcommand_from ${verb}'`;

function fish(): string {
  const lines = verbs.flatMap((verb) => {
    const { about, operands } = verbTable[verb];
    return [
      `complete -c lowcode-deploy -n __fish_use_subcommand -f -a ${verb} -d ${quoted(about)}`,
      ...(operands === undefined
        ? []
        : [
            `complete -c lowcode-deploy ${seen(verb)} -f${operands.length > 0 ? ` -a '${operands.join(' ')}'` : ''}`,
          ]),
      ...flagsOf(verb).map(({ name, value, words, about: text }) =>
        [
          `complete -c lowcode-deploy ${seen(verb)} -l ${name}`,
          words.length > 0 ? `-x -a '${words.join(' ')}'` : value ? '-r -F' : '',
          `-d ${quoted(brief(text))}`,
        ]
          .filter(Boolean)
          .join(' '),
      ),
    ];
  });
  return `# fish completion of lowcode-deploy: lowcode-deploy completion fish | source\n${lines.join('\n')}\n`;
}

/** The first sentence of a description. */
function brief(about: string): string {
  return /^.*?[^.]\.(?= [A-Z]|$)/.exec(about)?.[0] ?? about;
}

/** Quotes a text for zsh and fish. An apostrophe is replaced, so that it does not end the quotation. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '').replaceAll("'", '’')}'`;
}
