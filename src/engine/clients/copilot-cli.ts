import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client, Mode, Refusal, Setting, Start } from './client.ts'

/**
 * Copilot CLI without a person refuses what it would ask about, and says which rule refused what a rule refuses. One snippet
 * is a command, so a shell reads it; the other is a part of the file with the servers.
 * Source: docs.github.com, "Using your own model provider" and "Allowing tools"; tried with 1.0.102.
 */
export const copilotCliClient: Client = {
  id: 'copilot-cli',
  label: 'Copilot CLI',
  package: '@github/copilot',
  targets: ['copilot-cli', 'copilot-mcp-config'],
  refusal,
  careful: withFlags(),
  modes: {
    default: withFlags(),
    'allow-all-tools': withFlags('--allow-all-tools'),
    yolo: withFlags('--yolo'),
    autopilot: withFlags('--autopilot'),
  },
}

/** Read off 1.0.102. */
function refusal(said: string): Refusal {
  if (/denied due to the following rules/.test(said)) return 'denied'
  return /no interactive user response was available/.test(said) ? 'asked' : 'failed'
}

function withFlags(...flags: readonly string[]): Mode {
  return { prepare: (setting) => start(setting, flags) }
}

function start({ policy, home, installed, model, servers }: Setting, flags: readonly string[]): Start {
  // The file of the home folder takes fewer names of servers than one that is named.
  const own = policy.target === 'copilot-mcp-config'
  const filters = own ? JSON.parse(policy.text).mcpServers : {}
  const list = own ? join(home, '.copilot/mcp-config.json') : join(home, 'mcp.json')
  if (own) mkdirSync(join(home, '.copilot'))
  const entries = [...servers].map(([key, server]) => [
    key,
    { type: 'local', tools: ['*'], ...server, ...filters[key] },
  ])
  writeFileSync(list, JSON.stringify({ mcpServers: Object.fromEntries(entries) }))
  const script = join(home, 'start.sh')
  const loader = join(installed, 'node_modules/@github/copilot/npm-loader.js')
  writeFileSync(
    script,
    `copilot() { "$NODE" "$COPILOT" "$@" ${flags.join(' ')} -p go ${own ? '' : '--additional-mcp-config "@$SERVERS"'}; }\n${own ? 'copilot' : policy.text}`,
  )
  return {
    command: 'sh',
    args: [script],
    env: {
      NODE: process.execPath,
      COPILOT: loader,
      SERVERS: list,
      COPILOT_OFFLINE: 'true',
      COPILOT_PROVIDER_TYPE: 'openai',
      COPILOT_PROVIDER_BASE_URL: `${model}/v1`,
      COPILOT_PROVIDER_API_KEY: 'none',
      COPILOT_MODEL: 'scripted',
      COPILOT_AUTO_UPDATE: 'false',
    },
  }
}
