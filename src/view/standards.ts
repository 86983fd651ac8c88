import { type Attack, type Standard, type StandardNames, standards, type Technique } from '../schema/attack.ts'

/** An id of a standard with its name and its address. */
export interface StandardEntry {
  id: string
  name: string
  url: string
  /** That the standard calls itself unfinished, with its address. */
  status: StandardStatus | undefined
}

/** One word about the state of a standard, and where it is. */
export interface StandardStatus {
  text: string
  url: string
}

/** The entries of one standard that an attack is mapped to, each with its reason. */
export interface AttackStandard {
  label: string
  entries: (StandardEntry & { because: string })[]
}

const ADDRESS: Record<Standard, (id: string) => string> = {
  owaspMcp: () => 'https://owasp.org/www-project-mcp-top-10/',
  owaspAgentic: () => 'https://genai.owasp.org/resource/owasp-top-10-for-agentic-applications-for-2026/',
  owaspLlm: () => 'https://genai.owasp.org/llm-top-10/',
  atlas: (id) => `https://atlas.mitre.org/${id.includes('.CS') ? 'studies' : 'techniques'}/${id}`,
  safMcp: (id) => `https://github.com/secure-agentic-framework/saf-mcp/blob/main/techniques/${id}/README.md`,
  cwe: (id) => `https://cwe.mitre.org/data/definitions/${id.slice('CWE-'.length)}.html`,
}

/** One entry of a standard: its name, empty where it is not known, and the page about it. */
export const standardEntry = (standard: Standard, id: string, names: StandardNames): StandardEntry => ({
  id,
  name: names[standard][id] ?? '',
  url: names.pages[id] ?? ADDRESS[standard](id),
  status: statusOf(standard, names),
})

function statusOf(standard: Standard, { editions }: StandardNames): StandardStatus | undefined {
  const edition = editions[standard]
  return edition?.status === undefined ? undefined : { text: edition.status, url: edition.url }
}

/** What pages call a standard; its key where content/standards.yaml does not say. */
export const standardLabel = (standard: Standard, names: StandardNames): string =>
  names.editions[standard]?.label ?? standard

/** The ids of one standard that an attack is mapped to. */
export const idsOf = ({ standards: own }: Pick<Attack, 'standards'>, standard: Standard): string[] =>
  own[standard].map(({ id }) => id)

/** What an attack is mapped to, by standard; a standard without an entry is left out. */
export function attackStandards({ standards: own }: Pick<Attack, 'standards'>, names: StandardNames): AttackStandard[] {
  return standards.flatMap((standard) => {
    if (own[standard].length === 0) return []
    return [
      {
        label: standardLabel(standard, names),
        entries: own[standard].map(({ id, because }) => ({ ...standardEntry(standard, id, names), because })),
      },
    ]
  })
}

/** What a technique is mapped to. */
export const techniqueStandards = (technique: Technique, names: StandardNames): StandardEntry[] =>
  (['owaspMcp', 'owaspLlm', 'atlas', 'safMcp'] as const).flatMap((standard) =>
    technique[standard].map((id) => standardEntry(standard, id, names)),
  )
