import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { geminiServer } from '../../policy/targets/gemini-policy/server-name.ts'
import { type Client, careful, type Setting, type Start } from './client.ts'

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
  modes: [{ prepare: (setting) => start(setting, 'default') }, { prepare: (setting) => start(setting, 'yolo') }],
  decision(outcomes, target) {
    const decision = careful(outcomes)
    return target === 'gemini-settings' && decision === 'unset' ? 'ask' : decision
  },
}

const settings = {
  security: { auth: { selectedType: 'gemini-api-key' } },
  privacy: { usageStatisticsEnabled: false },
  telemetry: { enabled: false },
  general: { enableAutoUpdate: false },
}

function start({ policy, home, installed, model, servers }: Setting, mode: string): Start {
  const folder = join(home, '.gemini')
  mkdirSync(join(folder, 'policies'), { recursive: true })
  const filters = policy.target === 'gemini-settings' ? JSON.parse(policy.text).mcpServers : {}
  const keyOf = policy.target === 'gemini-policy' ? geminiServer : (key: string) => key
  const mcpServers = Object.fromEntries(
    [...servers].map(([key, server]) => [keyOf(key), { ...server, ...filters[keyOf(key)] }]),
  )
  if (policy.target === 'gemini-policy') writeFileSync(join(folder, 'policies/trial.toml'), policy.text)
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ ...settings, mcpServers }))
  return {
    command: process.execPath,
    args: [
      join(installed, 'node_modules/@google/gemini-cli/bundle/gemini.js'),
      '-p',
      'go',
      '-m',
      'gemini-2.5-pro',
      '--approval-mode',
      mode,
    ],
    env: { GEMINI_API_KEY: 'none', GOOGLE_GEMINI_BASE_URL: model, GEMINI_CLI_TRUST_WORKSPACE: 'true' },
  }
}
