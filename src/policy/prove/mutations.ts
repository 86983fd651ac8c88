/** A way to break a snippet so that it means something else, or nothing. */
export interface Mutation {
  id: string
  /** Gives the broken text; the same text where the snippet has nothing to break in this way. */
  apply(text: string, tool: string): string
}

const WORDS: [string, string][] = [
  ['"deny"', '"allow"'],
  ['"ask"', '"allow"'],
  ['ask_user', 'allow'],
  ['approval_mode = "prompt"', 'approval_mode = "approve"'],
  ['forbid', 'permit'],
  ['--deny-tool', '--allow-tool'],
  ['default: deny', 'default: allow'],
  ['"default": "deny"', '"default": "allow"'],
  ['action: deny', 'action: evaluate'],
  ['"enabled": false', '"enabled": true'],
  ['exclude:', 'include:'],
  ['deny_if', 'require'],
  ['hide:', 'tools:'],
]

/** The name as it is written inside quotes or alone; the first that stands in the text. */
function written(text: string, tool: string): string | undefined {
  const forms = [JSON.stringify(tool).slice(1, -1), tool, tool.replace(/[^A-Za-z0-9_-]/g, '_')]
  return forms.find((form) => text.includes(form))
}

const rename = (id: string, change: (name: string) => string): Mutation => ({
  id,
  apply(text, tool) {
    const name = written(text, tool)
    return name === undefined ? text : text.replaceAll(name, change(name))
  },
})

const firstWord = (text: string) => WORDS.find(([from]) => text.includes(from))

/** The same ways for every target. */
export const mutations: readonly Mutation[] = [
  rename('a letter is missing', (name) => name.slice(0, -1)),
  rename('a letter too many', (name) => `${name}s`),
  rename('another tool', () => 'some_other_tool'),
  rename('other letters', (name) => (name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase())),
  {
    id: 'the opposite effect',
    apply(text) {
      const [from, to] = firstWord(text) ?? ['', '']
      return from === '' ? text : text.replaceAll(from, to)
    },
  },
  {
    id: 'a higher limit',
    apply: (text) => text.replace(/(\d+)(\/(?:minute|hour|day))/, '1$1$2').replace(/("max": )(\d+)/, '$11$2'),
  },
  {
    id: 'the line with the tool is missing',
    apply(text, tool) {
      const name = written(text, tool)
      if (name === undefined) return text
      return text
        .split('\n')
        .filter((line) => !line.includes(name))
        .join('\n')
    },
  },
  {
    id: 'another argument',
    apply: (text) =>
      text
        .replace(/(args\.)([A-Za-z_])/, '$1other_$2')
        .replace(/(\binput(?:\[| has )"|"arg_|\\"arg_)(?=[A-Za-z])/g, '$1other_'),
  },
  {
    id: 'a looser pattern',
    apply: (text) => text.replace(/(value"?: "\^)(?!")/, '$1.*').replace(/( like \\?")(?=[^*])/, '$1*'),
  },
  {
    id: 'a higher bound',
    apply: (text) =>
      text
        .replace(/(value"?: )(\d+)\b/g, '$1$20')
        .replace(/( <= )(\d+)\b/g, '$1$20')
        .replace(/(OrEqual\(decimal\("\d+)/g, '$10'),
  },
  { id: 'cut off in the middle', apply: (text) => text.slice(0, Math.floor(text.length / 2)) },
  { id: 'an open bracket', apply: (text) => `${text}{[(\n` },
  {
    id: 'a misspelt key',
    apply: (text) =>
      text.replace(
        /\b(rules|permissions|decision|mcp_servers|mcpServers|mcpAllowlist|allowed_tools|configs|policies|require|toolSelector|principal|tools|map)\b/,
        '$1z',
      ),
  },
]
