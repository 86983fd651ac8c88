import { placeSite } from '../../src/cli/place-site.ts'
import type { ProblemError } from '../../src/schema/problem.ts'

// `place-sites.ts TARGET SITE…`: puts one site after the other into its place and prints what stops one.
const [target = '', ...sites] = process.argv.slice(2)
for (const made of sites)
  try {
    placeSite(made, target)
  } catch (error) {
    console.log((error as ProblemError).problems[0]?.what)
  }
