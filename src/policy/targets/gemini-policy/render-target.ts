import type { Condition } from '../../../schema/rule.ts'
import { defineRenderTarget } from '../../core/define-render-target.ts'
import type { Limitation } from '../../core/snippet.ts'
import { argsPattern } from './args-pattern.ts'
import { GEMINI_MODES, GEMINI_VERSIONS } from './modes.ts'
import { namedLikeOwn } from './own-tools.ts'
import { renderGeminiPolicy } from './render.ts'
import { geminiServer } from './server-name.ts'

/** Source: google-gemini/gemini-cli, packages/core/src/tools/mcp-tool.ts, generateValidName. */
const MAX_NAME_CHARS = 63

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'gemini-policy',
  label: 'Gemini CLI policy',
  subject: 'Gemini CLI',
  kind: 'client',
  language: 'toml',
  minimumVersion: 'Gemini CLI 0.31.0 or later, or 0.35.0 if a rule checks arguments',
  about:
    'Google’s terminal agent. Save the file in ~/.gemini/policies. Gemini CLI does not read policies in a workspace.',
  sources: [
    {
      what: 'google-gemini/gemini-cli, docs/reference/policy-engine.md and packages/core/src/policy/toml-loader.ts',
      read: '2026-11-20',
    },
    { what: 'names of servers, tried with Gemini CLI 0.61.0', read: '2026-11-21' },
  ],
  proof: [
    { grade: 'product', by: 'Gemini CLI', version: '0.61.0' },
    {
      grade: 'model',
      by: 'google-gemini/gemini-cli, packages/core/src/policy/toml-loader.ts and policy-engine.ts',
      read: '2026-11-20',
    },
  ],
  prominent: true,
  questions: [
    {
      ask: 'Where does the file go?',
      answer: 'Save it as {file}. Gemini CLI does not read policies in a workspace at present.',
    },
    {
      ask: 'Why does every rule have a toolName?',
      answer: 'If one rule has none, Gemini CLI ignores the whole file without a warning.',
    },
    {
      ask: 'Why does argsPattern hold \\x00?',
      answer:
        'Gemini CLI puts a NUL before and after each argument. Without it in the pattern, the right value inside another argument also matches. The tool’s second rule denies all other calls, even in yolo mode.',
    },
  ],
  modes: GEMINI_MODES,
  failingVersions: GEMINI_VERSIONS,
  capabilities: {
    ask: true,
    hide: true,
    denyHides: true,
    limits: false,
    conditions: (condition, { conditions }) =>
      isSaid(condition) && argsPattern(conditions.filter(isSaid)) !== undefined ? condition : undefined,
  },
  namesServer: true,
  serverId: geminiServer,
  refuseName: (tool, serverKey) =>
    /^[A-Za-z0-9_.:-]+$/.test(tool) && `mcp_${geminiServer(serverKey)}_${tool}`.length <= MAX_NAME_CHARS
      ? undefined
      : `Gemini CLI renames tools whose names have characters other than letters, digits, underscore, dot, colon and hyphen, or have more than ${MAX_NAME_CHARS} characters together with “mcp_” and the server’s key, so no rule can name such a tool.`,
  limitations: (lowered, { serverKey }) => [
    ...(geminiServer(serverKey) === serverKey ? [] : [RENAMED]),
    ...namedLikeOwn(lowered),
  ],
  fileName: (serverKey) => `~/.gemini/policies/${geminiServer(serverKey).replace(/[^A-Za-z0-9.-]/g, '-')}.toml`,
  render: renderGeminiPolicy,
})

/** Whether the engine can check a condition by itself; all of a rule must fit into one pattern besides. */
const isSaid = (condition: Condition) => argsPattern([condition]) !== undefined

const RENAMED: Limitation = {
  what: 'Gemini CLI can match a server key only if it has letters, digits, dots, colons and hyphens. The rules use hyphens instead of other characters: rename the server in settings.json to match.',
}
