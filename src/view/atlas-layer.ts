import type { Site } from './site.ts'
import { idsOf } from './standards.ts'
import { urls } from './urls.ts'

const COLOURS = ['#ffe0b2', '#b71c1c'] as const

/**
 * A layer for the ATLAS Navigator: how many attacks use each technique. A technique is listed, too, where only its sub-techniques are
 * used, so that it is expanded and their colours show.
 * Source of the form: github.com/mitre-attack/attack-navigator, layers/spec/v4.5.
 * @param origin of the site without a trailing slash; without it the layer has no links to it.
 */
export function atlasLayer({ content }: Pick<Site, 'content'>, origin = ''): unknown {
  const { attacks, names } = content.attacks
  const used = new Map<string, string[]>()
  for (const attack of attacks)
    for (const id of new Set(idsOf(attack, 'atlas').filter((one) => one.startsWith('AML.T'))))
      used.set(id, [...(used.get(id) ?? []), attack.name])
  const parents = new Set([...used.keys()].filter(isSub).map(parentOf))
  const most = Math.max(1, ...[...used.values()].map(({ length }) => length))
  const version = names.editions.atlas?.version
  return {
    name: 'Attacks through tools of AI agents',
    versions: { layer: '4.5', navigator: '4.9.1' },
    domain: 'atlas-atlas',
    description: `${attacks.length} attacks; the score of a technique is the number that use it.`,
    // By score, the highest first.
    sorting: 3,
    layout: { layout: 'side', showID: true, showName: true, showAggregateScores: false, countUnscored: false },
    hideDisabled: false,
    techniques: [...new Set([...used.keys(), ...parents])].sort().map((id) => {
      const own = used.get(id)
      return {
        techniqueID: id,
        ...(own ? { score: own.length, comment: own.join('; ') } : {}),
        enabled: true,
        ...(isSub(id) ? {} : { showSubtechniques: parents.has(id) }),
      }
    }),
    gradient: { colors: [...COLOURS], minValue: 0, maxValue: most },
    legendItems: [
      { label: '1 attack', color: COLOURS[0] },
      { label: `${most} attacks`, color: COLOURS[1] },
    ],
    metadata: version === undefined ? [] : [{ name: 'atlas_data_version', value: version }],
    links: origin === '' ? [] : [{ label: 'Attacks', url: `${origin}${urls.attacks()}` }],
    showTacticRowBackground: false,
    selectTechniquesAcrossTactics: true,
    selectSubtechniquesWithParent: false,
  }
}

const isSub = (id: string) => /^AML\.T\d{4}\.\d{3}$/.test(id)
const parentOf = (id: string) => id.slice(0, 'AML.T0000'.length)
