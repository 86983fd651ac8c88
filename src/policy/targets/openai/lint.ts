import { at, type DocumentNode, textOf, textsOf } from '../../core/document.ts'
import { jsonRoot } from '../../core/json-settings.ts'
import { defineLinter, type LintRule, type LintWords } from '../../core/linter.ts'
import { type Mention, unknownToolRule, whichServerRule } from '../../core/server-rules.ts'
import { recogniser, toolsOf } from './recognise.ts'

interface Tools {
  tools: DocumentNode[]
}

const allowedOf = (node: DocumentNode) => {
  const list = at(node, 'allowed_tools')
  return list?.items ? list : at(list, 'tool_names')
}
const approvalOf = (node: DocumentNode, when: string) => textsOf(at(node, 'require_approval', when, 'tool_names'))

const tool = (members: string) => `{"type": "mcp", "server_label": "github", ${members}}`

const unreadable: LintWords = {
  id: 'unreadable',
  title: 'The API rejects the tool',
  about: 'The text is not valid JSON.',
  fix: 'Correct the reported line.',
  bad: '{"type": "mcp", "server_label": "github",}',
  good: '{"type": "mcp", "server_label": "github"}',
}

const rules: LintRule<Tools>[] = [
  {
    id: 'both-lists',
    title: 'Tool is both always and never approved',
    about: 'A tool in both lists has two conflicting settings. OpenAI does not document which one applies.',
    fix: 'Remove it from one of the lists.',
    bad: tool('"require_approval": {"always": {"tool_names": ["get_me"]}, "never": {"tool_names": ["get_me"]}}'),
    good: tool('"require_approval": {"always": {"tool_names": ["get_me"]}}'),
    *find({ tools }) {
      for (const node of tools) {
        const always = new Set(approvalOf(node, 'always').map(({ text }) => text))
        for (const { text, node: own } of approvalOf(node, 'never'))
          if (always.has(text)) yield { what: `${text} is in always and in never`, at: own }
      }
    },
  },
  {
    id: 'not-offered',
    title: 'Approval for a tool that is off',
    about: 'The model sees only the tools in allowed_tools. require_approval has no effect for others.',
    fix: 'Add the tool to allowed_tools, or remove it from require_approval.',
    bad: tool('"allowed_tools": ["get_me"], "require_approval": {"never": {"tool_names": ["create_issue"]}}'),
    good: tool('"allowed_tools": ["get_me"], "require_approval": {"never": {"tool_names": ["get_me"]}}'),
    *find({ tools }) {
      for (const node of tools) {
        const list = allowedOf(node)
        if (!list?.items?.length) continue
        const allowed = new Set(textsOf(list).map(({ text }) => text))
        for (const when of ['always', 'never'])
          for (const { text, node: own } of approvalOf(node, when))
            if (!allowed.has(text)) yield { what: `${text} is not in allowed_tools`, at: own }
      }
    },
  },
  unknownToolRule({ bad: tool('"allowed_tools": ["get_mee"]'), good: tool('"allowed_tools": ["get_me"]') }, mentions),
  whichServerRule(
    {
      bad: '{"type": "mcp", "server_label": "tracker", "allowed_tools": ["get_me"]}',
      good: '{"type": "mcp", "server_label": "github", "allowed_tools": ["get_me"]}',
    },
    mentions,
  ),
]

function* mentions({ tools }: Tools): Generator<Mention> {
  for (const node of tools) {
    const server = textOf(at(node, 'server_label')) ?? ''
    for (const { text, node: own } of [...textsOf(allowedOf(node)), ...approvalOf(node, 'never')])
      yield { server, tool: text, at: own }
    for (const { text, node: own } of approvalOf(node, 'always'))
      yield { server, tool: text, at: own, rename: (other) => ({ ...own, text: JSON.stringify(other) }) }
  }
}

/** Tools of type mcp for OpenAI's API, alone or in a request. Source: openai, src/resources/responses, Tool.Mcp, read 2026-11-20. */
export const openaiLinter = defineLinter<Tools>({
  target: 'openai',
  ...recogniser,
  read(source) {
    const found = jsonRoot(source, 'strict', 'The API')
    return 'problems' in found ? found : { tools: toolsOf(source) }
  },
  unreadable,
  rules,
})
