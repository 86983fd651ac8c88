import { Document } from 'yaml'
import { re2Literal } from '../../../text/re2-literal.ts'
import { resourceName } from '../../core/kubernetes-name.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import { quotedYaml } from '../../core/quoted-yaml.ts'
import type { RenderOptions } from '../../core/target.ts'
import { authorizationRules } from './authorization.ts'
import { BACKEND, MAX_ENTRIES, parentOf } from './resource.ts'

/**
 * A route with one backend and its tools. A list takes 32 names; above that, names stand in anchored patterns. Conditions on
 * arguments are rules of the authorization, which allows everything else.
 */
export function renderEnvoy(
  rules: readonly LoweredRule[],
  { defaultEffect, serverKey, gateway }: RenderOptions,
): string {
  const names = rules.flatMap(({ rule: { tool }, effect }) =>
    (effect === 'allow') === (defaultEffect === 'deny') ? [tool] : [],
  )
  const toolSelector = selector(names, defaultEffect)
  const name = resourceName(serverKey)
  const { rules: authorization } = authorizationRules(rules, name)
  return quotedYaml(
    new Document({
      apiVersion: 'aigateway.envoyproxy.io/v1beta1',
      kind: 'MCPRoute',
      metadata: { name },
      spec: {
        parentRefs: [parentOf(gateway)],
        // Without kind and group this is a Service, for which the cluster demands a port.
        backendRefs: [{ name, ...BACKEND, ...(toolSelector ? { toolSelector } : {}) }],
        // Without its own word the default action is Deny.
        ...(authorization.length > 0
          ? { securityPolicy: { authorization: { defaultAction: 'Allow', rules: authorization } } }
          : {}),
      },
    }),
  )
}

function selector(
  names: readonly string[],
  defaultEffect: RenderOptions['defaultEffect'],
): Record<string, string[]> | undefined {
  const list = defaultEffect === 'deny' ? 'include' : 'exclude'
  // An empty list would expose everything, so what exposes nothing is a pattern.
  if (names.length === 0) return defaultEffect === 'deny' ? { excludeRegex: ['.*'] } : undefined
  if (names.length <= MAX_ENTRIES) return { [list]: [...names] }
  const size = Math.ceil(names.length / MAX_ENTRIES)
  const chunks = Array.from({ length: Math.ceil(names.length / size) }, (_, index) =>
    names.slice(index * size, (index + 1) * size),
  )
  return { [`${list}Regex`]: chunks.map((chunk) => `^(?:${chunk.map(re2Literal).join('|')})$`) }
}
