import semver from 'semver'
import { fixedVersion, isAffected } from '../catalogue/affected-versions.ts'
import type { Attack, Grade } from '../schema/attack.ts'
import type { Manifest } from '../schema/manifest.ts'
import { type TraitId, traitIds } from '../schema/trait.ts'
import { actClause, ownAct } from './own-act.ts'
import { clauseOf, settingOf } from './shown-traits.ts'
import type { Site, SiteServer, SiteTool } from './site.ts'
import { urls } from './urls.ts'

/** An attack that used what a tool has, with the reason. */
export interface AttackLink {
  attack: Attack
  href: string
  /** How it was abused there, what the tool does, and the version that corrected it. */
  reason: string
  /** What a policy would have done about it, where that is less than containing it. */
  unaided: string
}

const MOST = 5
// What leaves an agent the least to think about stands last in the list of traits and first here.
const PLAINNESS = new Map(traitIds.map((id, index) => [id, index]))
const KINDS = { incident: 3, vulnerability: 2, research: 1, technique: 0 }
const UNAIDED: Record<Grade, string> = {
  likely: '',
  partial: 'A policy would have held it up in part.',
  no: 'A policy would not have helped.',
}

/**
 * Attacks that were made through a tool of the same category by the same act, strongest first: those on the same
 * server, then more shared openings, then the more telling trait, then what happened before what
 * was shown, then the newer.
 * @returns at most five; none for a tool without traits.
 */
export function attackLinks(site: Site, tool: SiteTool): AttackLink[] {
  const known = links.get(site) ?? new WeakMap<SiteTool, AttackLink[]>()
  links.set(site, known)
  let found = known.get(tool)
  if (!found) {
    found = foundLinks(site, tool)
    known.set(tool, found)
  }
  return found
}

// The page of a server asks for those of all its tools, and the page of each tool asks again.
const links = new WeakMap<Site, WeakMap<SiteTool, AttackLink[]>>()

function foundLinks(site: Site, tool: SiteTool): AttackLink[] {
  const clause = clauseOf(site, tool)
  const does = ({ trait, objects, verbs, except, does: words }: Attack['abuses'][number]) => {
    const deed = words && ownAct(tool.assessment, { objects, verbs, except })
    const act = deed && actClause(deed, tool, settingOf(site, tool))
    return words === undefined || (words.includes('{act}') && !act) ? clause(trait) : words.replace('{act}', act || '')
  }
  return site.content.attacks.attacks
    .flatMap((attack) => {
      const shared = openings(attack, tool)
      const [first] = shared
      return first ? [{ attack, shared, first, here: happenedTo(attack, tool.server.manifest) }] : []
    })
    .toSorted(
      (a, b) =>
        Number(b.here) - Number(a.here) ||
        doors(b.shared) - doors(a.shared) ||
        plainness(b.first.trait) - plainness(a.first.trait) ||
        KINDS[b.attack.kind] - KINDS[a.attack.kind] ||
        (a.attack.date < b.attack.date ? 1 : a.attack.date > b.attack.date ? -1 : 0) ||
        (a.attack.id < b.attack.id ? -1 : 1),
    )
    .slice(0, MOST)
    .map(({ attack, first, shared }) => ({
      attack,
      href: urls.attack(attack.id),
      reason: `There, ${first.how}. This tool ${[...new Set(shared.filter(({ how }) => how === first.how).map(does))].join(' and ')}.${correctedIn(site, attack, tool, shared, first.how)}`,
      unaided: UNAIDED[attack.containment.grade],
    }))
}

/** An attack that concerns a server: it was made on it, or by what some of its tools do. */
export interface ServerAttack {
  attack: Attack
  href: string
  /** Whether it was made on this server or product. */
  here: boolean
  /** How many of its tools are linked with it. */
  tools: number
}

