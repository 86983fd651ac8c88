import type { APIRoute, GetStaticPaths } from 'astro'
import { osvId, osvRecord } from '../../view/osv-records.ts'
import { site } from '../../view/site.ts'

export const getStaticPaths = (() =>
  site().content.attacks.advisories.map((one) => ({ params: { advisory: osvId(one) } }))) satisfies GetStaticPaths

/** One known vulnerability as an OSV record, as scanners take it. */
export const GET: APIRoute = ({ params }) => {
  const { advisories, cves } = site().content.attacks
  const found = advisories.find((one) => osvId(one) === params['advisory'])
  if (!found) return new Response(null, { status: 404 })
  const record = osvRecord(found, found.cve === undefined ? undefined : cves.get(found.cve))
  return new Response(`${JSON.stringify(record, null, 2)}\n`)
}
