import { Document } from 'yaml'
import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { SnippetEffect } from '../../core/snippet.ts'
import type { RenderOptions } from '../../core/target.ts'

/** Why a name cannot be part of a pattern: these characters mean something there, and nothing escapes them. */
export const isPlainName = (name: string): boolean => !/[*?[\\:=]/.test(name)

/** The name of a tool of a toolset that has a name. Names are compared without regard to case. */
export const agentTool = (serverKey: string, tool: string): string => `${serverKey}_${tool}`

/** Three lists, without the empty ones: a denial wins, then an approval, then a question. */
export function renderDockerAgent(rules: readonly LoweredRule[], { serverKey }: RenderOptions): string {
  const listed = (wanted: SnippetEffect) =>
    rules.flatMap(({ rule, effect }) => (effect === wanted ? [agentTool(serverKey, rule.tool)] : []))
  const lists = { allow: listed('allow'), ask: listed('ask'), deny: listed('deny') }
  const permissions = Object.fromEntries(Object.entries(lists).filter(([, names]) => names.length > 0))
  const document = new Document({ permissions })
  return escapeUnseen(document.toString({ lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE' }), 'yaml')
}
