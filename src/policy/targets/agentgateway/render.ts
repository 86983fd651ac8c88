import { celString } from '../../core/cel-text.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import { quotedYaml } from '../../core/quoted-yaml.ts'
import type { RenderOptions } from '../../core/target.ts'

/**
 * One requirement. Only `require` is written: the schema itself warns that a `deny` whose expression fails does not deny. The
 * expression leaves prompts, resources and other targets alone.
 */
export function renderAgentgateway(rules: readonly LoweredRule[], { defaultEffect, serverKey }: RenderOptions): string {
  const listed = rules.flatMap(({ rule: { tool }, effect }) =>
    (effect === 'allow') === (defaultEffect === 'deny') ? [celString(tool)] : [],
  )
  const among = `mcp.tool.name in [${listed.join(', ')}]`
  const other = `!has(mcp.tool) || mcp.tool == null || mcp.tool.target != ${celString(serverKey)}`
  const require = `${other} || ${defaultEffect === 'deny' ? among : `!(${among})`}`
  return quotedYaml({ mcpAuthorization: { rules: [{ require }] } })
}
