import { finder, type KnownTools, type Linter, type LintFinding } from '../../core/linter.ts'
import { nearest } from '../../core/nearest.ts'
import { unknownTool } from '../../core/unknown-tool.ts'
import { shellWords } from './simulate.ts'

// Flags about tools; others are none of the linter's business.
const FLAGS = ['--allow-tool', '--deny-tool', '--available-tools', '--excluded-tools', '--allow-all-tools']
const KINDS = ['shell', 'write', 'read', 'url', 'memory']

/**
 * A command of GitHub Copilot CLI. Source: docs.github.com, "Allowing and denying tools", read 2026-11-20; names tried with
 * 1.0.102.
 */
function findings(text: string, known: KnownTools): LintFinding[] {
  const find = finder('copilot-cli', text)
  const words = shellWords(text)
  if (!words) return [find('unreadable', 'a quote is not closed, or a parenthesis has none')]
  const findings: LintFinding[] = []
  const values: { flag: string; value: string }[] = []
  for (const [index, word] of words.entries()) {
    const [flag = '', joined] = word.split(/=(.*)/s)
    if (!/^--.*tools?$/.test(flag)) continue
    if (!FLAGS.includes(flag)) {
      const meant = nearest(flag, FLAGS)
      findings.push(find('unknown-flag', `${flag} is no flag about tools${meant ? `; ${meant} is` : ''}`, flag))
      continue
    }
    const value = joined ?? words[index + 1]
    if (flag !== '--allow-all-tools' && value !== undefined) values.push({ flag, value })
  }
  const of = (flag: string) => values.filter((one) => one.flag === flag).map(({ value }) => value)
  if (of('--available-tools').length > 0 && of('--excluded-tools').length > 0)
    findings.push(
      find('ignored-exclusion', '--excluded-tools does nothing beside --available-tools', '--excluded-tools'),
    )
  for (const value of [...of('--allow-tool'), ...of('--deny-tool')]) {
    const [, server, , tool] = /^([^()]+?)(\((.*)\))?$/s.exec(value) ?? []
    if (server === undefined) findings.push(find('no-match', `${value} is not Server(tool)`, value))
    else if (!KINDS.includes(server) && tool !== undefined) {
      if (tool !== '' && (!/^[A-Za-z0-9_-]+$/.test(tool) || `${server}-${tool}`.length > 64))
        findings.push(find('no-match', `${value} names no tool as Copilot knows it`, value))
      else findings.push(...unknownTool(find, known, server, tool))
    }
  }
  for (const value of of('--allow-tool')) {
    const over = of('--deny-tool').find((other) => other === value || value.startsWith(`${other}(`))
    if (over) findings.push(find('shadowed', `${value} is allowed, and ${over} is denied`, value))
  }
  return findings
}

/** Reads files that people already have. */
export const copilotCliLinter: Linter = {
  recognise(file, text) {
    return /\.sh$/.test(file) && /^\s*copilot\b/m.test(text) ? 'content' : undefined
  },
  find: findings,
  rules: [
    {
      id: 'unreadable',
      title: 'The command cannot be read',
      about: 'A quote is not closed, so the shell waits for more and starts nothing.',
      fix: 'Close the quote.',
      bad: "copilot --deny-tool 'github(delete_file)\n",
      good: "copilot --deny-tool 'github(delete_file)'\n",
    },
    {
      id: 'unknown-flag',
      title: 'A flag that does not exist',
      about: 'Copilot CLI does not start with a flag that it does not know.',
      fix: 'Use the flag that is meant.',
      bad: "copilot --block-tool 'github(delete_file)'\n",
      good: "copilot --deny-tool 'github(delete_file)'\n",
    },
    {
      id: 'no-match',
      title: 'A value that names no tool',
      about:
        'A value is a server and, in parentheses, one of its tools. Copilot CLI knows tools whose names hold more than letters, digits, underscore and hyphen, or are long, by other names, so no flag reaches them.',
      fix: 'Write Server(tool), or rule the whole server.',
      bad: "copilot --deny-tool 'files(read.file)'\n",
      good: "copilot --deny-tool 'files(read_file)'\n",
    },
    {
      id: 'shadowed',
      title: 'An allowance beside a denial',
      about: 'A denial always wins, so the allowance of the same tool, or of a tool of a denied server, never counts.',
      fix: 'Remove one of the two.',
      bad: "copilot --deny-tool github --allow-tool 'github(get_me)'\n",
      good: "copilot --deny-tool 'github(delete_file)' --allow-tool 'github(get_me)'\n",
    },
    {
      id: 'ignored-exclusion',
      title: 'An exclusion that is ignored',
      about: 'Beside --available-tools the list of --excluded-tools does nothing.',
      fix: 'Leave the tools out of --available-tools instead.',
      bad: 'copilot --available-tools github-get_me --excluded-tools github-delete_file\n',
      good: 'copilot --available-tools github-get_me\n',
    },
    {
      id: 'unknown-tool',
      title: 'A tool that the server does not have',
      about:
        'The catalogue knows a server of this name, and it lists no such tool, so the flag counts for nothing until it does.',
      fix: 'Take the name that is meant.',
      bad: "copilot --deny-tool 'github(delete_fil)'\n",
      good: "copilot --deny-tool 'github(delete_file)'\n",
    },
  ],
}
