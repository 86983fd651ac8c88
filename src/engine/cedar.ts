import * as cedarWasm from '@cedar-policy/cedar-wasm/nodejs'
import { checkAgentcore } from './cedar-agentcore.ts'
import { checkToolhive } from './cedar-toolhive.ts'
import type { Engine } from './engine.ts'

/** Cedar itself: parses every policy and authorizes a call of every tool. */
export const cedar: Engine = {
  id: 'cedar',
  name: `cedar-wasm ${cedarWasm.getCedarSDKVersion()}`,
  targets: ['toolhive', 'toolhive-kubernetes', 'agentcore'],
  check: async (snippet) => (snippet.target.id === 'agentcore' ? checkAgentcore(snippet) : checkToolhive(snippet)),
}
