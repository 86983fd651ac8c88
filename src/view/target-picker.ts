import type { TargetKind } from '../policy/core/target.ts'
import { listedTargets } from '../policy/targets/load.ts'

/** The headings under which a reader finds a client or gateway. */
export const kindLabels: Record<TargetKind, string> = {
  client: 'Clients',
  gateway: 'Gateways and proxies',
  api: 'APIs and SDKs',
}

/** Every target as a picker lists it, without its code. */
export const pickedTargets: readonly { id: string; label: string; kind: TargetKind }[] = listedTargets.map(
  ({ id, label, kind }) => ({ id, label, kind }),
)
