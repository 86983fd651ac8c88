import type { TargetMode } from '../../core/target-mode.ts'
import { COPILOT_MODES } from '../copilot-cli/modes.ts'

/** The modes of the same client. A tool that is not on the list is not offered in any of them. */
export const COPILOT_LIST_MODES: readonly TargetMode[] = COPILOT_MODES.map(({ meets, ...mode }) => ({
  ...mode,
  meets: { ...(meets.ask ? { ask: meets.ask } : {}), deny: 'hidden', unlisted: 'hidden' },
}))
