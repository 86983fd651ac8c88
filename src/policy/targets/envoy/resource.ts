import { resourceName } from '../../core/kubernetes-name.ts'

/** The gateway that the route belongs to; a placeholder where none is given. */
export const parentOf = (gateway: string | undefined): Record<string, string> => ({
  name: gateway === undefined ? 'YOUR-GATEWAY' : resourceName(gateway),
  kind: 'Gateway',
  group: 'gateway.networking.k8s.io',
})

/** How many entries a list of the resource may have. Source: the published CRD, maxItems. */
export const MAX_ENTRIES = 32

/** What the backend is: a resource of Envoy Gateway, as in the product’s own examples. */
export const BACKEND = { kind: 'Backend', group: 'gateway.envoyproxy.io' } as const
