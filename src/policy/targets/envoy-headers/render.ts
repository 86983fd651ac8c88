import type { LoweredRule } from '../../core/lower-rule.ts'
import { quotedYaml } from '../../core/quoted-yaml.ts'
import type { RenderOptions } from '../../core/target.ts'

const header = (name: string, match: Record<string, unknown>) => ({ header: { name, ...match } })
const called = (tool: string) => header('mcp-name', { string_match: { exact: tool } })
const all = (...rules: unknown[]) => ({ and_rules: { rules } })
const any = (...rules: unknown[]) => ({ or_rules: { rules } })
const CALL = header('mcp-method', { string_match: { exact: 'tools/call' } })
const policy = (permission: unknown) => ({ permissions: [permission], principals: [{ any: true }] })

/**
 * The RBAC filter; what one of its policies matches is denied. Names in the Base64 form of the headers, and requests without
 * the headers, are refused, or they would pass around the rules.
 */
export function renderEnvoyHeaders(rules: readonly LoweredRule[], { defaultEffect }: RenderOptions): string {
  const listed = rules.flatMap(({ rule: { tool }, effect }) =>
    (effect === 'allow') === (defaultEffect === 'deny') ? [called(tool)] : [],
  )
  const unlisted = listed.length > 0 ? all(CALL, { not_rule: any(...listed) }) : CALL
  const calls = defaultEffect === 'deny' ? unlisted : listed.length > 0 ? all(CALL, any(...listed)) : undefined
  const policies = {
    'no method': policy({ not_rule: header('mcp-method', { present_match: true }) }),
    'no plain name': policy(
      all(
        CALL,
        any(
          { not_rule: header('mcp-name', { present_match: true }) },
          header('mcp-name', { string_match: { exact: '' } }),
          header('mcp-name', { string_match: { prefix: '=?' } }),
        ),
      ),
    ),
    ...(calls ? { tools: policy(calls) } : {}),
  }
  return quotedYaml({
    name: 'envoy.filters.http.rbac',
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC',
      rules: { action: 'DENY', policies },
    },
  })
}
