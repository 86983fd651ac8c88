import { agentcore } from './agentcore.ts'
import { agentgateway } from './agentgateway.ts'
import { anthropic } from './anthropic.ts'
import { claudeCode } from './claude-code.ts'
import { claudeCodeManaged } from './claude-code-managed.ts'
import { codex } from './codex.ts'
import { copilotCli } from './copilot-cli.ts'
import { cursor } from './cursor.ts'
import { docker } from './docker.ts'
import { envoy } from './envoy.ts'
import { envoyHeaders } from './envoy-headers.ts'
import type { Format } from './format.ts'
import { gateway } from './gateway.ts'
import { geminiPolicy } from './gemini-policy.ts'
import { geminiSettings } from './gemini-settings.ts'
import { intercept } from './intercept.ts'
import { nginx } from './nginx.ts'
import { openai } from './openai.ts'
import { toolhive } from './toolhive.ts'
import { toolhiveKubernetes } from './toolhive-kubernetes.ts'

/** Every format, in the order in which pages show them. */
export const formats: readonly Format[] = [
  intercept,
  gateway,
  claudeCode,
  claudeCodeManaged,
  codex,
  geminiPolicy,
  geminiSettings,
  copilotCli,
  cursor,
  openai,
  anthropic,
  docker,
  toolhive,
  toolhiveKubernetes,
  agentcore,
  agentgateway,
  envoy,
  nginx,
  envoyHeaders,
]
