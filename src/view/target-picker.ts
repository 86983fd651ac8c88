import type { TargetKind } from '../policy/core/target.ts'
import { targets } from '../policy/targets/index.ts'

/** The headings under which a reader finds a client or gateway. */
export const kindLabels: Record<TargetKind, string> = {
  client: 'Clients',
  gateway: 'Gateways and proxies',
  api: 'APIs and SDKs',
}

/** Every target as a picker lists it. */
export const pickedTargets: readonly { id: string; label: string; kind: TargetKind }[] = targets.map(
  ({ id, label, kind }) => ({ id, label, kind }),
)
