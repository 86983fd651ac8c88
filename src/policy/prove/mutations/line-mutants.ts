import type { Language } from '../../core/language.ts'
import { expressionMutants } from './expression-mutants.ts'
import type { Mutant, MutantClass, Subject } from './mutant.ts'
import { nameChanges } from './tree-mutants.ts'

/** Changes of the languages that are no trees: statements of Cedar, flags of a shell, directives of NGINX. */
export function lineMutants(text: string, language: Language, subject: Subject): Mutant[] {
  if (language === 'cedar') return cedarMutants(text, subject)
  if (language === 'shell') return flagMutants(text, subject)
  return language === 'nginx' ? nginxMutants(text, subject) : []
}

/** Each statement changed, taken away, or copied for another tool or server. */
function cedarMutants(text: string, subject: Subject): Mutant[] {
  const { tool, serverKey, stranger } = subject
  const statements = text.split(/\n\n(?=permit|forbid)/)
  const found = statements.flatMap((statement, index) => {
    const put = (one: Mutant): Mutant => ({ ...one, text: statements.with(index, one.text).join('\n\n') })
    const names = statement.includes(`Action::"${serverKey}___${tool}"`)
    return [
      ...expressionMutants(statement, subject).map(put),
      ...(statements.length > 1
        ? [
            {
              class: (names ? 'effect changed' : 'default effect') as MutantClass,
              change: 'a statement is gone',
              text: statements.toSpliced(index, 1).join('\n\n'),
            },
          ]
        : []),
      ...(names
        ? [
            {
              class: 'extra grant' as const,
              change: `also for ${stranger}`,
              text: `${text}\n${statement.trimEnd().replace(`___${tool}"`, `___${stranger}"`)}\n`,
            },
            {
              class: 'other server' as const,
              change: 'also for other',
              text: `${text}\n${statement.trimEnd().replace(`"${serverKey}___`, '"other___')}\n`,
            },
          ]
        : []),
    ]
  })
  const everything = 'permit(principal, action, resource);'
  return [...found, { class: 'extra grant', change: 'everything is permitted', text: `${text}\n${everything}\n` }]
}

/** Each flag changed or taken away, and flags that open more. */
function flagMutants(text: string, subject: Subject): Mutant[] {
  const found: Mutant[] = []
  const add = (what: MutantClass, change: string, next: string) => {
    if (next !== text) found.push({ class: what, change, text: next })
  }
  for (const match of text.matchAll(/(--(?:allow|deny)-tool)(?:=|\s+)'((?:[^']|'\\'')*)'/g)) {
    const [whole, flag = '', word = ''] = match
    const put = (next: string) => text.slice(0, match.index) + next + text.slice(match.index + whole.length)
    const opposite = flag === '--allow-tool' ? '--deny-tool' : '--allow-tool'
    add('effect changed', `${flag} is ${opposite}`, put(whole.replace(flag, opposite)))
    for (const one of nameChanges(word, subject)) add(one.class, one.change, put(whole.replace(word, one.text)))
    if (word.includes(subject.tool))
      add(
        'extra grant',
        `also for ${subject.stranger}`,
        put(`${whole} \\\n  --allow-tool '${word.replace(subject.tool, subject.stranger)}'`),
      )
    add('extra grant', 'also for the whole server', put(`${whole} \\\n  --allow-tool '${subject.serverKey}'`))
    add(
      'other server',
      'also for other',
      put(`${whole} \\\n  --allow-tool '${word.replace(subject.serverKey, 'other')}'`),
    )
    add('effect changed', 'a flag is gone', put('').replace(/\s*\\\n\s*(?=\\|$)/, ' '))
  }
  for (const flag of ['--allow-all-tools', '--allow-all-paths', '--yolo', '--additional-mcp-config @x'])
    add('extra setting', flag, `${text.trimEnd()} \\\n  ${flag}\n`)
  for (const flag of ['--allow-tool shell', '--allow-tool write'])
    add('extra grant', flag, `${text.trimEnd()} \\\n  ${flag}\n`)
  return found
}

/** Each line of a map and each directive changed or taken away, and directives that open more. */
function nginxMutants(text: string, subject: Subject): Mutant[] {
  const found: Mutant[] = []
  const lines = text.split('\n')
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || /^\s*#/.test(line)) continue
    const put = (what: MutantClass, change: string, ...next: string[]) => {
      const changed = lines.toSpliced(index, 1, ...next).join('\n')
      if (changed !== text) found.push({ class: what, change: `${line.trim()}: ${change}`, text: changed })
    }
    const isName = nameChanges(line, subject).some((one) => one.class === 'tool renamed')
    const isDefault = /^\s*default\b/.test(line) || /tools\/call\\\|"/.test(line)
    if (!/^[}\s]*$/.test(line) && !/\{$/.test(line))
      put(isDefault ? 'default effect' : isName ? 'effect changed' : 'guard removed', 'is gone')
    if (/ 1;$/.test(line))
      put(
        isDefault ? 'default effect' : isName ? 'effect changed' : 'guard removed',
        '1 is 0',
        line.replace(/ 1;$/, ' 0;'),
      )
    if (/ 0;$/.test(line)) put(isDefault ? 'default effect' : 'effect changed', '0 is 1', line.replace(/ 0;$/, ' 1;'))
    for (const one of nameChanges(line, subject)) if (one.class === 'tool renamed') put(one.class, one.change, one.text)
    if (isName) {
      put('scope', 'the beginning is open', line.replace('^tools/call\\|', ''))
      put('scope', 'the end is open', line.replace('$"', '"'))
      put('scope', 'every tool with the same beginning', line.replace(/(\w{2})\w*\$"/, '$1.*$"'))
      put('extra grant', `also for ${subject.stranger}`, line, line.replace(subject.tool, subject.stranger))
    }
    if (/return 403/.test(line)) put('guard removed', 'the status is 200', line.replace('403', '200'))
    if (/^if \(/.test(line)) put('condition negated', 'negated', line.replace(/\((\$\w+)\)/, '($1 = 0)'))
    const variable = /\$http_mcp_\w+/.exec(line)?.[0]
    if (variable) put('scope', 'another header', line.replace(variable, `${variable}x`))
    for (const match of line.matchAll(/(\d+)r\/([smh])|burst=(\d+)/g)) {
      if (match[1] !== undefined) {
        put('number', 'a higher rate', line.replace(match[0], `${Number(match[1]) * 10}r/${match[2]}`))
        put('window', 'another window', line.replace(match[0], `${match[1]}r/${match[2] === 's' ? 'm' : 's'}`))
      } else put('number', 'a higher burst', line.replace(match[0], `burst=${Number(match[3]) * 10}`))
    }
  }
  const location = (setting: string) => `${text.trimEnd()}\n${setting}\n`
  for (const setting of ['satisfy any;', 'error_page 403 =200 /open;', 'proxy_set_header Mcp-Name ok;'])
    found.push({ class: 'extra setting', change: setting, text: location(setting) })
  found.push({ class: 'extra setting', change: 'underscores_in_headers', text: `underscores_in_headers on;\n${text}` })
  return found
}
