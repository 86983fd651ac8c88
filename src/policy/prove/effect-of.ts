import type { Decision } from '../core/simulation.ts'
import type { SnippetEffect } from '../core/snippet.ts'

/** What a run of calls of one tool shows: does it pass, pass up to a number, or never? */
export function effectOf(call: () => Decision, upTo: number): { effect: SnippetEffect | 'unset'; passed: number } {
  for (let passed = 0; passed <= upTo; passed++) {
    const answer = call()
    if (answer === 'hide' || answer === 'ask' || answer === 'unset') return { effect: answer, passed }
    if (answer === 'deny') return { effect: passed === 0 ? 'deny' : 'limit', passed }
  }
  return { effect: 'allow', passed: upTo + 1 }
}
