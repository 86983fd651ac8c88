import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { geminiServer } from '../../policy/targets/gemini-policy/server-name.ts'
import { type Client, careful, type Mode, type Refusal, type Setting, type Start } from './client.ts'

const inMode = (mode: string): Mode => ({ prepare: (setting) => start(setting, ['--approval-mode', mode]) })

/**
 * Gemini CLI without a person refuses what it would ask about; in its mode `yolo` only the rules that ask or deny hold.
 * A server that is not trusted is asked about as if no rule named it.
 * Source: google-gemini/gemini-cli, docs/reference/policy-engine.md, read 2026-11-21; tried with 0.61.0.
 */
export const geminiCliClient: Client = {
  id: 'gemini-cli',
  label: 'Gemini CLI',
  package: '@google/gemini-cli',
  targets: ['gemini-policy', 'gemini-settings'],
  refusal,
  careful: { prepare: (setting) => start(setting, []) },
  open: inMode('yolo'),
  modes: Object.fromEntries(['default', 'auto_edit', 'plan', 'yolo'].map((mode) => [mode, inMode(mode)])),
  decision(outcomes, target) {
    // Without a person it does not offer the tools of a server that are called like its own editor or shell, whose questions nobody could
    // answer; that a rule asks is seen in the open run, where a tool without a rule would pass.
    const [first, open] = outcomes
    if (first?.met === 'hidden' && open?.met === 'asked') return 'ask'
    const decision = careful(outcomes)
    return target === 'gemini-settings' && decision === 'unset' ? 'ask' : decision
  },
}

/** Its words for a question are those for a run without a person. Read off 0.61.0. */
function refusal(said: string): Refusal {
  if (/requires user confirmation/.test(said)) return 'asked'
  return /denied by policy/.test(said) ? 'denied' : 'failed'
}

const settings = {
  security: { auth: { selectedType: 'gemini-api-key' } },
  privacy: { usageStatisticsEnabled: false },
  telemetry: { enabled: false },
  general: { enableAutoUpdate: false },
}

function start({ policy, home, installed, model, servers }: Setting, flags: readonly string[]): Start {
  const folder = join(home, '.gemini')
  mkdirSync(join(folder, 'policies'), { recursive: true })
  const { mcpServers: filters = {}, ...others } = policy.target === 'gemini-settings' ? JSON.parse(policy.text) : {}
  const keyOf = policy.target === 'gemini-policy' ? geminiServer : (key: string) => key
  const mcpServers = Object.fromEntries(
    [...servers].map(([key, server]) => [keyOf(key), { ...server, ...filters[keyOf(key)] }]),
  )
  if (policy.target === 'gemini-policy') writeFileSync(join(folder, 'policies/trial.toml'), policy.text)
  writeFileSync(
    join(folder, 'settings.json'),
    JSON.stringify({ ...settings, ...others, mcpServers: { ...filters, ...mcpServers } }),
  )
  return {
    command: process.execPath,
    args: [
      join(installed, 'node_modules/@google/gemini-cli/bundle/gemini.js'),
      '-p',
      'go',
      '-m',
      'gemini-2.5-pro',
      ...flags,
    ],
    env: { GEMINI_API_KEY: 'none', GOOGLE_GEMINI_BASE_URL: model, GEMINI_CLI_TRUST_WORKSPACE: 'true' },
  }
}
