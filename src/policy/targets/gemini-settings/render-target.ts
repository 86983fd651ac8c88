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
  about: 'The simpler way for Gemini CLI: a list of tools in the server’s own entry.',
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
      answer: 'The members go into the entry of the server in {file}, beside its command or url.',
    },
    {
      ask: 'Why does it ask about allowed tools?',
      answer:
        'The filter only says what is offered. With trust: false every call is asked about; the policy engine can let some pass.',
    },
  ],
  modes: FILTER_MODES,
  capabilities: { allow: false, ask: true, hide: true, denyHides: true, limits: false, conditions: false },
  namesServer: true,
  refuseName(tool) {
    if (tool.includes('(')) return 'The filter reads a parenthesis as the beginning of arguments.'
    return tool.includes('$')
      ? 'Gemini CLI puts variables of the environment where settings hold a dollar sign.'
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
  what: 'The filter cannot let a call pass: Gemini CLI asks about every tool of a server that is not trusted. Its policy can.',
}
const PATCH: Limitation = {
  what: 'The entry has no command or url: add its members to the entry of the server that you have.',
}
