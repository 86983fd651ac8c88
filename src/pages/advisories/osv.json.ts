import type { APIRoute } from 'astro'
import { osvRecords } from '../../view/osv-records.ts'
import { site } from '../../view/site.ts'

/** Known vulnerabilities of packages as OSV records, in one list. */
export const GET: APIRoute = () => new Response(`${JSON.stringify(osvRecords(site()), null, 2)}\n`)
