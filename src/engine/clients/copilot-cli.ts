import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client, Setting, Start } from './client.ts'

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
  modes: [{ prepare: start }],
  decision([outcome]) {
    if (outcome?.met !== 'refused') return outcome?.met === 'passed' ? 'pass' : 'hide'
    return /denied due to the following rules/.test(outcome.said) ? 'deny' : 'ask'
  },
}

function start({ policy, home, installed, model, servers }: Setting): Start {
  const filters = policy.target === 'copilot-mcp-config' ? JSON.parse(policy.text).mcpServers : {}
  const list = join(home, '.copilot/mcp-config.json')
  mkdirSync(join(home, '.copilot'))
  const entries = [...servers].map(([key, server]) => [
    key,
    { type: 'local', tools: ['*'], ...server, ...filters[key] },
  ])
  writeFileSync(list, JSON.stringify({ mcpServers: Object.fromEntries(entries) }))
  const script = join(home, 'start.sh')
  const loader = join(installed, 'node_modules/@github/copilot/npm-loader.js')
  writeFileSync(
    script,
    `copilot() { "$NODE" "$COPILOT" "$@" -p go; }\n${policy.target === 'copilot-cli' ? policy.text : 'copilot'}`,
  )
  return {
    command: 'sh',
    args: [script],
    env: {
      NODE: process.execPath,
      COPILOT: loader,
      COPILOT_OFFLINE: 'true',
      COPILOT_PROVIDER_TYPE: 'openai',
      COPILOT_PROVIDER_BASE_URL: `${model}/v1`,
      COPILOT_PROVIDER_API_KEY: 'none',
      COPILOT_MODEL: 'scripted',
      COPILOT_AUTO_UPDATE: 'false',
    },
  }
}
