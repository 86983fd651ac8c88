import { defineRenderTarget } from '../../core/define-render-target.ts'
import { wantedEffect } from '../../core/lower-rule.ts'
import type { Excuse, Limitation } from '../../core/snippet.ts'
import { namedLikeOwn } from '../gemini-policy/own-tools.ts'
import { FILTER_MODES } from './modes.ts'
import { renderGeminiSettings } from './render.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'gemini-settings',
  label: 'Gemini CLI settings',
  subject: 'The filter',
  kind: 'client',
  language: 'json',
  minimumVersion: 'Gemini CLI with includeTools and excludeTools',
  about: 'A tool list in the server’s own entry: simpler than a policy, but it cannot allow calls without approval.',
  sources: [
    {
      what: 'google-gemini/gemini-cli, docs/tools/mcp-server.md and schemas/settings.schema.json',
      read: '2026-11-20',
    },
  ],
  proof: [
    { grade: 'product', by: 'Gemini CLI', version: '0.61.0' },
    { grade: 'schema', by: 'google-gemini/gemini-cli, schemas/settings.schema.json', read: '2026-11-20' },
    { grade: 'model', by: 'google-gemini/gemini-cli, docs/tools/mcp-server.md', read: '2026-11-20' },
  ],
  questions: [
    {
      ask: 'Where does the file go?',
      answer: 'Add the lines to the server’s entry in {file}, next to its command or url.',
    },
    {
      ask: 'Why does it ask about allowed tools?',
      answer:
        'The filter only says which tools the model sees. With trust: false every call needs approval. The policy engine can allow some.',
    },
  ],
  modes: FILTER_MODES,
  capabilities: { allow: false, ask: true, hide: true, denyHides: true, limits: false, conditions: false },
  namesServer: true,
  refuseName(tool) {
    if (tool.includes('(')) return 'The filter reads a parenthesis as the beginning of arguments.'
    return tool.includes('$')
      ? 'Gemini CLI replaces a dollar sign in settings with an environment variable.'
      : undefined
  },
  defaultEffect: (wanted) => (wanted === 'deny' ? 'deny' : 'ask'),
  limitations: (rules, { defaultEffect }) => [
    {
      ...ASKS,
      excuses: [
        ...(defaultEffect === 'allow' ? [UNLISTED] : []),
        ...rules.flatMap(({ rule, effect }): Excuse[] =>
          rule.effect === 'allow'
            ? [{ kind: 'effect', tool: rule.tool, wanted: wantedEffect(rule), does: effect }]
            : [],
        ),
      ],
    },
    PATCH,
    ...namedLikeOwn(rules),
  ],
  fileName: () => '~/.gemini/settings.json',
  render: renderGeminiSettings,
})

const UNLISTED: Excuse = { kind: 'unlisted', does: 'ask' }

const ASKS: Limitation = {
  what: 'The filter cannot allow calls without approval: Gemini CLI asks about every tool of an untrusted server. Use its policy to allow them.',
}
const PATCH: Limitation = {
  what: 'The entry has no command or url. Add its lines to your existing server entry.',
}
