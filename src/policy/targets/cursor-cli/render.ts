import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { SnippetEffect } from '../../core/snippet.ts'
import type { RenderOptions } from '../../core/target.ts'

/** The names that a token can hold: what separates its parts cannot be part of a name. */
export const isTokenName = (name: string): boolean => /^[^\s():*?]+$/.test(name)

/** Two lists of `Mcp(server:tool)`; a denial wins, and what is on neither is asked about. */
export function renderCursorCli(rules: readonly LoweredRule[], { serverKey }: RenderOptions): string {
  const listed = (wanted: SnippetEffect) =>
    rules.flatMap(({ rule, effect }) => (effect === wanted ? [`Mcp(${serverKey}:${rule.tool})`] : []))
  const permissions = { allow: listed('allow'), deny: listed('deny') }
  return escapeUnseen(`${JSON.stringify({ permissions }, null, 2)}\n`, 'json')
}
