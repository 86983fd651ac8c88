import type { Attack, Technique } from '../schema/attack.ts'
import { isHeld } from '../schema/cve.ts'
import type { Reference } from '../schema/reference.ts'
import { cveHref } from './cve-words.ts'
import { reviewDay } from './review-day.ts'
import type { Site } from './site.ts'
import { standardEntry } from './standards.ts'
import { urls } from './urls.ts'
import { URL_NAMESPACE, uuid5 } from './uuid5.ts'

type StixObject = { type: string; id: string } & Record<string, unknown>

// Ids must outlast a change of address, so their namespace is that of the project's name.
const NAMESPACE = uuid5(URL_NAMESPACE, 'https://github.com/policybook/policybook')
const idOf = (type: string, name: string) => `${type}--${uuid5(NAMESPACE, `${type}/${name}`)}`

/**
 * The catalogue of attacks as a STIX 2.1 bundle: techniques are attack patterns, attacks are reports, CVEs are
 * vulnerabilities and mitigations are courses of action. The incident of STIX is a stub without relations, so an incident is a report with
 * a label. Ids are of version 5, and times are the days of the entries, so that the same
 * content gives the same bytes. Source of the form: docs.oasis-open.org/cti/stix/v2.1.
 * @param origin of the site without a trailing slash; without it objects have no link to their pages.
 */
export function stixBundle({ content }: Pick<Site, 'content'>, origin: string): unknown {
  const { attacks, techniques, mitigations, cves, names } = content.attacks
  const days = attacks.flatMap((one) => [dayOf(one.date), reviewDay(one) ?? dayOf(one.date)]).sort()
  const first = days[0] ?? '2025-01-01'
  const last = days.at(-1) ?? first
  const identity = idOf('identity', 'policybook')
  const core = (type: string, name: string, created: string, modified: string) => ({
    type,
    spec_version: '2.1',
    id: idOf(type, name),
    created_by_ref: identity,
    created: instant(created),
    modified: instant(modified < created ? created : modified),
  })
  const page = (path: string) => (origin === '' ? [] : [{ source_name: 'policybook', url: `${origin}${path}` }])
  const relation = (type: string, from: StixObject, to: string): StixObject => ({
    ...core('relationship', `${from.id} ${type} ${to}`, first, last),
    relationship_type: type,
    source_ref: from.id,
    target_ref: to,
  })

  const patterns = techniques.map(
    (one): StixObject => ({
      ...core('attack-pattern', one.id, first, last),
      name: one.name,
      description: one.about,
      external_references: [
        ...page(urls.technique(one.id)),
        ...one.atlas.map((id) => ({
          source_name: 'mitre-atlas',
          external_id: id,
          url: standardEntry('atlas', id, names).url,
        })),
        ...one.safMcp.map((id) => ({
          source_name: 'saf-mcp',
          external_id: id,
          url: standardEntry('safMcp', id, names).url,
        })),
      ],
    }),
  )
  const vulnerabilities = [...new Set(attacks.flatMap((one) => one.cves))].sort().map((id): StixObject => {
    const record = cves.get(id)
    const held = record && isHeld(record) ? record : undefined
    return {
      ...core('vulnerability', id, held?.published ?? first, held?.updated ?? last),
      name: id,
      ...(held?.title === undefined ? {} : { description: held.title }),
      external_references: [{ source_name: 'cve', external_id: id, url: cveHref(id) }],
    }
  })
  const actions = mitigations.map(
    ({ id, name, about, references }): StixObject => ({
      ...core('course-of-action', id, first, last),
      name,
      description: about,
      external_references: [...page(urls.mitigation(id)), ...references.map(source)],
    }),
  )
  const entries = attacks.map((one): StixObject => {
    const report_types = [
      ...(one.kind === 'incident' ? ['threat-report'] : []),
      'attack-pattern',
      ...(one.cves.length > 0 ? ['vulnerability'] : []),
    ]
    return {
      ...core('report', one.id, dayOf(one.date), reviewDay(one) ?? dayOf(one.date)),
      name: one.name,
      description: one.about,
      labels: [one.kind, `containment-${one.containment.grade}`],
      report_types,
      published: instant(dayOf(one.date)),
      object_refs: objectsOf(one),
      external_references: [...page(urls.attack(one.id)), ...one.references.map(source)],
    }
  })
  const relations = attacks.flatMap((attack, index) => {
    const entry = entries[index] as StixObject
    return actions
      .filter(({ id }) => attack.containment.types.some((type) => id === idOf('course-of-action', type)))
      .map((action) => relation('mitigates', action, entry.id))
  })
  const objects: StixObject[] = [
    {
      ...core('identity', 'policybook', first, first),
      created_by_ref: undefined,
      name: 'policybook',
      identity_class: 'organization',
    },
    ...patterns,
    ...vulnerabilities,
    ...actions,
    ...entries,
    ...relations,
  ]
  return {
    type: 'bundle',
    id: idOf('bundle', objects.map(({ id, modified }) => `${id} ${modified}`).join('\n')),
    objects: objects.map(withoutEmpty),
  }
}

const objectsOf = ({ techniques, cves }: Attack): string[] => [
  ...techniques.map((id: Technique['id']) => idOf('attack-pattern', id)),
  ...cves.map((id) => idOf('vulnerability', id)),
]

const source = ({ title, publisher, url }: Reference) => ({
  source_name: publisher,
  ...(title === undefined ? {} : { description: title }),
  url,
})

// STIX has no empty lists.
const withoutEmpty = (object: StixObject) =>
  Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  )

/** The first day of a month or a year where no day is known. */
const dayOf = (date: string) => `${date}-01-01`.slice(0, 10)
const instant = (day: string) => `${day}T00:00:00.000Z`
