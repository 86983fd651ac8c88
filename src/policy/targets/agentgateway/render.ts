import { Document } from 'yaml'
import { celString } from '../../core/cel-text.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import { quotedYaml } from '../../core/quoted-yaml.ts'
import type { RenderOptions } from '../../core/target.ts'
import { bucketOf, counted } from './buckets.ts'
import { callOf, conditionsOf, READABLE } from './expressions.ts'

/**
 * Policies of a route. `mcpAuthorization` knows the tool and nothing of the call, so arguments are checked by `authorization`,
 * which comes first and reads the message itself, and calls are counted by `localRateLimit`.
 * Only `require` is written: the schema itself warns that a `deny` whose expression fails does not deny. The first expression
 * leaves prompts, resources and other targets alone.
 */
export function renderAgentgateway(rules: readonly LoweredRule[], { defaultEffect, serverKey }: RenderOptions): string {
  const listed = rules.flatMap(({ rule: { tool }, effect }) =>
    (effect === 'allow' || effect === 'limit') === (defaultEffect === 'deny') ? [celString(tool)] : [],
  )
  const among = `mcp.tool.name in [${listed.join(', ')}]`
  const other = `!has(mcp.tool) || mcp.tool == null || mcp.tool.target != ${celString(serverKey)}`
  const require = `${other} || ${defaultEffect === 'deny' ? among : `!(${among})`}`
  const checks = rules.filter(({ conditions }) => conditions.length > 0).map((one) => conditionsOf(one, serverKey))
  const conditional = counted(rules).map(({ limit, tools }) => ({
    condition: callOf(tools, serverKey),
    ...bucketOf(limit),
  }))
  const readsMessages = checks.length > 0 || conditional.length > 0
  return quotedYaml(
    new Document({
      mcpAuthorization: { rules: [{ require }] },
      ...(readsMessages ? { authorization: { rules: [READABLE, ...checks].map((one) => ({ require: one })) } } : {}),
      ...(conditional.length > 0 ? { localRateLimit: { conditional } } : {}),
    }),
  )
}
