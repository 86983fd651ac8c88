import { readFileSync } from 'node:fs'
import { folders } from '../catalogue/folder.ts'
import type { Content } from '../catalogue/read-content.ts'
import { formats } from '../policy/formats/index.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'
import { type Site, site } from '../view/site.ts'
import { options } from './options.ts'

/** `check`: what people wrote against what servers say. */
export async function checkCommand(argv: string[]): Promise<number> {
  options('check', argv, {})
  const all = site()
  const problems = [
    ...(all.skipped ?? []),
    ...checkReviews(all),
    ...checkMeasured(all.content),
    ...checkVerified(all.content),
  ]
  if (problems.length > 0) throw new ProblemError(problems)
  console.log(`${folders().content}: ${all.content.manifests.size} manifests are in order.`)
  return 0
}

/** Published figures must be those of the rules as they are, for every set that is described. */
export function checkMeasured({ sets, measured, riskDigest }: Content): Problem[] {
  const fix = 'Measure again: `npm run eval -- --labels FILE --record ID`.'
  const where = 'content/evaluation/measured.json'
  return [...new Set([...Object.keys(sets), ...Object.keys(measured)])].flatMap((id) => {
    if (!Object.hasOwn(sets, id))
      return [{ where: `${where}: ${id}`, what: 'no such set is described in sets.yaml', fix: 'Describe it.' }]
    const figures = measured[id]
    if (!figures) return [{ where: `${where}: ${id}`, what: 'the set was never measured', fix }]
    if (figures.rules !== riskDigest)
      return [{ where: `${where}: ${id}`, what: 'it was measured with other rules than those in content/risk', fix }]
    return []
  })
}

/** What the pages say checked the policies must be what is pinned now, and every format must have been verified. */
export function checkVerified({ verified }: Content): Problem[] {
  const where = 'content/verified.json'
  const fix = 'Verify again: `npm run verify -- --record`.'
  const missing = formats.flatMap(({ id }) =>
    Object.hasOwn(verified, id) ? [] : [{ where, what: `the format ${id} was never verified`, fix }],
  )
  const pinned = new Set(pinnedVersions())
  const stale = Object.entries(verified).flatMap(([id, { engines }]) =>
    engines.flatMap(({ by }) =>
      // NGINX is what the machine has.
      pinned.has(by.split(' ').at(-1) as string) || by.startsWith('NGINX ')
        ? []
        : [{ where: `${where}: ${id}`, what: `it was verified by ${by}, which is not what is pinned`, fix }],
    ),
  )
  return [...missing, ...stale]
}

function pinnedVersions(): string[] {
  return ['package.json', 'content/clients/package.json'].flatMap((file) => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(file, 'utf8'))
    return [...Object.values<string>(dependencies), ...Object.values<string>(devDependencies)]
  })
}

/** A review must name a tool that exists and change something. */
export function checkReviews(all: Site): Problem[] {
  return all.servers.flatMap(({ id, manifest, tools }) =>
    Object.keys(manifest.reviews).flatMap((name) => {
      const where = `content/servers/${id}.yaml: reviews.${name}`
      const self = tools.find(({ tool }) => tool.name === name)
      if (!self)
        return [{ where, what: 'the snapshot has no such tool', fix: 'Remove the review or correct the name.' }]
      const { category, severity, reviewed } = self.assessment
      const { inferred } = reviewed ?? {}
      if (inferred?.category === category && inferred.severity === severity)
        return [{ where, what: 'it changes nothing: the classifier agrees', fix: 'Remove the review.' }]
      return []
    }),
  )
}