/** The attacks on a server, and those that its tools are linked with: its own first, then those of most tools. */
export function serverAttacks(site: Site, { manifest, tools }: SiteServer): ServerAttack[] {
  const linked = new Map<Attack, number>()
  for (const tool of tools)
    for (const { attack } of attackLinks(site, tool)) linked.set(attack, (linked.get(attack) ?? 0) + 1)
  return site.content.attacks.attacks
    .map((attack): ServerAttack => {
      const here = happenedTo(attack, manifest)
      return { attack, href: urls.attack(attack.id), here, tools: linked.get(attack) ?? 0 }
    })
    .filter(({ here, tools }) => here || tools > 0)
    .sort((a, b) => Number(b.here) - Number(a.here) || b.tools - a.tools)
}

/** The tools of the catalogue that have the opening of an attack. */
export function toolsWithOpening({ tools }: Site, attack: Attack): SiteTool[] {
  return tools.filter((tool) => openings(attack, tool).length > 0)
}

/** What a tool shares with what was abused, the most telling first; nothing for one of another category. */
function openings(attack: Attack, { assessment, server }: SiteTool): Attack['abuses'] {
  if (!attack.categories.some((category) => category === assessment.category)) return []
  const here = happenedTo(attack, server.manifest)
  if (attack.linked === 'product' && !here) return []
  if (attack.only === 'code host' && !here && !server.manifest.codeHost) return []
  const { traits, harm } = assessment
  const shared = attack.abuses.filter(
    ({ trait, objects, verbs, lines, except, on }) =>
      traits.some((own) => own.trait === trait) &&
      (on === undefined || here || server.manifest.codeHost === true) &&
      (!(objects || verbs) || ownAct(assessment, { objects, verbs, except }) !== undefined) &&
      (!lines || lines.some((line) => line === harm?.line)),
  )
  // What is private is what was taken; on other products the opening is how it was reached.
  if (!here && shared.every(({ trait }) => trait === 'reads-private')) return []
  return shared.toSorted((a, b) => plainness(b.trait) - plainness(a.trait))
}

/** Whether a server is one of the attack's: by package, by repository, or by the exact name of a product. */
function happenedTo({ servers, products }: Attack, { title, package: name, repository }: Manifest): boolean {
  const [, source] = /^https:\/\/[^/]+\/([^/]+\/[^/]+?)(?:\.git)?\/?$/.exec(repository ?? '') ?? []
  const own = [name, source].flatMap((one) => (one === undefined ? [] : [one.toLowerCase()]))
  return (
    servers.some((server) => own.includes(server.toLowerCase())) ||
    products.some((product) => [title.toLowerCase(), name.toLowerCase()].includes(product.toLowerCase()))
  )
}

const doors = (shared: Attack['abuses']) => shared.filter(({ trait }) => trait !== 'reads-private').length

/** What runs anything says more than which files it reaches. */
const plainness = (trait: TraitId) => (trait === 'runs-code' ? traitIds.length : (PLAINNESS.get(trait) ?? 0))

/**
 * Which version corrected the flaw, where the catalogue has a later one of the same package. Of several flaws those of the tool
 * count; of a tool that none names, those of tools that were abused in the same way.
 */
function correctedIn(site: Site, attack: Attack, tool: SiteTool, shared: Attack['abuses'], how: string): string {
  const { manifest } = tool.server
  const all = site.content.attacks.advisories.filter(
    (one) => one.attack === attack.id && one.package === manifest.package,
  )
  const named = all.filter(({ tools }) => tools.includes(tool.tool.name))
  const alike = site.tools.filter(({ server, ...one }) => {
    const abused = server === tool.server ? openings(attack, { server, ...one }) : []
    return abused[0]?.how === how && abused.some(({ trait }) => shared.some((own) => own.trait === trait))
  })
  const own =
    named.length > 0
      ? named
      : all.filter(({ tools }) => tools.length === 0 || alike.some(({ tool: one }) => tools.includes(one.name)))
  if (own.length === 0 || own.some((one) => isAffected(one, manifest.version))) return ''
  // The same version as beside the advisory; of several the last, which corrected them all.
  const fixed = own.flatMap((one) => fixedVersion(one, manifest.version) ?? []).toSorted(semver.rcompare)
  return fixed.length === 0 ? '' : ` It was corrected in ${fixed[0]}; the catalogue has ${manifest.version}.`
}
