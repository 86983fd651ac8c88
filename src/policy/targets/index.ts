import type { Target } from '../core/target.ts'
import { agentcore } from './agentcore/target.ts'
import { agentgateway } from './agentgateway/target.ts'
import { aiSdk } from './ai-sdk/target.ts'
import { anthropic } from './anthropic/target.ts'
import { claudeCode } from './claude-code/target.ts'
import { claudeCodeManaged } from './claude-code-managed/target.ts'
import { claudeManagedAgents } from './claude-managed-agents/target.ts'
import { codex } from './codex/target.ts'
import { copilotCli } from './copilot-cli/target.ts'
import { copilotMcpConfig } from './copilot-mcp-config/target.ts'
import { cursor } from './cursor/target.ts'
import { cursorCli } from './cursor-cli/target.ts'
import { docker } from './docker/target.ts'
import { dockerAgent } from './docker-agent/target.ts'
import { envoy } from './envoy/target.ts'
import { envoyHeaders } from './envoy-headers/target.ts'
import { gateway } from './gateway/target.ts'
import { geminiPolicy } from './gemini-policy/target.ts'
import { geminiSettings } from './gemini-settings/target.ts'
import { intercept } from './intercept/target.ts'
import { langchain } from './langchain/target.ts'
import { litellm } from './litellm/target.ts'
import { nginx } from './nginx/target.ts'
import { openai } from './openai/target.ts'
import { openaiAgents } from './openai-agents/target.ts'
import { opencode } from './opencode/target.ts'
import { toolhive } from './toolhive/target.ts'
import { toolhiveKubernetes } from './toolhive-kubernetes/target.ts'
import { vscode } from './vscode/target.ts'
import { zed } from './zed/target.ts'

/** Every target, in the order in which pages show them. */
export const targets: readonly Target[] = [
  intercept,
  gateway,
  claudeCode,
  claudeCodeManaged,
  codex,
  geminiPolicy,
  geminiSettings,
  copilotCli,
  copilotMcpConfig,
  opencode,
  cursor,
  cursorCli,
  vscode,
  zed,
  dockerAgent,
  openai,
  anthropic,
  claudeManagedAgents,
  aiSdk,
  openaiAgents,
  langchain,
  docker,
  litellm,
  toolhive,
  toolhiveKubernetes,
  agentcore,
  agentgateway,
  envoy,
  nginx,
  envoyHeaders,
]
