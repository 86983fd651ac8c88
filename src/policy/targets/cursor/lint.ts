import { at, type DocumentNode } from '../../core/document.ts'
import { duplicateKeyRule, jsonRoot, repeatedEntries } from '../../core/json-settings.ts'
import { defineLinter, type LintRule, type LintWords } from '../../core/linter.ts'
import { type Mention, unknownToolRule, whichServerRule } from '../../core/server-rules.ts'
import { removeEntry } from '../../core/text-edit.ts'
import { mergeCursorFiles } from './merge.ts'
import { recogniser } from './recognise.ts'

interface Permissions {
  root: DocumentNode
}

const KEYS = ['mcpAllowlist', 'terminalAllowlist', 'autoRun', '$schema']

const unreadable: LintWords = {
  id: 'unreadable',
  title: 'Cursor cannot read the file',
  about: 'Invalid JSON: Cursor ignores the whole file.',
  fix: 'Correct the reported line.',
  bad: '{"mcpAllowlist": [',
  good: '{"mcpAllowlist": []}',
}

const entriesOf = (root: DocumentNode) => {
  const list = at(root, 'mcpAllowlist')
  return (list?.items ?? []).map((node, index) => ({
    list: list as DocumentNode,
    node,
    index,
    text: typeof node.value === 'string' ? node.value : undefined,
  }))
}
const isPair = (text: string | undefined): text is string => text !== undefined && /^[^:]+:.+$/s.test(text)

const rules: LintRule<Permissions>[] = [
  {
    id: 'unknown-key',
    title: 'Unknown key',
    about:
      'The file lists what runs without approval. It cannot deny anything, and Cursor ignores other keys without a warning.',
    fix: "Remove it, and switch off the tool in Cursor's settings.",
    bad: '{"mcpAllowlist": [], "mcpDenylist": ["github:delete_file"]}',
    good: '{"mcpAllowlist": ["github:get_me"]}',
    *find({ root }) {
      for (const { name, key } of root.members ?? [])
        if (!KEYS.includes(name) && !/^(?:_|\/\/|version$|description$|comment$)/.test(name))
          yield { what: `${name} is not read`, at: key }
    },
  },
  {
    id: 'no-match',
    title: 'Entry matches nothing',
    about: 'An entry is server:tool, with text on both sides. Cursor ignores anything else without a warning.',
    fix: 'Write server:tool.',
    bad: '{"mcpAllowlist": ["github/get_me"]}',
    good: '{"mcpAllowlist": ["github:get_me"]}',
    *find({ root }) {
      const list = at(root, 'mcpAllowlist')
      if (list && !list.items) yield { what: 'mcpAllowlist is not a list', at: list }
      for (const { node, text } of entriesOf(root))
        if (!isPair(text)) yield { what: `${JSON.stringify(node.value ?? node.kind)} is not server:tool`, at: node }
    },
  },
  {
    id: 'duplicate-entry',
    title: 'Duplicate entry',
    about: 'The list has the same entry twice. The second has no effect.',
    fix: 'Remove one of them.',
    bad: '{"mcpAllowlist": ["github:get_me", "github:get_me"]}',
    good: '{"mcpAllowlist": ["github:get_me"]}',
    *find({ root }, { source }) {
      const texts = entriesOf(root).flatMap((entry) => (isPair(entry.text) ? [{ ...entry, text: entry.text }] : []))
      for (const { text, node, index } of repeatedEntries(texts)) {
        const list = at(root, 'mcpAllowlist')
        if (list) yield { what: `${text} appears twice`, at: node, edits: removeEntry(source.text, list, index) }
      }
    },
  },
  unknownToolRule(
    { bad: '{"mcpAllowlist": ["github:get_mee"]}', good: '{"mcpAllowlist": ["github:get_me"]}' },
    mentions,
  ),
  whichServerRule(
    { bad: '{"mcpAllowlist": ["tracker:get_me"]}', good: '{"mcpAllowlist": ["github:get_me"]}' },
    mentions,
  ),
  duplicateKeyRule({
    bad: '{"mcpAllowlist": ["github:get_me"], "mcpAllowlist": ["github:create_issue"]}',
    good: '{"mcpAllowlist": ["github:get_me", "github:create_issue"]}',
  }),
]

function* mentions({ root }: Permissions): Generator<Mention> {
  for (const { node, text } of entriesOf(root)) {
    if (!isPair(text) || /[*?]/.test(text)) continue
    const colon = text.indexOf(':')
    yield { server: text.slice(0, colon), tool: text.slice(colon + 1), at: node }
  }
}

/** Cursor's permissions.json, JSON with comments. Source: cursor.com/docs, read 2026-11-21. */
export const cursorLinter = defineLinter<Permissions>({
  target: 'cursor',
  ...recogniser,
  read: (source) => jsonRoot(source, 'jsonc', 'Cursor'),
  unreadable,
  rules,
  merge: mergeCursorFiles,
})
