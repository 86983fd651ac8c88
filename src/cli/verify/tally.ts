import type { Problem } from '../../schema/problem.ts'

/** What an engine saw of a target. */
export interface Seen {
  count: number
  of: 'snippets' | 'files'
}

/** A tally as it goes from one process to another. */
export interface TallyData {
  snippets: [string, number][]
  engines: [string, [string, Seen][]][]
  problems: Problem[]
  failed: number
}

/** What was checked, by whom, and what went wrong. */
export class Tally {
  readonly snippets = new Map<string, number>()
  readonly engines = new Map<string, Map<string, Seen>>()
  readonly problems: Problem[] = []
  failed = 0

  snippet(target: string, times: number): void {
    this.snippets.set(target, (this.snippets.get(target) ?? 0) + times)
  }

  engine(target: string, by: string, of: Seen['of'], times: number): void {
    const own = this.engines.get(target) ?? new Map<string, Seen>()
    this.engines.set(target, own.set(by, { count: (own.get(by)?.count ?? 0) + times, of }))
  }

  found(where: string, problems: readonly string[], times: number): void {
    if (problems.length > 0) this.failed += times
    for (const what of problems) this.problems.push({ where, what, fix: 'Report this as a fault of policybook.' })
  }

  add({ snippets, engines, problems, failed }: TallyData): void {
    for (const [target, times] of snippets) this.snippet(target, times)
    for (const [target, seen] of engines) for (const [by, { count, of }] of seen) this.engine(target, by, of, count)
    this.problems.push(...problems)
    this.failed += failed
  }

  data(): TallyData {
    const engines = [...this.engines].map(([target, seen]): [string, [string, Seen][]] => [target, [...seen]])
    return { snippets: [...this.snippets], engines, problems: this.problems, failed: this.failed }
  }
}
