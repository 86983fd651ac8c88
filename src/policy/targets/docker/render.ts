import { Document } from 'yaml'
import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'

/** For each server the tools that it offers, and no others. */
export function renderDocker(rules: readonly LoweredRule[], { serverKey }: RenderOptions): string {
  const offered = rules.flatMap(({ rule, effect }) => (effect === 'allow' ? [rule.tool] : []))
  const document = new Document(new Map([[serverKey, offered]]))
  return escapeUnseen(document.toString({ lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE' }), 'yaml')
}
