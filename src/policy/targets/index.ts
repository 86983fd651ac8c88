import type { Format } from '../core/target.ts'
import { agentcore } from './agentcore/render.ts'
import { agentgateway } from './agentgateway/render.ts'
import { anthropic } from './anthropic/render.ts'
import { claudeCode } from './claude-code/render.ts'
import { claudeCodeManaged } from './claude-code-managed/render.ts'
import { codex } from './codex/render.ts'
import { copilotCli } from './copilot-cli/render.ts'
import { cursor } from './cursor/render.ts'
import { docker } from './docker/render.ts'
import { envoy } from './envoy/render.ts'
import { envoyHeaders } from './envoy-headers/render.ts'
import { gateway } from './gateway/render.ts'
import { geminiPolicy } from './gemini-policy/render.ts'
import { geminiSettings } from './gemini-settings/render.ts'
import { intercept } from './intercept/render.ts'
import { nginx } from './nginx/render.ts'
import { openai } from './openai/render.ts'
import { toolhive } from './toolhive/render.ts'
import { toolhiveKubernetes } from './toolhive-kubernetes/render.ts'

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
