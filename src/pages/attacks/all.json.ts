import type { APIRoute } from 'astro'
import { attacksData } from '../../view/attacks-index.ts'
import { site } from '../../view/site.ts'

/** Every attack, with the facts of its CVE records. */
export const GET: APIRoute = () => new Response(`${JSON.stringify(attacksData(site()), null, 2)}\n`)
