import { readFileSync } from 'node:fs'
import { folders } from '../catalogue/folder.ts'
import { matchReviews } from '../catalogue/match-reviews.ts'
import type { Content } from '../catalogue/read-content.ts'
import { programs, schemaNames } from '../engine/index.ts'
import { targets } from '../policy/targets/index.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'
import type { ReviewedTool } from '../schema/review.ts'
import { plainText } from '../view/segments.ts'
import { type Site, site } from '../view/site.ts'
import { checkAdvisories } from './check-advisories.ts'
import { checkAttacks } from './check-attacks.ts'
import { options } from './options.ts'

/** `check`: what people wrote against what servers say, and what attacks say against the official records. */
export async function checkCommand(argv: string[]): Promise<number> {
  const { sources } = options('check', argv, { sources: { type: 'string' } })
  const all = site()
  const { content } = folders()
  const attacks = checkAttacks(content, all.content.attacks, sources)
  const problems = [
    ...(all.skipped ?? []),
    ...checkReviews(all),
    ...checkMeasured(all.content),
    ...checkVerified(all.content),
    ...attacks.problems,
    ...checkAdvisories(content, all),
  ]
  for (const note of attacks.notes) console.log(note)
  if (problems.length > 0) throw new ProblemError(problems)
  const alone = all.tools.filter(({ assessment }) => !assessment.reviewed).length
  console.log(
    `${content}: ${all.content.manifests.size} manifests are in order; ${
      alone === 0
        ? `each of the ${all.tools.length.toLocaleString('en')} tools is reviewed`
        : `${alone.toLocaleString('en')} of ${all.tools.length.toLocaleString('en')} tools have no review and are rated by the classifier alone`
    }.`,
  )
  return 0
}

/**
 * Published figures must be those of the rules as they are, for every set that is described. A sealed set is rated once, so
 * its figures stay those of that run.
 */
export function checkMeasured({ sets, measured, riskDigest, guardedDigest }: Content): Problem[] {
  const where = 'content/evaluation/measured.json'
  return [...new Set([...Object.keys(sets), ...Object.keys(measured)])].flatMap((id) => {
    const set = Object.hasOwn(sets, id) ? sets[id] : undefined
    if (!set) return [{ where: `${where}: ${id}`, what: 'no such set is described in sets.yaml', fix: 'Describe it.' }]
    if (set.sealed) return []
    const fix = `Measure again: \`npm run eval -- --${set.labels === 'harm' ? 'harm' : 'labels'} FILE --record ${id}\`.`
    const figures = measured[id]?.[set.labels]
    if (!figures) return [{ where: `${where}: ${id}`, what: 'the set was never measured', fix }]
    if (figures.rules !== (set.labels === 'harm' ? guardedDigest : riskDigest))
      return [{ where: `${where}: ${id}`, what: 'it was measured with other rules than those in content', fix }]
    return []
  })
}

/** What the pages say checked the policies must be what is pinned now, and every target must have been verified. */
export function checkVerified({ verified }: Content): Problem[] {
  const where = 'content/verified.json'
  const fix = 'Verify again: `npm run verify -- --record`.'
  const missing = targets.flatMap(({ id }) =>
    Object.hasOwn(verified, id) ? [] : [{ where, what: `the target ${id} was never verified`, fix }],
  )
  const pinned = new Set(pinnedVersions())
  const stale = Object.entries(verified).flatMap(([id, { engines }]) =>
    engines.flatMap(({ by }) =>
      // A program is what the machine has, and a schema what its folder holds.
      pinned.has(by.split(' ').at(-1) as string) ||
      schemaNames.includes(by) ||
      programs.some(({ name }) => by.startsWith(`${name} `))
        ? []
        : [{ where: `${where}: ${id}`, what: `it was verified by ${by}, which is not what is pinned`, fix }],
    ),
  )
  return [...missing, ...stale]
}

function pinnedVersions(): string[] {
  return ['package.json', 'content/clients/package.json'].flatMap((file) => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync(file, 'utf8'))
    return Object.values<string>({ ...dependencies, ...devDependencies, ...optionalDependencies })
  })
}

/** A review must be of a server that is described, of a tool that it has, and of the definition that it sends now. */
export function checkReviews({ content, byId }: Pick<Site, 'content' | 'byId'>): Problem[] {
  return [...content.reviews].flatMap(([id, reviews]) => {
    const where = `content/reviews/${id}.yaml`
    if (!content.manifests.has(id))
      return [{ where, what: `there is no manifest content/servers/${id}.yaml`, fix: 'Remove the file or rename it.' }]
    const server = byId.get(id)
    if (!server) return []
    const { lapsed, gone } = matchReviews(reviews, server.snapshot.tools)
    const problem = ({ name, by }: ReviewedTool, what: string, fix: string): Problem => ({
      where: `${where}: ${plainText(name)}`,
      what,
      fix: by === 'readers' ? fix : `${fix} It is a correction, which is taken away by hand.`,
    })
    const again = `Review it again: \`npm run review -- ${id}\`.`
    return [
      ...lapsed.map((one) =>
        problem(one, `the review lapsed: the definition of ${server.snapshot.capturedAt} is another`, again),
      ),
      ...gone.map((one) => problem(one, 'the server no longer has this tool', 'Remove the line.')),
    ]
  })
}
