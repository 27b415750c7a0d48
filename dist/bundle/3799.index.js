export const id=3799;export const ids=[3799];export const modules={3799:((o,e,n)=>{n.d(e,{completionFor:()=>c});var l=n(9719);function c(o){switch(o){case"bash":return`# bash completion of lowcode-deploy: eval "$(lowcode-deploy completion bash)"
_lowcode_deploy() {
  local current=$\{COMP_WORDS[COMP_CWORD]} previous=$\{COMP_WORDS[COMP_CWORD-1]} words=
  COMPREPLY=()
  case $previous in
${i.map(({name:o,words:e})=>`    --${o}) words='${e.join(" ")}' ;;`).join("\n")}
    ${a.map(({name:o})=>`--${o}`).join("|")}) return ;;
    *)
      if [ "$COMP_CWORD" -eq 1 ]; then
        words='${l.PB.join(" ")}'
      else
        case $\{COMP_WORDS[1]} in
${l.PB.map(o=>`          ${o}) words='${[...l.io[o].operands??[],(0,l.Zo)(o).map(({name:o})=>`--${o}`).join(" ")].join(" ")}' ;;`).join("\n")}
        esac
      fi ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _lowcode_deploy lowcode-deploy
`;case"zsh":return`#compdef lowcode-deploy
# zsh completion of lowcode-deploy: eval "$(lowcode-deploy completion zsh)"
_lowcode_deploy() {
  local -a candidates
  case $\{words[CURRENT-1]} in
${i.map(({name:o,words:e})=>`    --${o}) compadd -- ${e.join(" ")}; return ;;`).join("\n")}
    ${a.map(({name:o})=>`--${o}`).join("|")}) _files; return ;;
  esac
  if (( CURRENT == 2 )); then
    candidates=(
${l.PB.map(o=>`      ${r(`${o}:${l.io[o].about}`)}`).join("\n")}
    )
    _describe verb candidates
    return
  fi
  case $\{words[2]} in
${l.PB.map(t).join("\n")}
  esac
  _describe -o flag candidates
}
compdef _lowcode_deploy lowcode-deploy
`;case"fish":let e;return e=l.PB.flatMap(o=>{let{about:e,operands:n}=l.io[o];return[`complete -c lowcode-deploy -n __fish_use_subcommand -f -a ${o} -d ${r(e)}`,...void 0===n?[]:[`complete -c lowcode-deploy ${p(o)} -f${n.length>0?` -a '${n.join(" ")}'`:""}`],...(0,l.Zo)(o).map(({name:e,value:n,words:l,about:c})=>[`complete -c lowcode-deploy ${p(o)} -l ${e}`,l.length>0?`-x -a '${l.join(" ")}'`:n?"-r -F":"",`-d ${r(s(c))}`].filter(Boolean).join(" "))]}),`# fish completion of lowcode-deploy: lowcode-deploy completion fish | source
${e.join("\n")}
`}}let d=[...new Map(l.PB.flatMap(o=>(0,l.Zo)(o).map(o=>[o.name,o]))).values()],i=d.filter(({words:o})=>o.length>0),a=d.filter(({value:o,words:e})=>o&&0===e.length);function t(o){let{operands:e}=l.io[o],n=void 0===e?"\n      _files":e.length>0?`
      compadd -- ${e.join(" ")}`:"",c=(0,l.Zo)(o).map(({name:o,about:e})=>`        ${r(`--${o}:${s(e)}`)}`);return`    ${o})${n}
      candidates=(
${c.join("\n")}
      ) ;;`}let p=o=>`-n '__fish_seen_subcommand_from ${o}'`;function s(o){return/^.*?[^.]\.(?= [A-Z]|$)/.exec(o)?.[0]??o}function r(o){return`'${o.replaceAll("\\","").replaceAll("'","\u2019")}'`}})};
