import { isAffected } from '../../catalogue/affected-versions.ts'
import type { ApiAdvisories, ApiAttacks, ApiMitigations, ApiTechniques } from '../../schema/api/attacks.ts'
import { addedDay } from '../attack-changes.ts'
import { toolsWithOpening } from '../attack-links.ts'
import { osvId } from '../osv-records.ts'
import { reviewDay } from '../review-day.ts'
import type { Site } from '../site.ts'
import { absolute, urls } from '../urls.ts'
import { documentHead } from './documents.ts'

/** /api/v1/attacks.json */
export function attacksDocument(site: Site): ApiAttacks {
  const { attacks, cves, advisories } = site.content.attacks
  return {
    ...documentHead('attacks'),
    attacks: attacks.map((attack) => {
      const { linked: _, only: __, worked: ___, differs: ____, ...told } = attack
      const reviewed = reviewDay(attack)
      return {
        ...told,
        abuses: attack.abuses.map(({ trait, how }) => ({ trait, how })),
        url: absolute(urls.attack(attack.id)),
        added: addedDay(attack),
        ...(reviewed === undefined ? {} : { reviewed }),
        records: attack.cves.flatMap((id) => cves.get(id) ?? []),
        advisories: advisories.filter((one) => one.attack === attack.id).map(({ id }) => id),
        tools: toolsWithOpening(site, attack).length,
      }
    }),
  }
}

/** /api/v1/techniques.json */
export function techniquesDocument({ content }: Pick<Site, 'content'>): ApiTechniques {
  const { attacks, techniques } = content.attacks
  return {
    ...documentHead('techniques'),
    techniques: techniques.map(({ openings: _, undo: __, ...technique }) => ({
      ...technique,
      url: absolute(urls.technique(technique.id)),
      attacks: attacks.filter((one) => one.techniques.includes(technique.id)).map(({ id }) => id),
    })),
  }
}

/** /api/v1/mitigations.json */
export function mitigationsDocument({ content }: Pick<Site, 'content'>): ApiMitigations {
  const { attacks, mitigations } = content.attacks
  return {
    ...documentHead('mitigations'),
    mitigations: mitigations.map((mitigation) => ({
      ...mitigation,
      url: absolute(urls.mitigation(mitigation.id)),
      attacks: attacks.filter(({ containment }) => containment.types.includes(mitigation.id)).map(({ id }) => id),
    })),
  }
}

/** /api/v1/advisories.json */
export function advisoriesDocument({ content, servers }: Pick<Site, 'content' | 'servers'>): ApiAdvisories {
  const { advisories, cves } = content.attacks
  return {
    ...documentHead('advisories'),
    advisories: advisories.map((advisory) => {
      const record = advisory.cve === undefined ? undefined : cves.get(advisory.cve)
      return {
        ...advisory,
        osv: absolute(urls.advisoryOsv(osvId(advisory))),
        ...(record === undefined ? {} : { record }),
        catalogue: servers
          .filter(({ manifest }) => manifest.package === advisory.package)
          .map(({ id, manifest: { version } }) => ({ server: id, version, affected: isAffected(advisory, version) })),
      }
    }),
  }
}
