import { isAffected, unreadable } from '../catalogue/affected-versions.ts'
import type { Problem } from '../schema/problem.ts'
import { plainText } from '../view/segments.ts'
import type { Site } from '../view/site.ts'

/**
 * Advisories that npm cannot read or that name tools no server has, and servers whose version is in the range of one: the catalogue
 * moves to a fixed version, or its manifest says why not.
 */
export function checkAdvisories(content: string, { content: all, byId }: Pick<Site, 'content' | 'byId'>): Problem[] {
  const { advisories } = all.attacks
  const written = advisories.flatMap((advisory) => {
    const where = `${content}/advisories/${advisory.id}.yaml`
    return unreadable(advisory).map((what) => ({ where, what, fix: 'Correct the range or the version.' }))
  })
  const servers = [...all.manifests].flatMap(([id, { package: name, version, keptBecause }]): Problem[] => {
    const where = `${content}/servers/${id}.yaml`
    const own = advisories.filter((one) => one.package === name)
    const hit = own.filter((one) => isAffected(one, version))
    if (hit.length > 0 && keptBecause === undefined)
      return [
        {
          where: `${where}: version`,
          what: `${name} ${version} has known vulnerabilities: ${hit.map((one) => one.id).join(', ')}`,
          fix: 'Move to a fixed version and ingest the server, or say why not under `keptBecause`.',
        },
      ]
    if (hit.length === 0 && keptBecause !== undefined)
      return [{ where: `${where}: keptBecause`, what: `no advisory is about ${version}`, fix: 'Remove the line.' }]
    const tools = byId.get(id)?.tools
    return hit.flatMap((advisory) =>
      // A tool can have another name in another version.
      !tools || advisory.tools.length === 0 || tools.some(({ tool }) => advisory.tools.includes(tool.name))
        ? []
        : [
            {
              where: `${content}/advisories/${advisory.id}.yaml: tools`,
              what: `${id} ${version} has none of ${advisory.tools.map(plainText).join(', ')}`,
              fix: 'Correct the names.',
            },
          ],
    )
  })
  return [...written, ...servers]
}
