/** One thing that is wrong, with the place and the way out. */
export interface Problem {
  /** A file, or a file and the path inside it. */
  where: string
  what: string
  /** What to do about it, as an imperative sentence. */
  fix: string
}

/** Thrown when input cannot be used. Carries every problem that was found, not the first alone. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'))
    this.name = 'ProblemError'
    this.problems = problems
  }
}

/** One line: `where: what. Fix.` */
export function formatProblem({ where, what, fix }: Problem): string {
  return `${where}: ${what.replace(/\.$/, '')}. ${fix}`
}
