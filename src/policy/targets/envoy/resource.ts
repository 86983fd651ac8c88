import { resourceName } from '../../core/kubernetes-name.ts'

/** The gateway's name in the resource; a placeholder where none is given. */
export const parentName = (gateway: string | undefined): string =>
  gateway === undefined ? 'YOUR-GATEWAY' : resourceName(gateway)

/** How many entries a list of the resource may have. Source: the published CRD, maxItems. */
export const MAX_ENTRIES = 32

/** What the backend is: a resource of Envoy Gateway, as in the product’s own examples. */
export const BACKEND = { kind: 'Backend', group: 'gateway.envoyproxy.io' } as const
