import type { Linter, Recogniser } from '../core/linter.ts'
import { recogniser as agentcore } from './agentcore/recognise.ts'
import { recogniser as agentgateway } from './agentgateway/recognise.ts'
import { recogniser as anthropic } from './anthropic/recognise.ts'
import { recogniser as claudeCode } from './claude-code/recognise.ts'
import { recogniser as claudeCodeManaged } from './claude-code-managed/recognise.ts'
import { recogniser as claudeManagedAgents } from './claude-managed-agents/recognise.ts'
import { recogniser as codex } from './codex/recognise.ts'
import { recogniser as copilotCli } from './copilot-cli/recognise.ts'
import { recogniser as cursor } from './cursor/recognise.ts'
import { recogniser as cursorCli } from './cursor-cli/recognise.ts'
import { recogniser as docker } from './docker/recognise.ts'
import { recogniser as dockerAgent } from './docker-agent/recognise.ts'
import { recogniser as envoy } from './envoy/recognise.ts'
import { recogniser as envoyHeaders } from './envoy-headers/recognise.ts'
import { recogniser as gateway } from './gateway/recognise.ts'
import { recogniser as geminiPolicy } from './gemini-policy/recognise.ts'
import { recogniser as geminiSettings } from './gemini-settings/recognise.ts'
import { recogniser as intercept } from './intercept/recognise.ts'
import { recogniser as litellm } from './litellm/recognise.ts'
import { recogniser as nginx } from './nginx/recognise.ts'
import { recogniser as openai } from './openai/recognise.ts'
import { recogniser as opencode } from './opencode/recognise.ts'
import { recogniser as toolhive } from './toolhive/recognise.ts'
import { recogniser as toolhiveKubernetes } from './toolhive-kubernetes/recognise.ts'
import { recogniser as vscode } from './vscode/recognise.ts'
import { recogniser as zed } from './zed/recognise.ts'

/** A target with a linter: how its files are told, and how the rules are fetched. */
export interface ListedLinter {
  id: string
  linter: Recogniser
  load(): Promise<Linter>
}

/** Every target with a linter, in the order of `targets`, without its rules: for browsers. A test compares it with `targets`. */
export const listedLinters: readonly ListedLinter[] = [
  { id: 'intercept', linter: intercept, load: async () => (await import('./intercept/lint.ts')).interceptLinter },
  { id: 'gateway', linter: gateway, load: async () => (await import('./gateway/lint.ts')).gatewayLinter },
  { id: 'claude-code', linter: claudeCode, load: async () => (await import('./claude-code/lint.ts')).claudeCodeLinter },
  {
    id: 'claude-code-managed',
    linter: claudeCodeManaged,
    load: async () => (await import('./claude-code-managed/lint.ts')).claudeCodeManagedLinter,
  },
  { id: 'codex', linter: codex, load: async () => (await import('./codex/lint.ts')).codexLinter },
  {
    id: 'gemini-policy',
    linter: geminiPolicy,
    load: async () => (await import('./gemini-policy/lint.ts')).geminiPolicyLinter,
  },
  {
    id: 'gemini-settings',
    linter: geminiSettings,
    load: async () => (await import('./gemini-settings/lint.ts')).geminiSettingsLinter,
  },
  { id: 'copilot-cli', linter: copilotCli, load: async () => (await import('./copilot-cli/lint.ts')).copilotCliLinter },
  { id: 'opencode', linter: opencode, load: async () => (await import('./opencode/lint.ts')).opencodeLinter },
  { id: 'cursor', linter: cursor, load: async () => (await import('./cursor/lint.ts')).cursorLinter },
  { id: 'cursor-cli', linter: cursorCli, load: async () => (await import('./cursor-cli/lint.ts')).cursorCliLinter },
  { id: 'vscode', linter: vscode, load: async () => (await import('./vscode/lint.ts')).vscodeLinter },
  { id: 'zed', linter: zed, load: async () => (await import('./zed/lint.ts')).zedLinter },
  {
    id: 'docker-agent',
    linter: dockerAgent,
    load: async () => (await import('./docker-agent/lint.ts')).dockerAgentLinter,
  },
  { id: 'openai', linter: openai, load: async () => (await import('./openai/lint.ts')).openaiLinter },
  { id: 'anthropic', linter: anthropic, load: async () => (await import('./anthropic/lint.ts')).anthropicLinter },
  {
    id: 'claude-managed-agents',
    linter: claudeManagedAgents,
    load: async () => (await import('./claude-managed-agents/lint.ts')).managedAgentsLinter,
  },
  { id: 'docker', linter: docker, load: async () => (await import('./docker/lint.ts')).dockerLinter },
  { id: 'litellm', linter: litellm, load: async () => (await import('./litellm/lint.ts')).litellmLinter },
  { id: 'toolhive', linter: toolhive, load: async () => (await import('./toolhive/lint.ts')).toolhiveLinter },
  {
    id: 'toolhive-kubernetes',
    linter: toolhiveKubernetes,
    load: async () => (await import('./toolhive-kubernetes/lint.ts')).toolhiveKubernetesLinter,
  },
  { id: 'agentcore', linter: agentcore, load: async () => (await import('./agentcore/lint.ts')).agentcoreLinter },
  {
    id: 'agentgateway',
    linter: agentgateway,
    load: async () => (await import('./agentgateway/lint.ts')).agentgatewayLinter,
  },
  { id: 'envoy', linter: envoy, load: async () => (await import('./envoy/lint.ts')).envoyLinter },
  { id: 'nginx', linter: nginx, load: async () => (await import('./nginx/lint.ts')).nginxLinter },
  {
    id: 'envoy-headers',
    linter: envoyHeaders,
    load: async () => (await import('./envoy-headers/lint.ts')).envoyHeadersLinter,
  },
]
