import { existsSync, globSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { parse } from '../schema/parse.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'
import { type HostPage, hostPageSchema, type SiteConfig, siteConfigSchema } from '../schema/site-config.ts'
import { frontMatter } from './front-matter.ts'
import { attempt, readOptional } from './read-yaml.ts'

/** The file in the folder from which the site is built, or the one that POLICYBOOK_CONFIG names. */
const configPath = (env: NodeJS.ProcessEnv) => resolve(env['POLICYBOOK_CONFIG'] ?? 'policybook.config.yaml')

/**
 * What the host made of the site; the product's own where there is no such file. Paths in it start from its folder.
 * @throws {ProblemError} with every problem: the file, the member and what to write.
 */
export function readSiteConfig(env: NodeJS.ProcessEnv = process.env): SiteConfig {
  const path = configPath(env)
  if (env['POLICYBOOK_CONFIG'] !== undefined && !existsSync(path))
    throw new ProblemError([{ where: path, what: 'the file is missing', fix: 'Correct POLICYBOOK_CONFIG.' }])
  const { logo, pages, ...config } = readOptional(siteConfigSchema, path)
  const problems: Problem[] = []
  const folder = dirname(path)
  const logoPath = logo === undefined ? undefined : resolve(folder, logo)
  if (logoPath !== undefined && !statSync(logoPath, { throwIfNoEntry: false })?.isFile())
    problems.push({ where: `${path}: logo`, what: `there is no file ${logoPath}`, fix: 'Correct the path.' })
  const pagesFolder = pages === undefined ? undefined : resolve(folder, pages)
  if (pagesFolder !== undefined && !statSync(pagesFolder, { throwIfNoEntry: false })?.isDirectory())
    problems.push({ where: `${path}: pages`, what: `there is no folder ${pagesFolder}`, fix: 'Correct the path.' })
  const own = pagesFolder === undefined ? [] : hostPages(pagesFolder, problems)
  if (problems.length > 0) throw new ProblemError(problems)
  return {
    ...config,
    logo:
      logoPath === undefined
        ? undefined
        : { path: logoPath, extension: extname(logoPath).slice(1).toLowerCase() as 'svg' },
    pages: own,
    pagesFolder,
  }
}

function hostPages(folder: string, problems: Problem[]): HostPage[] {
  return globSync(join(folder, '*.md'))
    .sort()
    .flatMap((path) => {
      const id = basename(path, '.md')
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
        problems.push({
          where: path,
          what: 'the name of the file is the address of the page, and has other characters than a-z, 0-9 and hyphens',
          fix: 'Rename the file, for example to imprint.md.',
        })
        return []
      }
      const read = attempt(problems, () => parse(hostPageSchema, frontMatter(path), path, 'Correct the front matter.'))
      return read === undefined ? [] : [{ id, ...read }]
    })
}

/**
 * Lets the addresses of the configuration count for this process and those that it starts. What the environment says
 * already counts more. Called before anything spells an address.
 * @throws {ProblemError} with every problem of the configuration.
 */
export function adoptAddresses(env: NodeJS.ProcessEnv = process.env): void {
  const { base, site, issues } = readSiteConfig(env)
  if (base !== undefined) env['POLICYBOOK_BASE'] ??= base
  if (site !== undefined) env['POLICYBOOK_SITE'] ??= site
  if (issues !== undefined) env['POLICYBOOK_ISSUES'] ??= issues
}
