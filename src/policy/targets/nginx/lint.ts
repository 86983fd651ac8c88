import { defineLinter, type LintRule, type LintWords } from '../../core/linter.ts'
import { recogniser } from './recognise.ts'

interface Config {
  lines: { text: string; start: number }[]
}

function linesOf(text: string): Config['lines'] {
  let start = 0
  return text.split('\n').map((line) => {
    const found = { text: line.trim(), start: start + (line.length - line.trimStart().length) }
    start += line.length + 1
    return found
  })
}

const isPattern = (line: string) => /^"?~\*?/.test(line)

const unreadable: LintWords = {
  id: 'unreadable',
  title: 'Unclosed block',
  about: 'NGINX does not start if the braces do not match.',
  fix: 'Close the block.',
  bad: 'map "$http_mcp_method|$http_mcp_name" $refused {\n  default 1;\n',
  good: 'map "$http_mcp_method|$http_mcp_name" $refused {\n  default 1;\n}\n',
}

const rules: LintRule<Config>[] = [
  {
    id: 'open-end',
    title: 'Pattern matches longer names',
    about: 'Without $ at the end, a pattern also matches longer names: tools/call|get matches tools/call|get_secrets.',
    fix: 'End the pattern with $.',
    bad: 'map "$http_mcp_method|$http_mcp_name" $refused {\n  default 1;\n  "~^tools/call\\|get_me" 0;\n}\n',
    good: 'map "$http_mcp_method|$http_mcp_name" $refused {\n  default 1;\n  "~^tools/call\\|get_me$" 0;\n}\n',
    *find({ lines }) {
      for (const { text, start } of lines) {
        if (!isPattern(text)) continue
        const pattern = text.startsWith('"') ? text.slice(1, text.indexOf('"', 1)) : (text.split(/[ \t]/)[0] ?? '')
        // One that names a whole method, or nothing, ends openly on purpose.
        const named = pattern.split('\\|')[1]
        if (named !== undefined && named !== '' && !/[$)]$/.test(named))
          yield { what: `${pattern} also matches longer names`, at: { start, end: start + text.length } }
      }
    },
  },
  {
    id: 'any-case',
    title: 'Pattern ignores case',
    about: 'Tool names are case-sensitive. A pattern that begins with ~* matches every spelling.',
    fix: 'Begin the pattern with ~.',
    bad: 'map "$http_mcp_method|$http_mcp_name" $refused {\n  default 1;\n  "~*^tools/call\\|get_me$" 0;\n}\n',
    good: 'map "$http_mcp_method|$http_mcp_name" $refused {\n  default 1;\n  "~^tools/call\\|get_me$" 0;\n}\n',
    *find({ lines }) {
      for (const { text, start } of lines)
        if (/^"?~\*.* 0;$/.test(text))
          yield { what: `${text} matches upper and lower case`, at: { start, end: start + text.length } }
    },
  },
]

/** Maps of the headers of MCP in NGINX. Source: nginx.org, ngx_http_map_module, read 2026-11-20. */
export const nginxLinter = defineLinter<Config>({
  target: 'nginx',
  ...recogniser,
  read({ text }) {
    const lines = linesOf(text)
    let depth = 0
    let last = 0
    for (const line of lines) {
      if (line.text.startsWith('#') || isPattern(line.text)) continue
      if (line.text.endsWith('{')) depth++
      if (line.text.startsWith('}')) depth--
      if (depth < 0)
        return { problems: [{ what: 'a brace closes nothing', at: { start: line.start, end: line.start } }] }
      if (depth > 0) last = line.start
    }
    return depth > 0 ? { problems: [{ what: 'a block is not closed', at: { start: last, end: last } }] } : { lines }
  },
  unreadable,
  rules,
})
